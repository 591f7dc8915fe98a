import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./context.ts";
import type { Problems } from "./problem.ts";

/** What the event loop says about itself: the 99th percentile of its delay while it was busy, in ms, in each of the last windows, newest last. */
export interface LoadGauge {
  readonly delays: () => readonly number[];
}

export interface LoadLimits {
  /** Requests in flight from which on everything is refused. */
  readonly inFlight: number;
  /** Loop delay in ms. It must be exceeded in all windows: one slow moment is not an overload. */
  readonly delayMs: number;
}

export const loadLimits: LoadLimits = { inFlight: 500, delayMs: 200 };

export const isOverloaded = (gauge: LoadGauge, limits: LoadLimits): boolean => {
  const delays = gauge.delays();
  return delays.length > 0 && delays.every((delay) => delay > limits.delayMs);
};

/** Who goes first when there is too much: searches and rankings, which every device can do by itself. */
const dispensable = /^\/api\/v1\/(programs\/search|jobs\/search|matching\/)/;
const indispensable = /^\/api\/v1\/(health|ready)$/;

/**
 * Refuses with 503 and a spread-out `Retry-After` while there is more to do than time. Files are only refused by number of
 * requests: they cost next to nothing, and a page that cannot be had is worse than a slow one.
 */
export function shedLoad(
  problems: Problems,
  gauge: LoadGauge,
  limits: LoadLimits,
  random: () => number,
): MiddlewareHandler<AppEnv> {
  let inFlight = 0;
  return async (c, next) => {
    const path = c.req.path;
    const most = dispensable.test(path) ? limits.inFlight / 2 : limits.inFlight;
    const late = path.startsWith("/api/") && isOverloaded(gauge, limits);
    if (!indispensable.test(path) && (inFlight >= most || late)) {
      c.header("Retry-After", String(5 + Math.floor(random() * 26)));
      return problems.answer(c, "SERVICE_UNAVAILABLE", "The server is busy. Try again in a few seconds.");
    }
    inFlight += 1;
    try {
      return await next();
    } finally {
      inFlight -= 1;
    }
  };
}
