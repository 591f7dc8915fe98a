import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { beforeEach, expect, test } from "vitest";
import type { AppEnv } from "../http/context.ts";
import { problemsAt } from "../http/problem.ts";
import { done } from "../storage/engine.ts";
import { NOON } from "../testing/app.ts";
import { aPerson, type TestPerson } from "../testing/people.ts";
import { memoryVault } from "../testing/storage.ts";
import { ACCESS_MS } from "./cookies.ts";
import { personOf, PROOF_MS, requirePerson, requireRecentProof } from "./require.ts";
import { onlySameOrigin } from "./same-origin.ts";
import { withActor } from "./session.ts";

let now = NOON;
const parts = await memoryVault(() => now);
const problems = problemsAt(() => now);
const app = new Hono<AppEnv>()
  .use(withActor({ storage: parts.storage, now: () => now }))
  .use(onlySameOrigin(problems, "https://pathways.example", () => true))
  .get("/who", (c) => c.json(c.get("actor")))
  .get("/mine", requirePerson(problems), (c) => c.json({ id: personOf(c).userId }))
  .get("/set-up", requirePerson(problems, { limited: true }), (c) => c.json({}))
  .post("/final", requirePerson(problems), requireRecentProof(problems, () => now), (c) => c.json({}))
  .on(["POST", "PUT", "PATCH", "DELETE"], "/change", (c) => c.json({}))
  .post("/api/v1/matching/recommendations", (c) => c.json({}));

const get = async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
const who = async (person: TestPerson) => (await (await get("/who", person.headers)).json()) as { kind: string };

beforeEach(() => void (now = NOON));

test("a session cookie becomes its person, with role and workplace as they are now", async () => {
  const person = await aPerson(parts, NOON, { role: "employer", partnerId: "sample-employer" });
  expect(await who(person)).toEqual({
    kind: "person", userId: person.userId, role: "employer", partnerId: "sample-employer", centerId: null, sessionId: person.sessionId, limited: false, provedAt: NOON,
  });
  await parts.storage.main.write((db, { users }) => done(db.update(users).set({ role: "user", partnerId: null }).where(eq(users.id, person.userId))));
  expect(await who(person)).toMatchObject({ role: "user", partnerId: null });
});

test("a session that ran out, was revoked or belongs to a closed account is nobody's", async () => {
  const [late, revoked, closed] = [await aPerson(parts, NOON), await aPerson(parts, NOON), await aPerson(parts, NOON)];
  now = NOON + ACCESS_MS - 1;
  expect((await who(late)).kind).toBe("person");
  now = NOON + ACCESS_MS;
  expect((await who(late)).kind).toBe("anonymous");
  now = NOON;
  await parts.storage.main.write(function* (db, { sessions, users }) {
    yield* done(db.update(sessions).set({ revokedAt: "2026-11-23T18:00:00.000Z" }).where(eq(sessions.id, revoked.sessionId)));
    yield* done(db.update(users).set({ status: "erasing" }).where(eq(users.id, closed.userId)));
  });
  expect([(await who(revoked)).kind, (await who(closed)).kind]).toEqual(["anonymous", "anonymous"]);
});

test("what is not a token is nobody's, and is not looked up", async () => {
  const reads: string[] = [];
  const counted = { ...parts.storage.main, read: () => Promise.reject(new Error(`read ${String(reads.push("x"))}`)) };
  const other = new Hono<AppEnv>().use(withActor({ storage: { main: counted }, now: () => now })).get("/who", (c) => c.json(c.get("actor")));
  for (const cookie of ["", "__Host-sid=", "__Host-sid=short", `__Host-sid=${"a".repeat(44)}`, "__Host-sid=' or 1=1 --", `sid=${"a".repeat(43)}`])
    expect([cookie, await (await other.request("/who", { headers: { Cookie: cookie } })).json()]).toEqual([cookie, { kind: "anonymous" }]);
  expect(reads).toEqual([]);
});

test("a route that requires a person answers nobody else, and lets no cache keep the answer", async () => {
  const [person, limited] = [await aPerson(parts, NOON), await aPerson(parts, NOON, { role: "admin", limited: true })];
  const answer = await get("/mine", person.headers);
  expect([answer.status, answer.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  expect([(await get("/mine")).status, (await get("/mine", limited.headers)).status, (await get("/set-up", limited.headers)).status]).toEqual([401, 403, 200]);
});

test("what cannot be taken back asks for a proof that is not older than ten minutes", async () => {
  const person = await aPerson(parts, NOON, { provedAt: NOON - PROOF_MS });
  const final = async () => (await app.request("/final", { method: "POST", headers: person.headers, body: "{}" })).status;
  expect(await final()).toBe(200);
  now = NOON + 1;
  expect(await final()).toBe(403);
});

const sites = ["same-origin", "same-site", "cross-site", "none", undefined] as const;
const origins = ["https://pathways.example", "https://evil.example", "https://pathways.example.evil.example", "http://pathways.example", "null", undefined] as const;
const types = ["application/json", "application/json; charset=utf-8", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"] as const;
const intents = ["1", "0", undefined] as const;

test("a state change passes only from our pages, with the header and as JSON: every combination", async () => {
  let [passed, refused] = [0, 0];
  for (const method of ["POST", "PUT", "PATCH", "DELETE"])
    for (const site of sites) for (const origin of origins) for (const type of types) for (const intent of intents) {
      const headers = { "Content-Type": type, ...(site && { "Sec-Fetch-Site": site }), ...(origin && { Origin: origin }), ...(intent && { "X-PK": intent }) };
      const { status } = await app.request("/change", { method, headers, body: "{}" });
      const ours = site === "same-origin" || (site === undefined && origin === "https://pathways.example");
      const expected = !ours || intent !== "1" ? 403 : type.startsWith("application/json") && type !== "application/jsonx" ? 200 : 415;
      expect([method, site, origin, type, intent, status]).toEqual([method, site, origin, type, intent, expected]);
      if (status === 200) passed += 1;
      else refused += 1;
    }
  expect([passed, refused]).toEqual([4 * (6 + 1) * 2, 4 * (5 * 6 * 5 * 3) - 4 * (6 + 1) * 2]);
});

test("without a body no type is needed; a body without a type is refused", async () => {
  const headers = { "Sec-Fetch-Site": "same-origin", "X-PK": "1" };
  expect((await app.request("/change", { method: "DELETE", headers })).status).toBe(200);
  expect((await app.request("/change", { method: "DELETE", headers: { ...headers, "Content-Length": "2" } })).status).toBe(415);
});

test("a ranking that is asked for by nobody in particular changes nothing and passes; somebody's does not", async () => {
  const person = await aPerson(parts, NOON);
  const ask = async (headers: Record<string, string>) => (await app.request("/api/v1/matching/recommendations", { method: "POST", headers, body: "{}" })).status;
  expect(await ask({ "Content-Type": "application/json" })).toBe(200);
  expect(await ask({ "Content-Type": "application/json", Cookie: person.headers["Cookie"]! })).toBe(403);
});
