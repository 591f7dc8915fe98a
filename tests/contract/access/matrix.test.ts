import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { describeApi } from "../../../server/src/api/openapi.ts";
import { reachOf, type Permission, type Reach } from "../../../server/src/policy/permissions.ts";
import { routePolicy } from "../../../server/src/policy/table.ts";
import { rows } from "../../../server/src/storage/engine.ts";
import type { Storage } from "../../../server/src/storage/open.ts";
import { testApp } from "../../../server/src/testing/app.ts";
import { appHeaders } from "../../../server/src/testing/people.ts";
import { samples } from "./samples.ts";
import { actors, buildTown, relations, type ActorName, type Owned, type Relation, type Town } from "./world.ts";

// Bar 19: every route of the OpenAPI document, asked by everybody about everybody's things. What must come out is read from
// the policy table and the two lines below; what does come out is the server's answer.

const reached: Readonly<Record<Reach, readonly Relation[]>> = {
  any: relations,
  own: ["own"],
  // Nobody of the town sent anything to a partner through these routes.
  partner: [],
  case: ["assigned"],
  // One's own center may open a case with whoever agreed to it, also where one is open or was.
  consented: ["same-centre", "assigned", "lapsed"],
};

type Expected = "allowed" | 401 | 403 | 404;

function expected(who: ActorName, asked: readonly Permission[], relation: Relation | null): Expected {
  const as = who === "expired" ? "anonymous" : who;
  const reaches = asked.map((permission) => reachOf(as, permission)).filter((reach) => reach !== null);
  if (reaches.length === 0) return as === "anonymous" || as === "closed" ? 401 : 403;
  if (relation === null || reaches.some((reach) => reached[reach].includes(relation))) return "allowed";
  return 404;
}

interface Cell {
  readonly route: string;
  readonly who: ActorName;
  /** `null`: the route is about nobody's thing in particular. */
  readonly relation: Relation | null;
}

let town: Town;
let cells: Cell[] = [];
beforeAll(async () => {
  const { paths } = await describeApi(testApp(), "0");
  const routes = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  expect(routes.filter((route) => routePolicy[route] === undefined || samples[route] === undefined)).toEqual([]);
  expect(Object.keys(samples).filter((route) => !routes.includes(route))).toEqual([]);
  cells = routes.flatMap((route) =>
    actors.flatMap((who) => (samples[route]?.about ? relations : [null]).map((relation) => ({ route, who, relation }))));
  town = await buildTown();
});

const thingOf = (who: ActorName, relation: Relation | null): Owned => (relation === null || relation === "own" ? town.own[who] : town.others[relation]);

async function ask({ route, who, relation }: Cell) {
  const [method = "", pattern = ""] = route.split(" ");
  const { path = () => ({}), query, body } = samples[route] ?? {};
  const thing = thingOf(who, relation);
  const values: Readonly<Record<string, string>> = path(thing);
  const address = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? "")) + (query === undefined ? "" : `?${query}`);
  const { app, storage } = await town.server(method !== "GET");
  const traces = () => tracesOf(storage, thing);
  const before = await traces();
  const answer = await app.request(address, { method, headers: town.people[who]?.headers ?? appHeaders, ...(body === undefined ? {} : { body: JSON.stringify(body(thing)) }) });
  const text = await answer.text();
  const after = await traces();
  if (method !== "GET") await storage.close();
  return { status: answer.status, text, thing, left: { audit: after.audit - before.audit, disclosures: after.disclosures - before.disclosures } };
}

/** How many rows say that somebody touched this person's record. */
const tracesOf = ({ main }: Storage, { userId }: Owned) =>
  main.read(function* (db, { audit, disclosures }) {
    return {
      audit: (yield* rows(db.select({ seq: audit.seq }).from(audit).where(eq(audit.target, `user:${userId}`)))).length,
      disclosures: (yield* rows(db.select({ id: disclosures.id }).from(disclosures).where(eq(disclosures.userId, userId)))).length,
    };
  });

/** Permitted, and of somebody else. */
const isForeign = ({ who, relation }: Cell): boolean => relation !== null && relation !== "own" && who !== "anonymous";

test("every cell of the matrix is as the table says, and every look at somebody else's record leaves its traces", async () => {
  const counts = { cells: 0, allowed: 0, refused: 0, foreign: 0 };
  const wrong: unknown[] = [];
  for (const cell of cells) {
    const must = expected(cell.who, routePolicy[cell.route] ?? [], cell.relation);
    const { status, text, left } = await ask(cell);
    const sample = samples[cell.route];
    const right = must === "allowed" ? status === (sample?.answers?.status ?? 200) : status === must;
    counts.cells += 1;
    counts[must === "allowed" ? "allowed" : "refused"] += 1;
    if (!right) wrong.push([cell, must, status, text.slice(0, 200)]);
    if (must === "allowed" && isForeign(cell)) {
      counts.foreign += 1;
      // Listing or ending cases shows staff their own work, no record.
      const shows = cell.route.startsWith("GET ") && !cell.route.endsWith("/cases");
      if ((shows && (left.audit < 1 || left.disclosures < 1)) || (!cell.route.startsWith("GET ") && left.audit < 1)) wrong.push([cell, "no traces", left]);
    }
    if (must !== "allowed" && left.disclosures > 0) wrong.push([cell, "traces of what was refused", left]);
  }
  console.log(`access matrix: ${counts.cells} cells (${counts.allowed} allowed, ${counts.refused} refused, ${counts.foreign} allowed on somebody else's), ${wrong.length} wrong`);
  expect(wrong).toEqual([]);
  expect(counts.foreign).toBeGreaterThan(5);
}, 300_000);

test("a refusal says the same of what is there and of what is not", async () => {
  const differing: string[] = [];
  for (const route of Object.keys(samples).filter((name) => samples[name]?.about)) {
    for (const who of actors.filter((name) => town.people[name] !== null)) {
      const bodies = new Set<string>();
      for (const relation of ["other", "deleted"] as const) {
        const { status, text } = await ask({ route, who, relation });
        if (status >= 400) bodies.add(text.replace(/req_\w+/, ""));
      }
      if (bodies.size > 1) differing.push(`${who} ${route}`);
    }
  }
  expect(differing).toEqual([]);
}, 120_000);
