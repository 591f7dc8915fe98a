import { eq, inArray } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { describeApi } from "../../../server/src/api/openapi.ts";
import { reachOf, type Permission, type Reach } from "../../../server/src/policy/permissions.ts";
import { routePolicy } from "../../../server/src/policy/table.ts";
import { rows } from "../../../server/src/storage/engine.ts";
import type { Storage } from "../../../server/src/storage/open.ts";
import { testApp } from "../../../server/src/testing/app.ts";
import { appHeaders } from "../../../server/src/testing/people.ts";
import type { Owned } from "./belongings.ts";
import { samples, type Sample } from "./samples.ts";
import { actors, buildTown, relations, type ActorName, type Relation, type Town } from "./world.ts";

// Bar 19: every route of the OpenAPI document, asked by everybody about everybody's things. What must come out is read from
// the policy table and the lines below; what does come out is the server's answer.

const reached: Readonly<Record<Reach, readonly Relation[]>> = {
  any: relations,
  own: ["own"],
  partner: ["sent"],
  case: ["assigned"],
  // One's own center may open a case with whoever agreed to it, also where one is open or was.
  consented: ["same-centre", "assigned", "lapsed"],
};

/** Foreign reads that leave no disclosure, and why. */
const undisclosed: Readonly<Record<string, string>> = {
  "GET /api/v1/cases": "ids and dates of those who told this very center that it may help them: their consent is the record of it",
};

type Expected = "allowed" | "not-found" | 401 | 403;

function expected(who: ActorName, asked: readonly Permission[], relation: Relation | null): Expected {
  const as = who === "expired" ? "anonymous" : who;
  const reaches = asked.map((permission) => reachOf(as, permission)).filter((reach) => reach !== null);
  if (reaches.length === 0) return as === "anonymous" || as === "closed" ? 401 : 403;
  return relation === null || reaches.some((reach) => reached[reach].includes(relation)) ? "allowed" : "not-found";
}

interface Cell {
  readonly route: string;
  readonly sample: Sample;
  readonly who: ActorName;
  /** `null`: the route is about nobody's thing in particular. */
  readonly relation: Relation | null;
  readonly must: Expected;
}

const samplesOf = (route: string): readonly Sample[] => [samples[route] ?? []].flat();
const cellsOf = (route: string): Cell[] =>
  samplesOf(route).flatMap((sample) => actors.flatMap((who) => (sample.about ? relations : [null]).map((relation) => ({ route, sample, who, relation, must: expected(who, routePolicy[route] ?? [], relation) }))));

let town: Town;
let cells: Cell[] = [];
beforeAll(async () => {
  const { paths } = await describeApi(testApp(), "0");
  const routes = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  expect(routes.filter((route) => routePolicy[route] === undefined || samples[route] === undefined)).toEqual([]);
  expect(Object.keys(samples).filter((route) => !routes.includes(route))).toEqual([]);
  cells = routes.flatMap(cellsOf);
  town = await buildTown();
}, 60_000);

const thingOf = ({ who, relation }: Cell): Owned => (relation === null || relation === "own" ? town.own[who] : town.others[relation]);
/** Permitted, and of somebody else. */
const isForeign = ({ must, relation, who }: Cell): boolean => must === "allowed" && relation !== null && relation !== "own" && who !== "anonymous";

async function ask(cell: Cell) {
  const { route, sample, who, relation, must } = cell;
  const [method = "", pattern = ""] = route.split(" ");
  const thing = thingOf(cell);
  const values: Readonly<Record<string, string>> = sample.path?.(thing) ?? {};
  const address = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? "")) + (sample.query === undefined ? "" : `?${sample.query}`);
  // What may change something gets a town of its own; so does a partner's look, which is told to its person once a day.
  const fresh = isForeign(cell) || (method !== "GET" && (must === "allowed" || sample.about === "within"));
  const { app, storage } = await town.server(fresh);
  const before = await tracesOf(storage, thing);
  const body = sample.body === undefined ? {} : { body: JSON.stringify(sample.body(thing, relation, town.own[who])) };
  const answer = await app.request(address, { method, headers: town.people[who]?.headers ?? appHeaders, ...body });
  const text = await answer.text();
  const after = await tracesOf(storage, thing);
  const isReached = sample.reached !== undefined && answer.status === 200 && (await sample.reached({ thing, text, storage }));
  if (fresh) await storage.close();
  return { status: answer.status, text, isReached, left: { audit: after.audit - before.audit, disclosures: after.disclosures - before.disclosures } };
}

/** How many rows say that somebody touched this person's record, or what this person sent. */
const tracesOf = ({ main }: Storage, { userId, enrollmentId, applicationId }: Owned) =>
  main.read(function* (db, { audit, disclosures }) {
    const targets = [`user:${userId}`, `enrollment:${enrollmentId}`, `application:${applicationId}`, "center:center-1"];
    return {
      audit: (yield* rows(db.select({ seq: audit.seq }).from(audit).where(inArray(audit.target, targets)))).length,
      disclosures: (yield* rows(db.select({ id: disclosures.id }).from(disclosures).where(eq(disclosures.userId, userId)))).length,
    };
  });

/** Whether the answer is the one that the table asks for. */
function isRight({ must, sample }: Cell, status: number, isReached: boolean): boolean {
  const { about, answers, notFound } = sample;
  if (must === "allowed") return status === (answers?.status ?? 200) && (about !== "within" || isReached);
  if (must === "not-found") return about === "within" ? status === 200 && !isReached : status === (notFound?.status ?? 404);
  return status === must;
}

/** What is missing of the traces that a look at somebody else's record leaves. */
function missing({ route, must }: Cell, left: { readonly audit: number; readonly disclosures: number }, foreign: boolean): string | null {
  if (must !== "allowed") return left.disclosures > 0 ? "a disclosure of what was refused" : null;
  if (!foreign) return null;
  if (left.audit < 1) return "no audit row";
  const shows = route.startsWith("GET ") || route.startsWith("PUT ");
  return shows && left.disclosures < 1 && undisclosed[route] === undefined ? "no disclosure" : null;
}

test("every cell of the matrix is as the table says, and every look at somebody else's record leaves its traces", async () => {
  const counts = { allowed: 0, absent: 0, refused: 0, foreign: 0, disclosed: 0 };
  const wrong: unknown[] = [];
  for (const cell of cells) {
    const { status, text, isReached, left } = await ask(cell);
    const foreign = isForeign(cell);
    counts[cell.must === "allowed" ? "allowed" : cell.must === "not-found" ? "absent" : "refused"] += 1;
    if (foreign) counts.foreign += 1;
    if (foreign && left.disclosures > 0) counts.disclosed += 1;
    const lacks = missing(cell, left, foreign);
    if (!isRight(cell, status, isReached) || lacks !== null) wrong.push({ route: cell.route, who: cell.who, relation: cell.relation, must: cell.must, status, isReached, lacks, text: text.slice(0, 200) });
  }
  const routes = new Set(cells.map(({ route }) => route)).size;
  console.log(
    `access matrix: ${cells.length} cells (${routes} routes x ${actors.length} actors x up to ${relations.length} relations): ${counts.allowed} allowed, ${counts.absent} that do not exist to who asks, ` +
    `${counts.refused} refused; ${counts.foreign} allowed on somebody else's, all in the audit, ${counts.disclosed} of them disclosed to the person; ${wrong.length} wrong`,
  );
  expect(wrong).toEqual([]);
  expect(cells.length).toBeGreaterThan(2_400);
  expect([counts.foreign > 15, counts.disclosed > 10]).toEqual([true, true]);
}, 300_000);

test("a refusal says the same of what is there, of what was, and of what never was", async () => {
  const differing: string[] = [];
  let asked = 0;
  for (const route of Object.keys(samples))
    for (const who of actors.filter((name) => town.people[name] !== null)) {
      const bodies = new Set<string>();
      for (const cell of cellsOf(route).filter((one) => one.who === who && one.sample.about === "named" && one.must !== "allowed")) {
        asked += 1;
        bodies.add((await ask(cell)).text.replace(/req_\w+/, ""));
      }
      if (bodies.size > 1) differing.push(`${who} ${route}: ${[...bodies].join(" | ")}`);
    }
  expect(differing).toEqual([]);
  expect(asked).toBeGreaterThan(500);
}, 300_000);
