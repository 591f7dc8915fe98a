import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { AppContext, AppEnv } from "../http/context.ts";
import type { Problems } from "../http/problem.ts";
import type { Actor } from "./actor.ts";
import { classOf, reachOf } from "./permissions.ts";
import { routePolicy } from "./table.ts";

/** What the table says of a route before any object is looked at. `unknown`: the route has no entry. */
export type Verdict = "allowed" | "sign-in" | "set-up-second-factor" | "forbidden" | "unknown";

export function judge(actor: Actor, route: string): Verdict {
  const asked = routePolicy[route];
  if (asked === undefined) return "unknown";
  if (actor.kind === "system") return "allowed";
  const who = classOf(actor);
  if (asked.some((permission) => reachOf(who, permission) !== null)) return "allowed";
  return who === "anonymous" || who === "closed" ? "sign-in" : who === "limited" ? "set-up-second-factor" : "forbidden";
}

/** `METHOD /path/{id}` of the handler that will answer: of several that match, the first that was mounted. `null`: none. */
export function routeOf(c: AppContext): string | null {
  const found = matchedRoutes(c).find(({ method, path }) => method !== "ALL" && !path.includes("*"));
  return found === undefined ? null : `${found.method} ${found.path.replace(/:(\w+)/g, "{$1}")}`;
}

/**
 * Lets a request through to its route only if the table allows this kind of actor there. Whose things it may touch, the
 * route's own queries decide; to them, what is somebody else's does not exist.
 */
export const enforcePolicy =
  (problems: Problems): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const route = routeOf(c);
    if (route === null) return next();
    switch (judge(c.get("actor") ?? { kind: "anonymous" }, route)) {
      case "allowed":
        return next();
      case "sign-in":
        return problems.answer(c, "UNAUTHORIZED", "Sign in first.");
      case "set-up-second-factor":
        return problems.answer(c, "FORBIDDEN", "Set up a second factor first; this account must have one.");
      case "forbidden":
        return problems.answer(c, "FORBIDDEN", "This account is not one that may do this.");
      case "unknown":
        return problems.answer(c, "NOT_FOUND", "The API has no such address. /api/v1/docs lists those it has.");
    }
  };
