import { expect, test } from "vitest";
import { aPush, enroll, setCity } from "./entries.ts";
import { testUser } from "./actors.ts";
import { testSyncServer } from "./sync-server.ts";

const user = testUser(1);

async function server() {
  let now = 1_795_000_100_000;
  const it = testSyncServer({ now: () => now });
  await it.join(user);
  return { it, pass: (ms: number) => void (now += ms) };
}

test("takes entries once, tells them to devices, and keeps them over a restart", async () => {
  const { it } = await server();
  const first = await it.push(user, aPush(user, [enroll(1), setCity(2, "Wichita")]));
  expect(first.results.map(({ status }) => status)).toEqual(["accepted", "accepted"]);
  it.restart();
  const again = await it.push(user, aPush(user, [enroll(1)]));
  expect(again.results[0]).toEqual({ ...first.results[0], replayed: true });
  expect(again.epoch).toBe(first.epoch);
  const { changes, more, reset, next } = await it.changes(user, null);
  expect([changes.map(({ kind }) => kind), more, reset]).toEqual([["consent", "enrollment", "field"], false, false]);
  expect(await it.changes(user, next)).toMatchObject({ changes: [], next });
  const held = await it.rows(user);
  expect([held.entries.length, held.enrollments.length, held.jobs.length, held.consents]).toEqual([2, 1, 2, 1]);
  await it.close();
});

test("a restored backup has another epoch, makes devices begin again, and takes anew what it lost", async () => {
  const { it } = await server();
  await it.push(user, aPush(user, [setCity(1, "Wichita")]));
  const backup = it.backup();
  await it.push(user, aPush(user, [enroll(2)]));
  const { next, epoch } = await it.changes(user, null);
  it.restoreTo(backup);
  const after = await it.changes(user, next);
  expect([after.reset, after.changes.length, after.epoch === epoch]).toEqual([true, 1, false]);
  expect((await it.push(user, aPush(user, [enroll(2)]))).results[0]).toMatchObject({ status: "accepted", replayed: false });
  expect((await it.rows(user)).enrollments).toHaveLength(1);
  await it.close();
});

test("a push under somebody else's session is refused whole", async () => {
  const { it } = await server();
  await it.join(testUser(2));
  await expect(it.push(testUser(2), aPush(user, [enroll(1)]))).rejects.toThrow("not-yours");
  expect((await it.rows(user)).entries).toEqual([]);
  await it.close();
});
