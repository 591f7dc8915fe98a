import type { MiddlewareHandler } from "hono";
import type { AppContext, AppEnv } from "../http/context.ts";
import type { Problems } from "../http/problem.ts";

/** A header that no form and no link can send: a page of another origin would have to ask first, and is refused. */
export const INTENT_HEADER = "X-PK";

const reading = new Set(["GET", "HEAD", "OPTIONS"]);
/** Answers that change nothing for somebody who is not signed in: these may be asked for by anybody's program. */
const stateless = /^\/api\/v1\/matching\/recommendations$/;

/**
 * Takes state changes from our own pages only (section 6.2): cookies come along with requests that other sites cause, so a
 * cookie alone proves no intent. Browsers say where a request comes from; one that does not must name our origin. There is no
 * token in a form, because that would break what waited offline. What no route answers (`answered`) changes nothing, and goes on to be
 * told so.
 */
export const onlySameOrigin =
  (problems: Problems, publicOrigin: string, answered: (c: AppContext) => boolean): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const refusal = refusalOf(c, problems, publicOrigin);
    return refusal === null || !answered(c) ? next() : refusal;
  };

function refusalOf(c: AppContext, problems: Problems, publicOrigin: string): Response | null {
  if (reading.has(c.req.method) || (stateless.test(c.req.path) && c.get("actor").kind === "anonymous")) return null;
  if (!fromOurPages(c, publicOrigin)) return problems.answer(c, "FORBIDDEN", "This can only be asked for by the app itself.");
  if (c.req.header(INTENT_HEADER) !== "1") return problems.answer(c, "FORBIDDEN", `Send the header ${INTENT_HEADER}: 1.`);
  if (!isJsonOrEmpty(c)) return problems.answer(c, "UNSUPPORTED_MEDIA_TYPE", "Send the body as application/json, in UTF-8, without compression.");
  return null;
}

function fromOurPages(c: AppContext, publicOrigin: string): boolean {
  const site = c.req.header("Sec-Fetch-Site");
  return site === undefined ? c.req.header("Origin") === publicOrigin : site === "same-origin";
}

function isJsonOrEmpty(c: AppContext): boolean {
  const type = c.req.header("Content-Type");
  if (type === undefined) return (c.req.header("Content-Length") ?? "0") === "0" && c.req.header("Transfer-Encoding") === undefined;
  return /^application\/json\s*(;|$)/i.test(type);
}
