import { and, asc, eq, isNull, lt, sql } from "drizzle-orm";
import { done, rows } from "../storage/engine.ts";
import type { Engine } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";

const DAY_MS = 86_400_000;
/** How long a removal is told to devices that come back. */
export const TOMBSTONE_DAYS = 400;
/** How long a value that lost against a later one can be brought back. */
export const HISTORY_DAYS = 90;
/** Rows in one transaction, so that nobody waits long. */
const AT_ONCE = 500;

/** Takes away removals that every device has had the time to hear of, and old values of fields. Gives the number of rows. */
export async function cleanFeed(engine: Engine<MainTables>, now: number): Promise<number> {
  let all = 0;
  for (let taken = AT_ONCE; taken === AT_ONCE; all += taken) taken = await cleanSome(engine, daysBefore(now, TOMBSTONE_DAYS));
  return all + (await cleanHistory(engine, daysBefore(now, HISTORY_DAYS)));
}

const daysBefore = (now: number, days: number): string => new Date(now - days * DAY_MS).toISOString();

const cleanSome = (engine: Engine<MainTables>, before: string): Promise<number> =>
  engine.write(function* (db, { feed, feedHorizons }) {
    const old = yield* rows(
      db.select({ userId: feed.userId, kind: feed.kind, id: feed.id, seq: feed.seq }).from(feed)
        .where(and(isNull(feed.sealed), lt(feed.at, before))).orderBy(asc(feed.at)).limit(AT_ONCE),
    );
    for (const { userId, kind, id, seq } of old) {
      const gone = yield* rows(
        db.delete(feed).where(and(eq(feed.userId, userId), eq(feed.kind, kind), eq(feed.id, id), eq(feed.seq, seq))).returning({ id: feed.id }),
      );
      if (gone.length === 0) continue;
      const set = { seq: sql`case when ${feedHorizons.seq} < ${seq} then ${seq} else ${feedHorizons.seq} end` };
      yield* done(db.insert(feedHorizons).values({ userId, seq }).onConflictDoUpdate({ target: feedHorizons.userId, set }));
    }
    return old.length;
  });

const cleanHistory = (engine: Engine<MainTables>, before: string): Promise<number> =>
  engine.write(function* (db, { personHistory }) {
    return (yield* rows(db.delete(personHistory).where(lt(personHistory.replacedAt, before)).returning({ id: personHistory.id }))).length;
  });
