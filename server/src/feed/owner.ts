import { eq, sql } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";

export interface FeedOwner {
  readonly status: string;
  readonly guardian: string;
}

/**
 * Takes the person's row first, so that transactions for one person go one after another on every engine, and what was read
 * after it still holds at the commit. `null`: there is no such person any more.
 */
export const lockOwner = (db: Sql, { users }: Pick<MainTables, "users">, user: UserId): Body<FeedOwner | null> =>
  first(db.update(users).set({ feedSeq: sql`${users.feedSeq}` }).where(eq(users.id, user)).returning({ status: users.status, guardian: users.guardian }));

/** The next number of the person's own count, which entries and the feed share: it grows in the order of commits. */
export function* nextSeq(db: Sql, { users }: Pick<MainTables, "users">, user: UserId): Body<number> {
  const owner = yield* first(db.update(users).set({ feedSeq: sql`${users.feedSeq} + 1` }).where(eq(users.id, user)).returning({ seq: users.feedSeq }));
  if (owner === null) throw new Error("the count belongs to nobody");
  return owner.seq;
}
