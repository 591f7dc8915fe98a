import type { UserId } from "@pathwayks/contracts";
import { take } from "../policy/limits.ts";
import type { Bucket } from "../policy/limits.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { Secrets } from "../vault/secrets.ts";

const MINUTE_MS = 60_000;

/**
 * Guesses at one password: five at once and one every three minutes, so at most ten in any fifteen minutes, from however
 * many addresses. A browser that signed in to this account before has the same for itself, so that nobody's guessing locks
 * the owner out.
 */
export const passwordBucket = (secrets: Secrets, addressHash: string, knownDevice: string | null): Bucket => ({
  key: secrets.hash("rate-limit", `password|${addressHash}|${knownDevice ?? ""}`), burst: 5, everyMs: 3 * MINUTE_MS,
});

/** Second factors: three at once, then one in seven and a half minutes; at most five in fifteen. `where`: the session, or a known browser. */
export const factorBucket = (secrets: Secrets, user: UserId, where: string): Bucket => ({
  key: secrets.hash("rate-limit", `factor|${user}|${where}`), burst: 3, everyMs: 7.5 * MINUTE_MS,
});

/** A workforce center is one network with many people in it, so this only stops floods. */
export const networkBucket = (secrets: Secrets, network: string): Bucket => ({
  key: secrets.hash("rate-limit", `network|${network}`), burst: 200, everyMs: 3_000,
});

/** Letters to one address: nobody's mailbox is filled by somebody else. */
export const letterBucket = (secrets: Secrets, addressHash: string): Bucket => ({
  key: secrets.hash("rate-limit", `letter|${addressHash}`), burst: 3, everyMs: 20 * MINUTE_MS,
});

/** Takes from each in turn; the wait of the first that is empty, or 0. */
export function* admit(db: Sql, t: Pick<MainTables, "rateBuckets">, buckets: readonly Bucket[], now: number): Body<number> {
  for (const bucket of buckets) {
    const wait = yield* take(db, t, bucket, now);
    if (wait > 0) return wait;
  }
  return 0;
}
