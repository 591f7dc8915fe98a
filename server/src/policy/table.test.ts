import { Hono } from "hono";
import { expect, test } from "vitest";
import { roles, type PartnerId, type UserId } from "@pathwayks/contracts";
import type { AppEnv } from "../http/context.ts";
import { problemsAt } from "../http/problem.ts";
import { testApp } from "../testing/app.ts";
import type { Actor, Person } from "./actor.ts";
import { can } from "./can.ts";
import { enforcePolicy, judge } from "./enforce.ts";
import { permissions, reachOf, type Permission } from "./permissions.ts";
import { routePolicy } from "./table.ts";

const me = "0193f000-0000-7000-8000-000000000001" as UserId;
const other = "0193f000-0000-7000-8000-000000000002" as UserId;
const person = (over: Partial<Person> = {}): Person => ({
  kind: "person", userId: me, role: "user", partnerId: null, centerId: null, sessionId: "s", limited: false, provedAt: 0, ...over,
});

test("every route of the API has an entry, and every entry a route", () => {
  const routes = testApp().routes
    .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/") && !path.includes("*"))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
  expect([...new Set(routes)].sort()).toEqual(Object.keys(routePolicy).sort());
});

test("permissions are granted to classes of actors that exist", () => {
  const classes = new Set<string>([...roles, "anonymous", "limited", "closed"]);
  for (const grant of Object.values(permissions)) for (const who of Object.keys(grant)) expect(classes).toContain(who);
});

test("nobody is a super-reader: an administrator reaches what is anybody's or the administrator's own", () => {
  for (const permission of Object.keys(permissions) as Permission[]) expect([null, "any", "own"]).toContain(reachOf("admin", permission));
});

test("who is not signed in is asked to, whose second factor is missing may only set it up, and a role that lacks it is refused", () => {
  const anonymous: Actor = { kind: "anonymous" };
  expect(judge(anonymous, "GET /api/v1/programs")).toBe("allowed");
  expect(judge(person({ limited: true }), "GET /api/v1/programs")).toBe("allowed");
  expect(judge(anonymous, "GET /api/v1/nowhere")).toBe("unknown");
});

test("a permission reaches as far as the table says, and no further", () => {
  const theirs = { owner: other, partnerId: "school" as PartnerId, openCase: true, agreedCenters: ["center-1"] };
  const cases: readonly (readonly [Actor, Permission, object | null, boolean])[] = [
    [person(), "read:own-profile", { owner: me }, true],
    [person(), "read:own-profile", theirs, false],
    [person({ role: "admin" }), "read:own-profile", theirs, false],
    [person({ role: "admin" }), "read:users", theirs, false],
    [person({ role: "employer", partnerId: "school" as PartnerId }), "read:applicants", theirs, true],
    [person({ role: "employer", partnerId: "another" as PartnerId }), "read:applicants", theirs, false],
    [person({ role: "employer" }), "read:applicants", { owner: other, partnerId: null }, false],
    [person({ role: "workforceCenter", centerId: "center-1" }), "read:users", theirs, true],
    [person({ role: "workforceCenter", centerId: "center-1" }), "read:users", { ...theirs, openCase: false }, false],
    [person({ role: "workforceCenter", centerId: "center-1" }), "open:case", { ...theirs, openCase: false }, true],
    [person({ role: "workforceCenter", centerId: "center-2" }), "open:case", theirs, false],
    [person({ role: "workforceCenter", centerId: "center-1", limited: true }), "read:users", theirs, false],
    [person({ role: "user", centerId: "center-1" }), "read:users", theirs, false],
    [{ kind: "anonymous" }, "read:own-profile", { owner: me }, false],
    [{ kind: "anonymous" }, "read:programs", null, true],
    [{ kind: "system", name: "jobs" }, "read:users", theirs, true],
  ];
  for (const [actor, permission, resource, expected] of cases)
    expect([permission, can(actor, permission, resource as Parameters<typeof can>[2])]).toEqual([permission, expected]);
});

test("a route without an entry answers nobody", async () => {
  const app = new Hono<AppEnv>().use(enforcePolicy(problemsAt(() => 0))).get("/api/v1/secret", (c) => c.text("told"));
  const answer = await app.request("/api/v1/secret");
  expect([answer.status, (await answer.text()).includes("told")]).toEqual([404, false]);
});
