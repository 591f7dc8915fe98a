import { eq, sql } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import { prepared } from "../storage/prepared.ts";
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
export const lockOwner = (db: Sql, tables: Pick<MainTables, "users">, user: UserId, take = 0): Body<FeedOwner | null> =>
  first(countUp(db, tables), { user, take });

const countUp = prepared((db, { users }: Pick<MainTables, "users">) =>
  db.update(users).set({ feedSeq: sql`${users.feedSeq} + ${sql.placeholder("take")}` }).where(eq(users.id, sql.placeholder("user")))
    .returning({ status: users.status, guardian: users.guardian, seq: users.feedSeq }));
