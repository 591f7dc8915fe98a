import { eq, sql } from "drizzle-orm";
import type { FeedKind, UserId } from "@pathwayks/contracts";
import { done, first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { SubjectKey } from "../vault/vault.ts";

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
  db: Sql, { feed, users }: Pick<MainTables, "feed" | "users">, user: UserId, key: SubjectKey, entries: readonly FeedEntry[], at: string,
): Body<number> {
  const owner = yield* first(db.update(users).set({ feedSeq: sql`${users.feedSeq} + ${entries.length}` }).where(eq(users.id, user)).returning({ last: users.feedSeq }));
  if (owner === null) throw new Error("the feed belongs to nobody");
  let seq = owner.last - entries.length;
  for (const { kind, id, value, revoked = false } of entries) {
    seq += 1;
    const changed = { seq, sealed: value === null ? null : key.seal(feedPlace(user, kind, id), value), revoked, at };
    yield* done(
      db.insert(feed).values({ userId: user, kind, id, ...changed })
        .onConflictDoUpdate({ target: [feed.userId, feed.kind, feed.id], set: changed }),
    );
  }
  return owner.last;
}
