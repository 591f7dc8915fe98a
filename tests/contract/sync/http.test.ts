// The device's own client against the whole server, over requests and cookies as a browser sends them.
import { createHash } from "node:crypto";
import { fieldKey, sha256, type EntryBody } from "@pathwayks/contracts";
import { expect, test } from "vitest";
import { SyncClient } from "../../../packages/sync/src/client.ts";
import { fetchNet } from "../../../packages/sync/src/net/fetch-net.ts";
import { MemoryLocalStore } from "../../../packages/sync/src/store/memory-local-store.ts";
import { GOOD_PASSWORD, signedUp } from "../../../server/src/testing/accounts.ts";
import { NOON, testApp } from "../../../server/src/testing/app.ts";
import { testBrowser, type TestBrowser } from "../../../server/src/testing/browser.ts";
import { memoryVault } from "../../../server/src/testing/storage.ts";
import { SESSION_COOKIE } from "../../../server/src/policy/cookies.ts";
import { aBody } from "../../../server/src/testing/entries.ts";

async function world() {
  let now = NOON;
  const parts = await memoryVault(() => now, { soon: (work) => work() });
  const app = testApp({ ...parts, now: () => now });
  return { parts, app, pass: (ms: number) => void (now += ms), now: () => now };
}
type World = Awaited<ReturnType<typeof world>>;

/** `fetch` with the cookies of a browser, and the header by which a browser says that the request is the page's own. */
const fetchAs = ({ app }: World, { cookies }: TestBrowser): typeof fetch => async (input, init = {}) => {
  const headers = new Headers(init.headers);
  headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
  headers.set("sec-fetch-site", "same-origin");
  const answer = await app.request(String(input as string), { ...init, headers });
  for (const line of answer.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
  return answer;
};

const device = (it: World, browser: TestBrowser): Promise<SyncClient> =>
  SyncClient.open({
    store: new MemoryLocalStore(), now: it.now, random: (count) => crypto.getRandomValues(new Uint8Array(count)), net: fetchNet({ fetch: fetchAs(it, browser) }),
    sha256: (text) => Promise.resolve(sha256.parse(createHash("sha256").update(text).digest("hex"))),
    sleep: () => new Promise(() => undefined), locks: { ifFree: (_name, body) => body() },
  });

const city = fieldKey.parse("city");

test("what was set without an account goes up after the sign-up and comes to another device; a lapsed session is renewed on the way", async () => {
  const it = await world();
  const browser = testBrowser(it.app);
  const [phone, laptop] = [await device(it, browser), await device(it, browser)];
  await phone.person.set(new Map([[city, "Liberal"]]));
  const account = await signedUp(it.parts, browser, "maya@example.org");
  await phone.signedIn(account);
  expect(await phone.converse()).toMatchObject({ outcome: "done" });
  expect(phone.standing()).toEqual({ account, lapsed: false, unsent: 0, erased: false });
  // The access cookie runs out after a quarter of an hour; the refresh cookie does not.
  it.pass(20 * 60_000);
  browser.cookies.delete(SESSION_COOKIE);
  await laptop.signedIn(account);
  expect(await laptop.converse()).toMatchObject({ outcome: "done" });
  expect(laptop.person.get(city)).toBe("Liberal");
  await laptop.person.set(new Map([[city, "Dodge City"]]));
  await laptop.converse();
  await phone.converse();
  expect(phone.person.get(city)).toBe("Dodge City");
});

test("an entry that the catalog does not know comes back with its reason, and the rest is received", async () => {
  const it = await world();
  const browser = testBrowser(it.app);
  const phone = await device(it, browser);
  await phone.signedIn(await signedUp(it.parts, browser, "omar@example.org"));
  await phone.outbox.submit({ kind: "notification.prefer", body: { kind: "check-in", channel: "email", on: false } });
  await phone.outbox.submit({ kind: "submission.withdraw", body: { entryId: phone.space.view.inOrder()[0]!.entry.id, reason: "" } });
  await phone.converse();
  expect(phone.space.view.inOrder().map(({ state }) => state)).toEqual(["received", "needs-you"]);
  expect(phone.outbox.list()[0]?.needs).toMatchObject({ kind: "rejected", code: "not_yours" });
});

test("under somebody else's cookies nothing goes up, nothing comes down, and nothing is lost", async () => {
  const it = await world();
  const browser = testBrowser(it.app);
  const phone = await device(it, browser);
  const maya = await signedUp(it.parts, browser, "maya2@example.org");
  await phone.signedIn(maya);
  await phone.converse();
  await phone.outbox.submit({ kind: "enrollment.submit", body: aBody.enrollment() as unknown as EntryBody<"enrollment.submit"> });
  browser.cookies.clear();
  const omar = await signedUp(it.parts, browser, "omar2@example.org");
  expect(omar).not.toBe(maya);
  expect(await phone.converse()).toMatchObject({ outcome: "held" });
  expect([phone.standing(), phone.outbox.list().map(({ state }) => state)]).toEqual([{ account: maya, lapsed: true, unsent: 1, erased: false }, ["queued"]]);
  const stored = await it.parts.storage.main.read(function* (db, { entries }) {
    return db.select().from(entries).all();
  });
  expect(stored).toEqual([]);
});

test("an account that is erased on one device goes from the others, whether their session counts still or ran out", async () => {
  const it = await world();
  const [here, lately, longAgo] = [testBrowser(it.app), testBrowser(it.app), testBrowser(it.app)];
  const account = await signedUp(it.parts, here, "zoe@example.org");
  const devices: { readonly client: SyncClient; readonly browser: TestBrowser }[] = [];
  for (const browser of [longAgo, lately]) {
    await browser.post("/users/login", { email: "zoe@example.org", password: GOOD_PASSWORD });
    const client = await device(it, browser);
    devices.push({ client, browser });
    await client.person.set(new Map([[city, "Liberal"]]));
    await client.signedIn(account);
    await client.converse();
    await client.outbox.submit({ kind: "enrollment.submit", body: aBody.enrollment() as unknown as EntryBody<"enrollment.submit"> });
    it.pass(10 * 60_000);
  }
  await here.post("/users/refresh");
  await here.post("/users/prove", { method: "password", password: GOOD_PASSWORD });
  expect((await here.send("DELETE", "/users/me")).status).toBe(200);
  it.pass(60_000);
  for (const { client, browser } of devices) {
    expect(await client.converse()).toMatchObject({ outcome: "erased" });
    expect([client.standing(), client.person.get(city), client.outbox.list()]).toEqual([{ account: null, lapsed: false, unsent: 0, erased: true }, null, []]);
    // Asked again it says the same, as long as the session would have lasted; a stranger hears nothing.
    expect((await browser.post("/users/refresh")).body).toEqual({ status: "erased", account });
  }
  expect((await testBrowser(it.app).post("/users/refresh")).status).toBe(401);
  it.pass(31 * 24 * 60 * 60_000);
  expect((await lately.post("/users/refresh")).status).toBe(401);
});

test("a key that a restore could not bring back takes nothing from the device that holds the work", async () => {
  const it = await world();
  const browser = testBrowser(it.app);
  const [phone, idle] = [await device(it, browser), await device(it, browser)];
  const account = await signedUp(it.parts, browser, "lost@example.org");
  await phone.person.set(new Map([[city, "Liberal"]]));
  for (const one of [phone, idle]) {
    await one.signedIn(account);
    await one.converse();
  }
  await phone.outbox.submit({ kind: "enrollment.submit", body: aBody.enrollment() as unknown as EntryBody<"enrollment.submit"> });
  await it.parts.vault.shred(account, new Date(it.now()).toISOString());
  for (const minutes of [1, 20]) {
    it.pass(minutes * 60_000);
    await phone.converse();
    expect([phone.standing().account, phone.standing().unsent]).toEqual([account, 1]);
    // Nothing waits on this one, so it is the feed that it asks, also from its beginning, as after a restore.
    await idle.converse();
    expect([idle.standing().account, idle.person.get(city)]).toEqual([account, "Liberal"]);
    expect((await browser.get("/changes")).status).toBe(401);
  }
});
