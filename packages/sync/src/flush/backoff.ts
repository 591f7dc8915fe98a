import type { RandomDep } from "../ports.ts";

/** The longest wait of ours. Milliseconds. */
export const MAX_BACKOFF_MS = 15 * 60_000;
/** The longest wait that a server may ask for. */
export const MAX_RETRY_AFTER_MS = 60 * 60_000;
/** How long a sender may be silent before another one takes over. */
export const LEASE_MS = 30_000;

/** Full jitter after `fails` failures in a row: anything between nothing and `min(15 min, 1 s · 2^fails)`. */
export function jitter({ random }: RandomDep, fails: number): number {
  const most = Math.min(MAX_BACKOFF_MS, 1_000 * 2 ** Math.min(fails, 20));
  const [high = 0, low = 0] = random(2);
  return Math.floor((most * (high * 256 + low)) / 65_536);
}

/** Whether a wait until `at` is over. One that lies further ahead than any of ours can was set by another clock. */
export const isOver = (at: number, now: number, longest = MAX_RETRY_AFTER_MS): boolean => at <= now || at > now + longest;
