import { expect, test } from "vitest";
import { converseInBackground, converseOnce } from "./background.ts";
import { anEnrollment, MAYA, noReply, phone, taking } from "./client.testing.ts";
import { MemoryLocalStore } from "./store/memory-local-store.ts";

const enroll = { kind: "enrollment.submit", body: anEnrollment } as const;

test("sends what waits, and a page hears of the receipt", async () => {
  const it = await phone();
  await it.client.outbox.submit(enroll);
  let told = 0;
  expect(await converseOnce({ ...it.deps, signal: { tell: () => void (told += 1), hear: () => { throw new Error("listens"); } } })).toBe(true);
  expect([it.pushes.length, told > 0]).toEqual([1, true]);
  await it.client.refresh();
  expect([it.client.outbox.list()[0]?.state, it.client.hasToSend]).toEqual(["received", false]);
});

test("comes again while something waits that a network would help, and not for what needs the person", async () => {
  const it = await phone();
  await it.client.outbox.submit(enroll);
  const sleep = (ms: number): Promise<void> => {
    it.now += ms;
    return Promise.resolve();
  };
  const deps = { ...it.deps, sleep };
  it.push = () => ({ kind: "none" });
  const began = it.now;
  expect(await converseOnce(deps)).toBe(false);
  expect([it.now > began, it.now - began <= 60_000, it.pushes.length > 1]).toEqual([true, true, true]);
  // The wait that the last failure set is waited for when it is short.
  it.push = (request) => (it.pushes.length % 2 === 1 ? { kind: "none" } : taking(request));
  it.now += 3_600_000;
  expect(await converseOnce(deps)).toBe(true);
  await it.client.outbox.submit(enroll);
  it.locks = { ifFree: () => Promise.resolve("busy") };
  expect(await converseOnce(deps)).toBe(false);
  it.locks = { ifFree: (_, body) => body() };
  it.push = () => noReply(422);
  it.now += 3_600_000;
  expect(await converseOnce(deps)).toBe(true);
  expect(it.client.hasToSend).toBe(true);
  await it.client.refresh();
  expect([it.client.hasToSend, it.client.outbox.list()[0]?.needs]).toEqual([false, { kind: "refused", status: 422 }]);
});

test("a session that has run out holds everything and asks for no other try; without an account nothing leaves", async () => {
  const lapsed = await phone(MAYA);
  await lapsed.client.outbox.submit(enroll);
  lapsed.push = () => noReply(401, "UNAUTHORIZED");
  expect(await converseOnce(lapsed.deps)).toBe(true);
  await lapsed.client.refresh();
  expect([lapsed.client.standing().lapsed, lapsed.client.outbox.list()[0]?.state]).toEqual([true, "queued"]);
  const nobody = await phone(null);
  await nobody.client.outbox.submit(enroll);
  expect([await converseOnce(nobody.deps), nobody.pushes]).toEqual([true, []]);
});

test("on a device that nobody has used it begins nothing", async () => {
  const it = await phone();
  const store = new MemoryLocalStore();
  expect([await converseOnce({ ...it.deps, store }), await store.directory()]).toEqual([true, { revision: 0, active: null, spaces: [] }]);
  // Where the browser refuses storage there is nothing to send either.
  expect(await converseInBackground()).toBe(true);
});
