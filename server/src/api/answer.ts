import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { IsoDate } from "@pathwayks/contracts";
import type { AppContext, ClockDeps } from "../http/context.ts";
import { matchesEtag } from "../http/conditional.ts";
import { chooseEncoding } from "../http/encoding.ts";
import { revalidate } from "../http/file-answer.ts";
import type { Problems } from "../http/problem.ts";
import { recentlyUsed } from "../http/recently-used.ts";
import type { RecentlyUsed } from "../http/recently-used.ts";
import { kansasDate } from "../releases/kansas-date.ts";
import type { CatalogHolder, OpenRelease } from "../releases/open-release.ts";

export interface ReadingDeps extends Pick<ClockDeps, "now"> {
  readonly catalog: CatalogHolder;
  readonly problems: Problems;
  /** Version of the server: the same release may be told differently by another one. */
  readonly version: string;
  /** Answers that were made of a release already. */
  readonly answers: Answers;
}

type Bytes = Uint8Array<ArrayBuffer>;

interface Answer {
  readonly plain: Bytes;
  /** Made when it is first asked for. */
  gzip: Promise<Bytes> | null;
}

export type Answers = RecentlyUsed<Answer>;
const KEPT_BYTES = 16 * 1024 * 1024;
/** What an entry takes beside its text and the compressed text. */
const OVERHEAD_BYTES = 1_000;
/** Shorter ones are not worth compressing. */
const LEAST_COMPRESSED = 1_024;

export const keptAnswers = (): Answers => recentlyUsed<Answer>(KEPT_BYTES);

/**
 * Answers a reading request from the open release, or 304 to a client that has the answer. A release does not change, but
 * the day does: jobs expire by themselves. Nothing else than release, day and address may be looked at in `read`, since the
 * same ones get the same bytes again.
 */
export function readAnswer<T>(
  c: AppContext,
  deps: ReadingDeps,
  read: (release: OpenRelease, today: IsoDate) => T | null,
): Response | Promise<Response> {
  const release = deps.catalog.current();
  if (release === null) return noCatalog(c, deps.problems);
  const today = kansasDate(deps.now());
  const etag = `W/"${deps.version}-${release.manifestHash.slice(0, 16)}-${today}"`;
  const found = kept(deps.answers, `${etag} ${addressOf(c)}`, () => read(release, today));
  if (found === null) return deps.problems.answer(c, "NOT_FOUND", "The catalog has no such entry.");
  c.header("ETag", etag);
  c.header("Cache-Control", revalidate);
  c.header("Vary", "Accept-Encoding");
  return matchesEtag(c.req.header("If-None-Match"), etag) ? c.body(null, 304) : send(c, found);
}

/** Path and query, as they were sent. */
const addressOf = ({ req: { url } }: AppContext): string => url.slice(url.indexOf("/", url.indexOf("//") + 2));

function kept(answers: Answers, key: string, make: () => unknown): Answer | null {
  const known = answers.get(key);
  if (known !== undefined) return known;
  const value = make();
  if (value === null) return null;
  const made: Answer = { plain: new Uint8Array(Buffer.from(JSON.stringify(value))), gzip: null };
  answers.add(key, made, 2 * made.plain.byteLength + OVERHEAD_BYTES);
  return made;
}

const compress = promisify(gzip);

function send(c: AppContext, answer: Answer): Response | Promise<Response> {
  c.header("Content-Type", "application/json");
  const { plain } = answer;
  if (plain.byteLength < LEAST_COMPRESSED || chooseEncoding(c.req.header("Accept-Encoding"), ["gzip"]) !== "gzip") return sized(c, plain);
  c.header("Content-Encoding", "gzip");
  answer.gzip ??= compress(plain).then((bytes) => new Uint8Array(bytes));
  return answer.gzip.then((bytes) => sized(c, bytes));
}

function sized(c: AppContext, bytes: Bytes): Response {
  c.header("Content-Length", String(bytes.byteLength));
  return c.body(bytes);
}

export function noCatalog(c: AppContext, problems: Problems): Response {
  c.header("Retry-After", "10");
  return problems.answer(c, "SERVICE_UNAVAILABLE", "No catalog is open yet. Try again in a few seconds.");
}
