import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { SESSION_COOKIE } from "../policy/cookies.ts";
import type { AppContext, AppEnv, Bindings } from "./context.ts";
import type { Problems } from "./problem.ts";

/** What the event loop says about itself: the 99th percentile of its delay while it was busy, in ms, in each of the last windows, newest last. */
export interface LoadGauge {
  readonly delays: () => readonly number[];
}

export interface LoadLimits {
  /** Requests of the API in flight from which on all others of it are refused. */
  readonly inFlight: number;
  /** Likewise of files. They cost next to nothing, but wait for the disk at times. */
  readonly filesInFlight: number;
  /** Transactions that wait for the database, likewise. */
  readonly waiting: number;
  /** Ms that a request waited in a crowd for its turn: tells of a flood at once, the loop's delay only after its windows. */
  readonly waitMs: number;
  /** Loop delay in ms. It must be exceeded in all windows: one slow moment is not an overload. */
  readonly delayMs: number;
}

export const loadLimits: LoadLimits = { inFlight: 160, filesInFlight: 2_000, waiting: 2_000, waitMs: 100, delayMs: 200 };

export const isOverloaded = (gauge: LoadGauge, limits: Pick<LoadLimits, "delayMs">): boolean => {
  const delays = gauge.delays();
  return delays.length > 0 && delays.every((delay) => delay > limits.delayMs);
};

/** How long a request is borne with: at which share of the limits, and at how many times the loop's delay and its own wait, it is refused. */
interface Rank {
  readonly share: number;
  readonly patience: number;
}
/** Searches and rankings go first: every device can do them by itself. Not below a hundred requests, though: most of these are decisions that wait for the disk. */
const dispensable: Rank = { share: 0.65, patience: 1 };
const usual: Rank = { share: 0.8, patience: 1.5 };
/** What people decided goes last. Whether the session counts is found out later; here its cookie is enough. */
const decision: Rank = { share: 1, patience: 2 };

const searches = /^\/api\/v1\/(programs\/search|jobs\/search|matching\/)/;
const decisions = /^\/api\/v1\/(outbox|changes)$/;
const neverRefused = /^\/api\/v1\/(health|ready)$/;

function rankOf(c: AppContext): Rank {
  const signedIn = getCookie(c, SESSION_COOKIE) !== undefined;
  if (searches.test(c.req.path)) return signedIn ? usual : dispensable;
  return signedIn && decisions.test(c.req.path) ? decision : usual;
}

export interface LoadDeps {
  readonly gauge: LoadGauge;
  readonly limits: LoadLimits;
  readonly waiting: () => number;
  /** 0 to 1; spreads `Retry-After`. */
  readonly random: () => number;
}

/**
 * Refuses with 503 and a spread-out `Retry-After` while there is more to do than time. Files are only refused by number of
 * requests: they cost next to nothing, and a page that cannot be had is worse than a slow one.
 */
export function shedLoad(problems: Problems, { gauge, limits, waiting, random }: LoadDeps): MiddlewareHandler<AppEnv> {
  const inFlight = { api: 0, files: 0 };
  const tooMuch = (c: AppContext, kind: keyof typeof inFlight): boolean => {
    if (neverRefused.test(c.req.path)) return false;
    if (kind === "files") return inFlight.files >= limits.filesInFlight;
    const { share, patience } = rankOf(c);
    if (inFlight.api >= limits.inFlight * share) return true;
    // Where the app is called as a function there is no environment.
    const waitedMs = (c.env as Bindings | undefined)?.waitedMs ?? 0;
    return waitedMs > limits.waitMs * patience || waiting() > limits.waiting * share || isOverloaded(gauge, { delayMs: limits.delayMs * patience });
  };
  const refuse = (c: AppContext): Response => {
    c.header("Retry-After", String(5 + Math.floor(random() * 26)));
    return problems.answer(c, "SERVICE_UNAVAILABLE", "The server is busy. Try again in a few seconds.");
  };
  return async (c, next) => {
    const kind = c.req.path.startsWith("/api/") ? "api" : "files";
    if (tooMuch(c, kind)) return refuse(c);
    let places = 0;
    const hold = (count: 0 | 1) => {
      inFlight[kind] += count - places;
      places = count;
    };
    hold(1);
    // Clients that send slowly would otherwise use up the places of those who do not. Whoever has sent everything is asked
    // again: a crowd that came in while it held no place would take those that are kept for decisions.
    c.set("receiving", async (work) => {
      hold(0);
      const received = await work();
      if (tooMuch(c, kind)) return refuse(c);
      hold(1);
      return received;
    });
    try {
      return await next();
    } finally {
      hold(0);
    }
  };
}
