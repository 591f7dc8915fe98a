import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./context.ts";
import type { Problems } from "./problem.ts";

/** Files can only be read; the API answers for its own routes. */
export const onlyReadFiles =
  (problems: Problems): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD" || c.req.path.startsWith("/api/")) return next();
    c.header("Allow", "GET, HEAD");
    return problems.answer(c, "METHOD_NOT_ALLOWED", "This address can only be read.");
  };

/**
 * A browser that wants to install a service worker says so in a header. Only the app's own may be installed: another file
 * of this origin (an upload, a catalog chunk) must never come to control it.
 */
export const onlyOneServiceWorker =
  (problems: Problems): MiddlewareHandler<AppEnv> =>
  async (c, next) =>
    c.req.header("Service-Worker") === undefined || c.req.path === "/sw.js"
      ? next()
      : problems.answer(c, "FORBIDDEN", "This is not the service worker of the app.");

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Methods that some route answers at this path, of routes such as `/api/v1/programs/:id`; empty where none does. */
export function methodsAt(routes: readonly Route[], path: string): string[] {
  const segments = path.split("/");
  const matches = (pattern: string) => {
    const parts = pattern.split("/");
    return (
      parts.length === segments.length &&
      parts.every((part, i) => (part.startsWith(":") ? segments[i] !== "" : part === segments[i]))
    );
  };
  const found = new Set(
    routes
      .filter((route) => route.method !== "ALL" && !route.path.includes("*") && matches(route.path))
      .map((route) => route.method),
  );
  if (found.has("GET")) found.add("HEAD");
  return [...found].sort();
}
