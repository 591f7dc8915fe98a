import { expect, test } from "vitest";
import type { OutboxEntry, UserId } from "@pathwayks/contracts";
import { rows, StorageUnavailable } from "../storage/engine.ts";
import { NOON, readableLog, testApp } from "../testing/app.ts";
import { aBody, anEntry, aPush, enroll, setCity } from "../testing/entries.ts";
import { aPerson, appHeaders } from "../testing/people.ts";
import type { PersonOptions, TestPerson } from "../testing/people.ts";
import { memoryVault } from "../testing/storage.ts";

const parts = await memoryVault(() => NOON, { soon: (work) => work() });
const readable = readableLog();
const app = testApp({ ...parts, log: readable.log });
const person = (over: PersonOptions = {}) => aPerson(parts, NOON, over);

const post = (who: { readonly headers: Readonly<Record<string, string>> } | null, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  app.request("/api/v1/outbox", { method: "POST", headers: { ...(who?.headers ?? appHeaders), ...headers }, body });
const push = (who: TestPerson, entries: readonly OutboxEntry[], over: object = {}) => post(who, JSON.stringify({ ...aPush(who.userId, entries), ...over }));
const stored = (user: UserId) =>
  parts.storage.main.read(function* (db, { entries, feed }) {
    return [...(yield* rows(db.select({ of: entries.userId }).from(entries))), ...(yield* rows(db.select({ of: feed.userId }).from(feed)))].filter(({ of }) => of === user).length;
  });
const told = async (answer: Response) => {
  const { error } = (await answer.json()) as { error: { code: string; details: { field: string }[] } };
  return [answer.status, error.code, error.details.map(({ field }) => field)];
};

test("entries go up and changes come down", async () => {
  const me = await person();
  const answer = await push(me, [setCity(1, "Wichita")]);
  expect([answer.status, answer.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  expect(await answer.json()).toMatchObject({ epoch: "epoch-1", results: [{ status: "accepted", receipt: expect.stringMatching(/^PK-/) as unknown, replayed: false }] });
  const changes = await app.request("/api/v1/changes", { headers: me.headers });
  expect([changes.status, changes.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  expect(await changes.json()).toMatchObject({ account: me.userId, reset: false, more: false, changes: [{ kind: "field", id: "city", value: { value: "Wichita" } }] });
});

const good = (me: TestPerson) => JSON.stringify(aPush(me.userId, [setCity(2, "Derby")]));
const nested = `${"[".repeat(40)}${"]".repeat(40)}`;
test.each([
  ["no body", () => "", 400, ["body"]],
  ["a page of a captive portal", () => "<!doctype html><title>Sign in to the Wi-Fi</title>", 400, ["body"]],
  ["half a body", (me: TestPerson) => good(me).slice(0, 200), 400, ["body"]],
  ["null", () => "null", 400, ["body"]],
  ["a list", () => "[]", 400, ["body"]],
  ["the same key twice", (me: TestPerson) => good(me).replace("{", `{"account":"${me.userId}",`), 400, ["body"]],
  ["a forbidden key", (me: TestPerson) => good(me).replace("{", '{"__proto__":{},'), 400, ["body"]],
  ["nesting without end", (me: TestPerson) => good(me).replace('"Derby"', nested), 400, ["body"]],
  ["bytes that are no text", (me: TestPerson) => Buffer.concat([Buffer.from(good(me)), Buffer.from([0xff])]), 400, ["body"]],
  ["no entries", (me: TestPerson) => JSON.stringify({ ...aPush(me.userId, []) }), 400, ["entries"]],
  ["too many entries", (me: TestPerson) => JSON.stringify(aPush(me.userId, Array.from({ length: 51 }, (_, i) => setCity(i + 1, "x")))), 400, ["entries"]],
  ["an unknown field", (me: TestPerson) => good(me).replace("{", '{"extra":1,'), 400, ["extra"]],
  ["an entry with an id that a device does not make", (me: TestPerson) => good(me).replace(/"id":"[^"]+"/, '"id":"1"'), 400, ["entries.0.id"]],
  ["an entry without a number", (me: TestPerson) => good(me).replace(/"seq":\d+/, '"seq":0'), 400, ["entries.0.seq"]],
  ["a body of half a megabyte", (me: TestPerson) => JSON.stringify(aPush(me.userId, [anEntry({ n: 1, kind: "person.set", body: { x: "y".repeat(500_000) } })])), 413, []],
] as const)("%s is refused whole, and nothing is stored", async (_, make, status, fields) => {
  const me = await person();
  const answer = await post(me, make(me));
  expect(await told(answer)).toEqual([status, status === 413 ? "PAYLOAD_TOO_LARGE" : "VALIDATION_ERROR", fields]);
  expect(await stored(me.userId)).toBe(0);
});

test("nobody, somebody else, another site and a session that is not finished get nothing in", async () => {
  const [me, other, staff] = [await person(), await person(), await person({ role: "workforceCenter", limited: true })];
  expect(await told(await post(null, good(me)))).toEqual([401, "UNAUTHORIZED", []]);
  expect(await told(await post(other, good(me)))).toEqual([409, "CONFLICT", ["account"]]);
  expect(await told(await post(me, good(me), { "Sec-Fetch-Site": "cross-site" }))).toEqual([403, "FORBIDDEN", []]);
  expect(await told(await post(me, good(me), { "X-PK": "" }))).toEqual([403, "FORBIDDEN", []]);
  expect((await told(await post(staff, good(staff)))).slice(0, 2)).toEqual([403, "FORBIDDEN"]);
  expect(await told(await post(me, good(me), { "Content-Type": "text/plain" }))).toEqual([415, "UNSUPPORTED_MEDIA_TYPE", []]);
  for (const who of [me, other, staff]) expect(await stored(who.userId)).toBe(0);
});

test("a job seeker's decisions are not for other roles to make", async () => {
  const employer = await person({ role: "employer", partnerId: "sample-employer" });
  const answer = await push(employer, [enroll(4), setCity(5, "Wichita")]);
  expect(await answer.json()).toMatchObject({ results: [{ status: "rejected", code: "not_yours" }, { status: "accepted" }] });
});

test.each(["", "x", "epoch-1", "epoch-1.-1", "epoch-1.1e3", "epoch-1.9999999999999999", "../../x.1", "epoch-1.1&more=1"])("a cursor like %s is not read", async (since) => {
  const me = await person();
  const answer = await app.request(`/api/v1/changes?since=${since}`, { headers: me.headers });
  expect((await told(answer)).slice(0, 2)).toEqual([400, "VALIDATION_ERROR"]);
});

test("changes are nobody else's", async () => {
  expect((await app.request("/api/v1/changes")).status).toBe(401);
});

test("while nothing can be stored, nothing is taken, and the app hears when to come again", async () => {
  const full = await memoryVault(() => NOON, { soon: (work) => work() });
  const me = await aPerson(full, NOON);
  const broken = testApp({ ...full, storage: { ...full.storage, main: { ...full.storage.main, write: () => Promise.reject(new StorageUnavailable("SQLITE_FULL")) } } });
  const answer = await broken.request("/api/v1/outbox", { method: "POST", headers: me.headers, body: JSON.stringify(aPush(me.userId, [setCity(1, "Wichita")])) });
  expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "10"]);
});

test("nothing of what somebody wrote is in the log or in an error", async () => {
  const me = await person();
  const marked = enroll(9, { body: aBody.enrollment({ message: "MARKER-7Q", contact: { firstName: "MARKER-7Q", lastName: 7, email: "MARKER-7Q", phone: "MARKER-7Q" } }) });
  const answer = await (await push(me, [marked])).text();
  expect(answer).not.toContain("MARKER");
  expect(readable.lines()).not.toMatch(/MARKER|Wichita|Derby|example\.org/);
});
