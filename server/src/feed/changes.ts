import { and, asc, eq, gt } from "drizzle-orm";
import { feedChange, feedCursor } from "@pathwayks/contracts";
import type { ChangesAnswer, FeedCursor, UserId } from "@pathwayks/contracts";
import { first, rows } from "../storage/engine.ts";
import type { Body, Engine, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { SubjectKey, Vault } from "../vault/vault.ts";
import { feedPlace } from "./append.ts";
import { epochIn } from "./epoch.ts";

/** Changes in one answer. */
export const PAGE = 500;

export interface FeedDeps {
  readonly engine: Engine<MainTables>;
  readonly vault: Vault;
}

/** What a person's devices have not heard since `cursor`; `null` reads from the beginning. `null`: there is no such person, or none whose record can be opened. */
export async function changesSince({ engine, vault }: FeedDeps, user: UserId, cursor: FeedCursor | null): Promise<ChangesAnswer | null> {
  const key = await vault.of(user);
  return engine.read((db, tables) => pageAfter(db, tables, { id: user, key }, cursor));
}

function* pageAfter(db: Sql, tables: MainTables, user: { readonly id: UserId; readonly key: SubjectKey | null }, cursor: FeedCursor | null): Body<ChangesAnswer | null> {
  const { feed, users } = tables;
  const owner = yield* first(db.select({ newest: users.feedSeq, status: users.status }).from(users).where(eq(users.id, user.id)));
  // A key that is missing is no proof of an erasure: it may be newer than the copy that a restore had. What cannot be opened
  // is not told as gone, and devices keep what they hold.
  const erased = owner?.status === "erased";
  if (owner === null || (user.key === null && !erased)) return null;
  const epoch = yield* epochIn(db, tables);
  const from = yield* startOf(db, tables, user.id, cursor, epoch, owner.newest);
  const found = yield* rows(
    db.select().from(feed).where(and(eq(feed.userId, user.id), gt(feed.seq, from.seq))).orderBy(asc(feed.seq)).limit(PAGE + 1),
  );
  const page = found.slice(0, PAGE);
  const more = found.length > PAGE;
  const changes = page.map(({ seq, kind, id, sealed, revoked }) => {
    const value = sealed === null || user.key === null ? null : user.key.open(feedPlace(user.id, kind, id), sealed);
    return feedChange.parse({ seq, kind, id, value, ...(revoked || erased ? { revoked: true } : {}) });
  });
  const next = cursorAt(epoch, more ? (page.at(-1)?.seq ?? 0) : owner.newest);
  return { account: user.id, epoch, reset: from.reset, changes, next, more, ...(erased ? { erased: true as const } : {}) };
}

/**
 * Where to read on. A cursor of another epoch, one from before removals that were cleaned away since, or one that is ahead
 * of everything here cannot be read on from: what the device holds may not be so any more.
 */
function* startOf(
  db: Sql, { feedHorizons }: MainTables, user: UserId, cursor: FeedCursor | null, epoch: string, newest: number,
): Body<{ readonly seq: number; readonly reset: boolean }> {
  if (cursor === null) return { seq: 0, reset: false };
  const dot = cursor.lastIndexOf(".");
  const seq = Number(cursor.slice(dot + 1));
  if (cursor.slice(0, dot) !== epoch || seq > newest) return { seq: 0, reset: true };
  const horizon = yield* first(db.select({ seq: feedHorizons.seq }).from(feedHorizons).where(eq(feedHorizons.userId, user)));
  return seq > 0 && horizon !== null && seq < horizon.seq ? { seq: 0, reset: true } : { seq, reset: false };
}

const cursorAt = (epoch: string, seq: number): FeedCursor => feedCursor.parse(`${epoch}.${seq}`);
