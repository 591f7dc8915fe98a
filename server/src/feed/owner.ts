import { eq, sql } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";

export interface FeedOwner {
  readonly status: string;
  readonly guardian: string;
  /** The newest number of the person's own count, which entries and the feed share: it grows in the order of commits. */
  readonly seq: number;
}

/**
 * Takes the person's row first, so that transactions for one person go one after another on every engine, and what was read
 * after it still holds at the commit. The last `take` numbers up to `seq` are then the caller's; those it does not use stay
 * free. `null`: there is no such person any more.
 */
export const lockOwner = (db: Sql, { users }: Pick<MainTables, "users">, user: UserId, take = 0): Body<FeedOwner | null> =>
  first(
    db.update(users).set({ feedSeq: sql`${users.feedSeq} + ${take}` }).where(eq(users.id, user))
      .returning({ status: users.status, guardian: users.guardian, seq: users.feedSeq }),
  );
