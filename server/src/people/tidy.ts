import { and, eq, inArray, isNull, lt, or } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { dropFullBuckets } from "../policy/limits.ts";
import { done, rows } from "../storage/engine.ts";
import type { Engine } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { Vault } from "../vault/vault.ts";
import { iso } from "./deps.ts";

const DAY_MS = 86_400_000;
/** Accounts whose address nobody proved are gone after this time: whoever was registered by another may not know of it. */
const UNPROVED_DAYS = 30;
/** An ended session is kept as long as browsers keep the cookie by which they are known again. */
const ENDED_DAYS = 400;
const MOST_AT_ONCE = 200;

export interface TidyDeps {
  readonly storage: { readonly main: Engine<MainTables> };
  readonly vault: Vault;
  readonly now: () => number;
}

/** Forgets what can no longer be used: full buckets, old tickets, tokens of ended sessions, and accounts that nobody proved. */
export async function tidyAccounts({ storage, vault, now: clock }: TidyDeps): Promise<void> {
  const now = clock();
  const dayAgo = iso(now - DAY_MS);
  await storage.main.write(function* (db, t) {
    yield* dropFullBuckets(db, t, now);
    yield* done(db.delete(t.tickets).where(lt(t.tickets.expiresAt, dayAgo)));
    const ended = db.select({ id: t.sessions.id }).from(t.sessions).where(or(lt(t.sessions.revokedAt, dayAgo), lt(t.sessions.refreshExpiresAt, dayAgo)));
    yield* done(db.delete(t.refreshTokens).where(inArray(t.refreshTokens.sessionId, ended)));
    yield* done(db.delete(t.sessions).where(lt(t.sessions.refreshExpiresAt, iso(now - ENDED_DAYS * DAY_MS))));
  });
  const unproved = (t: MainTables) => and(isNull(t.users.emailVerifiedAt), eq(t.users.status, "active"), lt(t.users.updatedAt, iso(now - UNPROVED_DAYS * DAY_MS)));
  const gone = await storage.main.read((db, t) => rows(db.select({ id: t.users.id }).from(t.users).where(unproved(t)).limit(MOST_AT_ONCE)));
  for (const { id } of gone) {
    const left = await storage.main.write(function* (db, t) {
      const dropped = yield* rows(db.delete(t.users).where(and(eq(t.users.id, id), unproved(t))).returning({ id: t.users.id }));
      if (dropped.length === 0) return false;
      yield* done(db.delete(t.tickets).where(eq(t.tickets.userId, id)));
      yield* done(db.delete(t.jobs).where(eq(t.jobs.userId, id)));
      return true;
    });
    if (left) await vault.shred(id as UserId, iso(now));
  }
}
