import type { IsoDate } from "@pathwayks/contracts";
import type { AppContext, ClockDeps } from "../http/context.ts";
import { matchesEtag } from "../http/conditional.ts";
import { revalidate } from "../http/file-answer.ts";
import type { Problems } from "../http/problem.ts";
import { kansasDate } from "../releases/kansas-date.ts";
import type { CatalogHolder, OpenRelease } from "../releases/open-release.ts";

export interface ReadingDeps extends Pick<ClockDeps, "now"> {
  readonly catalog: CatalogHolder;
  readonly problems: Problems;
  /** Version of the server: the same release may be told differently by another one. */
  readonly version: string;
}

/**
 * Answers a reading request from the open release, or 304 to a client that has the answer. A release does not change, but
 * the day does: jobs expire by themselves.
 */
export function readAnswer<T>(
  c: AppContext,
  deps: ReadingDeps,
  read: (release: OpenRelease, today: IsoDate) => T | null,
): Response {
  const release = deps.catalog.current();
  if (release === null) return noCatalog(c, deps.problems);
  const today = kansasDate(deps.now());
  const etag = `W/"${deps.version}-${release.manifestHash.slice(0, 16)}-${today}"`;
  const answer = read(release, today);
  if (answer === null) return deps.problems.answer(c, "NOT_FOUND", "The catalog has no such entry.");
  c.header("ETag", etag);
  c.header("Cache-Control", revalidate);
  return matchesEtag(c.req.header("If-None-Match"), etag) ? c.body(null, 304) : c.json(answer);
}

export function noCatalog(c: AppContext, problems: Problems): Response {
  c.header("Retry-After", "10");
  return problems.answer(c, "SERVICE_UNAVAILABLE", "No catalog is open yet. Try again in a few seconds.");
}
