import { expect, test } from "vitest";
import { loadLimits, shedLoad } from "./load.ts";
import type { LoadDeps } from "./load.ts";
import { readableLog, testApp } from "../testing/app.ts";
import { memoryVault } from "../testing/storage.ts";
import { problem } from "@pathwayks/contracts";
import { Hono } from "hono";
import type { AppEnv } from "./context.ts";
import { problemsAt } from "./problem.ts";

const MARKER = "Zq9-maria-lopez@example.org-316-555-0142";

test("a bug is answered without a word about it, and logged without what it quotes", async () => {
  const { log, lines } = readableLog();
  const app = testApp({
    log,
    catalog: {
      current: () => {
        throw new TypeError(`cannot read ${MARKER}`);
      },
    },
  });
  await app.request(`/api/v1/programs/a:b?x=${MARKER}`);
  const answer = await app.request("/api/v1/programs");
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(problem.parse(JSON.parse(text)).error.code).toBe("INTERNAL_ERROR");
  expect(text).not.toContain("TypeError");
  expect(text + lines()).not.toContain(MARKER);
  expect(lines()).toContain('"error":"TypeError"');
  expect(lines()).toContain("failure.test.ts");
});

test("what a person sends does not reach the log: path, query, headers, body, user agent, address", async () => {
  const { log, lines } = readableLog();
  const app = testApp({ log });
  const headers = {
    "User-Agent": MARKER,
    "X-Forwarded-For": "203.0.113.77",
    Cookie: MARKER,
    Authorization: MARKER,
    Referer: `https://example.org/${MARKER}`,
    "Content-Type": "application/json",
  };
  for (const path of [
    `/api/v1/programs/${MARKER}`,
    `/api/v1/programs/search?q=${MARKER}`,
    `/api/v1/${MARKER}`,
    `/${MARKER}`,
    `/assets/${MARKER}.js`,
    `/c/b/${MARKER}`,
    `/c/${MARKER}`,
  ])
    await app.request(path, { headers });
  await app.request("/api/v1/matching/recommendations", {
    method: "POST",
    headers,
    body: JSON.stringify({ profile: { note: MARKER } }),
  });
  await app.request("/api/v1/matching/recommendations", { method: "POST", headers, body: MARKER });
  expect(lines().trim().split("\n")).toHaveLength(9);
  expect(lines()).not.toMatch(/maria|lopez|555|203\.0\.113/);
  for (const line of lines().trim().split("\n"))
    expect(Object.keys(JSON.parse(line) as object).sort()).toEqual([
      "bytes",
      "level",
      "method",
      "ms",
      "requestId",
      "route",
      "status",
      "time",
    ]);
  expect(lines()).toContain('"route":"/api/v1/programs/:id"');
});

test("readiness names what is missing, health does not care", async () => {
  const { storage } = await memoryVault(() => 0);
  const records = { ...storage.records, ping: () => Promise.reject(new Error("gone")) };
  const app = testApp({ storage: { ...storage, records }, accepting: () => false, load: { delays: () => [300, 300, 300] } });
  const answer = await app.request("/api/v1/ready");
  expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "5"]);
  expect(problem.parse(await answer.json()).error.details.map((detail) => detail.field)).toEqual([
    "server",
    "database",
    "catalog",
    "eventLoop",
  ]);
  expect((await app.request("/api/v1/health")).status).toBe(200);
});

test("a loop that is late in every window sheds the API, one slow moment does not, and files are served on", async () => {
  const late = testApp({ load: { delays: () => [300, 300, 300] } });
  const answer = await late.request("/api/v1/programs/search?q=x");
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThanOrEqual(5);
  expect((await late.request("/")).status).toBe(200);
  const once = testApp({ load: { delays: () => [1, 900, 1] } });
  expect((await once.request("/api/v1/docs")).status).toBe(200);
});

/** A small app behind the shedding; nothing presses unless `over` says so. */
const loaded = (over: Partial<LoadDeps>) =>
  new Hono<AppEnv>()
    .use(async (c, next) => (c.set("requestId", "req_testtesttest" as never), next()))
    .use(shedLoad(problemsAt(() => 0), { gauge: { delays: () => [] }, limits: loadLimits, waiting: () => 0, random: () => 0, ...over }));

test("too many requests at once: searches go first, then all but health, and all comes back afterwards", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const app = loaded({ limits: { ...loadLimits, inFlight: 10, filesInFlight: 2 } })
    .get("/hold", async (c) => (await held, c.text("held")))
    .get("/api/v1/hold", async (c) => (await held, c.text("held")))
    .get("*", (c) => c.text("ok"));
  const status = async (path: string) => (await app.request(path)).status;
  const hold = () => app.request("/api/v1/hold");
  const holding = Array.from({ length: 7 }, hold);
  expect([await status("/api/v1/jobs/search"), await status("/api/v1/jobs")]).toEqual([503, 200]);
  holding.push(hold());
  // Files and the API leave each other their places.
  expect([await status("/api/v1/jobs"), await status("/"), await status("/api/v1/health")]).toEqual([503, 200, 200]);
  holding.push(app.request("/hold"), app.request("/hold"));
  expect([await status("/"), await status("/api/v1/health")]).toEqual([503, 200]);
  release();
  for (const answer of holding) expect((await answer).status).toBe(200);
  expect(await status("/api/v1/jobs/search")).toBe(200);
});

interface Pressure {
  readonly what: string;
  readonly over?: (by: number) => Partial<LoadDeps>;
  readonly waitedMs?: (by: number) => number;
}
const pressures: readonly Pressure[] = [
  { what: "transactions that wait", over: (by) => ({ waiting: () => 2_000 * by + 1 }) },
  { what: "a long wait for a turn", waitedMs: (by) => 200 * by + 1 },
  { what: "a loop that is always late", over: (by) => ({ gauge: { delays: () => [1, 1, 1].map(() => 400 * by + 1) } }) },
];
test.each(pressures)("under pressure searches go first, then the rest, and decisions of people last: $what", async ({ over = () => ({}), waitedMs = () => 0 }) => {
  const cookie = { headers: { Cookie: "__Host-sid=anything" } };
  const statuses = async (by: number) => {
    const app = loaded(over(by)).all("*", (c) => c.text("ok"));
    const ask = async (path: string, init?: RequestInit) => (await app.request(path, init, { waitedMs: waitedMs(by) })).status;
    return [await ask("/api/v1/jobs/search"), await ask("/api/v1/jobs"), await ask("/api/v1/outbox", cookie), await ask("/api/v1/health")];
  };
  expect(await statuses(0.1)).toEqual([200, 200, 200, 200]);
  expect(await statuses(0.65)).toEqual([503, 200, 200, 200]);
  expect(await statuses(0.8)).toEqual([503, 503, 200, 200]);
  expect(await statuses(1)).toEqual([503, 503, 503, 200]);
});

test("requests whose body is still on its way take no place of others, not even when all of them have arrived at once", async () => {
  const gate = () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { open, opened };
  };
  const [sent, done] = [gate(), gate()];
  const app = loaded({ limits: { ...loadLimits, inFlight: 10 } })
    .post("/api/v1/slow", async (c) => {
      const received = await c.get("receiving")(() => sent.opened);
      if (received instanceof Response) return received;
      await done.opened;
      return c.text("taken");
    })
    .all("*", (c) => c.text("ok"));
  const slow = Array.from({ length: 20 }, () => app.request("/api/v1/slow", { method: "POST" }));
  expect((await app.request("/api/v1/jobs")).status).toBe(200);
  sent.open();
  await Promise.resolve();
  const decision = app.request("/api/v1/outbox", { method: "POST", headers: { Cookie: "__Host-sid=anything" } });
  expect([(await app.request("/api/v1/jobs")).status, (await decision).status]).toEqual([503, 200]);
  done.open();
  const answers = await Promise.all(slow);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(8);
  const refused = answers.filter(({ status }) => status === 503);
  expect([refused.length, refused[0]?.headers.get("Retry-After")]).toEqual([12, "5"]);
  expect((await app.request("/api/v1/jobs")).status).toBe(200);
});
