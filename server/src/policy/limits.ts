import { eq, lt, sql } from "drizzle-orm";
import { done, first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";

type Tables = Pick<MainTables, "rateBuckets">;

/**
 * A token bucket: `burst` at once, then one every `everyMs`. In any window of length `w` at most
 * `burst + floor(w / everyMs)` are taken, by however many processes on one database.
 */
export interface Bucket {
  /** A keyed hash of what is limited: the table says nothing about anybody. */
  readonly key: string;
  readonly burst: number;
  readonly everyMs: number;
}

/**
 * Takes one token in a single statement. 0: taken; else the milliseconds until there is one. A bucket is kept as the moment at
 * which it is full again, so that it refills without anybody touching it, and a full one need not be kept at all.
 */
export function* take(db: Sql, { rateBuckets }: Tables, { key, burst, everyMs }: Bucket, now: number): Body<number> {
  const begun = sql`case when ${rateBuckets.fullAtMs} > ${now} then ${rateBuckets.fullAtMs} else ${now} end`;
  const latest = now + burst * everyMs;
  const taken = yield* first(
    db.insert(rateBuckets).values({ key, fullAtMs: now + everyMs })
      .onConflictDoUpdate({ target: rateBuckets.key, set: { fullAtMs: sql`${begun} + ${everyMs}` }, setWhere: sql`${begun} + ${everyMs} <= ${latest}` })
      .returning({ key: rateBuckets.key }),
  );
  if (taken !== null) return 0;
  const row = yield* first(db.select({ fullAtMs: rateBuckets.fullAtMs }).from(rateBuckets).where(eq(rateBuckets.key, key)));
  return Math.max(1, (row?.fullAtMs ?? now) + everyMs - latest);
}

/** Puts a token back that turned out not to be a guess. */
export const giveBack = (db: Sql, { rateBuckets }: Tables, { key, everyMs }: Bucket): Body<void> =>
  done(db.update(rateBuckets).set({ fullAtMs: sql`${rateBuckets.fullAtMs} - ${everyMs}` }).where(eq(rateBuckets.key, key)));

/** Forgets buckets that are full. */
export const dropFullBuckets = (db: Sql, { rateBuckets }: Tables, now: number): Body<void> =>
  done(db.delete(rateBuckets).where(lt(rateBuckets.fullAtMs, now)));
