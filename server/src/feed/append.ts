import { sql } from "drizzle-orm";
import type { FeedKind, UserId } from "@pathwayks/contracts";
import { done } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import { prepared } from "../storage/prepared.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { SubjectKey } from "../vault/vault.ts";
import { lockOwner } from "./owner.ts";

/** One thing as it now is; `value: null` says that it is gone, `revoked` that it is no longer this person's to see. */
export interface FeedEntry {
  readonly kind: FeedKind;
  readonly id: string;
  readonly value: unknown;
  readonly revoked?: boolean;
}

export const feedPlace = (user: UserId, kind: string, id: string): string => `feed|${user}|${kind}|${id}`;

/**
 * Puts entries into a person's feed and gives the sequence number of the last. The person's row is counted up first, so two
 * writers for one person commit in the order of their numbers, and no reader skips what is committed late.
 */
export function* addToFeed(
  db: Sql, tables: Pick<MainTables, "feed" | "users">, user: UserId, key: SubjectKey, entries: readonly FeedEntry[], at: string,
): Body<number> {
  const owner = yield* lockOwner(db, tables, user, entries.length);
  if (owner === null) throw new Error("the feed belongs to nobody");
  let seq = owner.seq - entries.length;
  for (const { kind, id, value, revoked = false } of entries) {
    seq += 1;
    const sealed = value === null ? null : key.seal(feedPlace(user, kind, id), value);
    yield* done(putInFeed(db, tables), { user, kind, id, seq, sealed, revoked, at });
  }
  return owner.seq;
}

const putInFeed = prepared((db, { feed }: Pick<MainTables, "feed">) => {
  const value = sql.placeholder;
  return db.insert(feed)
    .values({ userId: value("user"), kind: value("kind"), id: value("id"), seq: value("seq"), sealed: value("sealed"), revoked: value("revoked"), at: value("at") })
    .onConflictDoUpdate({
      target: [feed.userId, feed.kind, feed.id],
      set: { seq: sql`excluded.seq`, sealed: sql`excluded.sealed`, revoked: sql`excluded.revoked`, at: sql`excluded.at` },
    });
});
