import { and, asc, eq, inArray, lt, ne } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { lockOwner } from "../feed/owner.ts";
import { audit } from "../ledger/audit.ts";
import type { Actor } from "../policy/actor.ts";
import { done, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { Vault } from "../vault/vault.ts";
import { tablesOfPeople } from "./tables-of-person.ts";

export interface EraseDeps {
  readonly storage: Pick<Storage, "main" | "keys">;
  readonly vault: Vault;
  readonly now: () => number;
}

/** How long what is left of an account tells its devices that it is no more: as long as a session lasts that nobody uses. */
const TOLD_MS = 30 * 86_400_000;

/**
 * Erases somebody: first the key goes, and with it the meaning of everything sealed, in backups too; then the rows; then
 * what deleted rows leave behind in the files. Stopped anywhere, {@link eraseShredded} finishes it at the next start.
 */
export async function erasePerson({ storage, vault, now }: EraseDeps, user: UserId, by: Actor, requestId: string | null): Promise<void> {
  const at = new Date(now()).toISOString();
  await vault.shred(user, at);
  await storage.main.write((db, t) => eraseRows(db, t, user, by, requestId, at));
  await scrub(storage);
}

/**
 * Erases again whoever was erased before: what a restored backup brought back, or what a stop left half done. To be run
 * before a restored or restarted server serves anybody. Gives how many people there was something left of.
 */
export async function eraseShredded({ storage, vault, now }: EraseDeps): Promise<number> {
  const at = new Date(now()).toISOString();
  let again = 0;
  for (const user of await vault.shredded())
    if (await storage.main.write((db, t) => eraseAgain(db, t, user, at))) again += 1;
  if (again > 0) await scrub(storage);
  return again;
}

function* eraseAgain(db: Sql, tables: MainTables, user: UserId, at: string): Body<boolean> {
  const account = yield* rows(db.select({ status: tables.users.status }).from(tables.users).where(and(eq(tables.users.id, user), ne(tables.users.status, "erased"))));
  const left = account.length > 0 || (yield* hasRows(db, tables, user));
  if (left) yield* eraseRows(db, tables, user, { kind: "system", name: "erase-again" }, null, at);
  return left;
}

function* hasRows(db: Sql, tables: MainTables, user: UserId): Body<boolean> {
  for (const [name, { of, erase }] of tablesOfPeople)
    if (erase === "delete" && (yield* rows(db.select().from(tables[name]).where(of(db, tables, user)).limit(1))).length > 0) return true;
  return false;
}

function* eraseRows(db: Sql, tables: MainTables, user: UserId, by: Actor, requestId: string | null, at: string): Body<void> {
  const owner = yield* lockOwner(db, tables, user);
  // What hangs on sessions goes before they change.
  for (const [name, { of, erase }] of tablesOfPeople) if (erase === "delete") yield* done(db.delete(tables[name]).where(of(db, tables, user)));
  if (owner === null) return;
  yield* revokeFeed(db, tables, user, at);
  yield* done(db.update(tables.sessions).set({ device: "", deviceHash: "" }).where(eq(tables.sessions.userId, user)));
  const theirs = db.select({ id: tables.sessions.id }).from(tables.sessions).where(eq(tables.sessions.userId, user));
  yield* done(db.update(tables.refreshTokens).set({ successor: null }).where(inArray(tables.refreshTokens.sessionId, theirs)));
  yield* done(db.update(tables.users).set({
    emailHash: `erased:${user}`, sealed: "", passwordHash: "", status: "erased", emailVerifiedAt: null, guardian: "not-needed", partnerId: null, centerId: null, updatedAt: at,
  }).where(eq(tables.users.id, user)));
  yield* audit(db, tables, { actor: by, action: "account.erase", target: `user:${user}`, requestId, at });
}

/** Each thing that a device holds is taken back, one after another in the person's own count. */
function* revokeFeed(db: Sql, tables: MainTables, user: UserId, at: string): Body<void> {
  const { feed } = tables;
  const things = yield* rows(db.select({ kind: feed.kind, id: feed.id }).from(feed).where(eq(feed.userId, user)).orderBy(asc(feed.seq)));
  const newest = (yield* lockOwner(db, tables, user, things.length))?.seq ?? 0;
  for (const [i, { kind, id }] of things.entries()) {
    const seq = newest - things.length + 1 + i;
    yield* done(db.update(feed).set({ seq, sealed: null, revoked: true, at }).where(and(eq(feed.userId, user), eq(feed.kind, kind), eq(feed.id, id))));
  }
}

/** Removes what is left of accounts that were erased a month ago. Gives how many. */
export async function forgetErased({ storage, now }: EraseDeps): Promise<number> {
  const before = new Date(now() - TOLD_MS).toISOString();
  return storage.main.write(function* (db, { users, feed, feedHorizons }) {
    const old = yield* rows(db.select({ id: users.id }).from(users).where(and(eq(users.status, "erased"), lt(users.updatedAt, before))).limit(500));
    for (const { id } of old) {
      yield* done(db.delete(feed).where(eq(feed.userId, id)));
      yield* done(db.delete(feedHorizons).where(eq(feedHorizons.userId, id)));
      yield* done(db.delete(users).where(eq(users.id, id)));
    }
    return old.length;
  });
}

const scrub = async ({ main, keys }: Pick<Storage, "main" | "keys">): Promise<void> => void (await Promise.all([main.scrub(), keys.scrub()]));
