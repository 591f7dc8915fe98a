import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { RequestId } from "@pathwayks/contracts";
import type { AppContext, AppEnv, ClockDeps } from "./context.ts";
import type { Log } from "./log.ts";

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The pattern of the handler that answered: the last matched route that is not a wildcard. */
const patternOf = (c: AppContext): string =>
  matchedRoutes(c)
    .map((route) => route.path)
    .filter((path) => !path.endsWith("*"))
    .at(-1) ?? "(none)";

/** Gives each request its id, also as a header, and writes one line when it has been answered. */
export const access =
  (deps: ClockDeps & { readonly log: Log }): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const began = deps.now();
    const requestId = `req_${deps.newId()}` as RequestId;
    c.set("requestId", requestId);
    await next();
    c.res.headers.set("X-Request-Id", requestId);
    const length = c.res.headers.get("Content-Length");
    deps.log.request({
      requestId,
      method: methods.has(c.req.method) ? c.req.method : "OTHER",
      route: c.get("routeName") ?? patternOf(c),
      status: c.res.status,
      ms: Math.round((deps.now() - began) * 10) / 10,
      bytes: length === null ? null : Number(length),
    });
  };
