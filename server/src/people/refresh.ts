import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { z } from "zod";
import { stageNotification } from "../effects/notification.ts";
import { audit } from "../ledger/audit.ts";
import { ACCESS_MS, hashToken, REFRESH_MS } from "../policy/cookies.ts";
import type { SessionTokens } from "../policy/cookies.ts";
import { done, first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { seal, unseal } from "../vault/seal.ts";
import type { SubjectKey } from "../vault/vault.ts";
import { iso } from "./deps.ts";
import type { PeopleDeps } from "./deps.ts";
import { newTokens } from "./sessions.ts";

/** A token that was just used may be used again for so long: two tabs ask at once. */
export const GRACE_MS = 30_000;
/** So long it may be used again while nobody has used what it was exchanged for: the answer was lost on its way. */
export const LOST_ANSWER_MS = 10 * 60_000;

const pair = z.strictObject({ access: z.string(), refresh: z.string() });
type TokenRow = MainTables["refreshTokens"]["$inferSelect"];
type SessionRow = MainTables["sessions"]["$inferSelect"];

/** What a refresh token leads to. `erased`: to nothing, because this account is no more; only its own devices hear that. */
export type Refreshed = { readonly kind: "tokens"; readonly tokens: SessionTokens } | { readonly kind: "erased"; readonly account: UserId };

/**
 * Exchanges a refresh token for the next pair (section 6.3). Each token works once; a repeated use within its grace gets the
 * same successor, because two tabs race and answers get lost. A later one means that two hold the same token: the whole
 * session ends, and its owner is told. `null`: sign in again.
 */
export async function refresh(deps: PeopleDeps, presented: string, requestId: string): Promise<Refreshed | null> {
  const now = deps.now();
  const hash = hashToken(presented);
  const owner = await deps.storage.main.read((db, t) => ownerOf(db, t, hash));
  if (owner === null) return null;
  // Not by its key: one that is missing may be newer than the copy that a restore had.
  if (owner.erased) return (await deps.storage.main.read((db, t) => counts(db, t, hash, now))) ? { kind: "erased", account: owner.id } : null;
  const key = await deps.vault.of(owner.id);
  if (key === null) return null;
  const next = newTokens(deps);
  const tokens = await deps.storage.main.write((db, t) => exchange(db, t, { deps, hash, tokens: next, now, owner: owner.id, key, requestId }));
  return tokens === null ? null : { kind: "tokens", tokens };
}

/** Whether a token of an account that is no more would have been exchanged still. */
function* counts(db: Sql, t: MainTables, hash: string, now: number): Body<boolean> {
  const token = yield* first(db.select().from(t.refreshTokens).where(eq(t.refreshTokens.hash, hash)));
  return token !== null && (token.usedAt === null || inGrace(token, now)) && (yield* sessionOf(db, t, token, now)) !== null;
}

function* sessionOf(db: Sql, { sessions }: MainTables, { sessionId }: TokenRow, now: number): Body<SessionRow | null> {
  const session = yield* first(db.select().from(sessions).where(eq(sessions.id, sessionId)));
  const at = iso(now);
  return session === null || session.revokedAt !== null || session.refreshExpiresAt <= at || session.absoluteExpiresAt <= at ? null : session;
}

function* ownerOf(db: Sql, { refreshTokens, sessions, users }: MainTables, hash: string): Body<{ readonly id: UserId; readonly erased: boolean } | null> {
  const row = yield* first(
    db.select({ id: users.id, status: users.status }).from(refreshTokens)
      .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId)).innerJoin(users, eq(users.id, sessions.userId)).where(eq(refreshTokens.hash, hash)),
  );
  return row === null ? null : { id: row.id as UserId, erased: row.status === "erased" };
}

interface Exchange {
  readonly deps: PeopleDeps;
  readonly hash: string;
  /** The pair to give, should this be the first use. */
  readonly tokens: SessionTokens;
  readonly now: number;
  readonly owner: UserId;
  readonly key: SubjectKey;
  readonly requestId: string;
}

function* exchange(db: Sql, t: MainTables, asked: Exchange): Body<SessionTokens | null> {
  const { deps, hash, tokens, now } = asked;
  const at = iso(now);
  const token = yield* first(db.select().from(t.refreshTokens).where(eq(t.refreshTokens.hash, hash)));
  if (token === null) return null;
  const session = yield* sessionOf(db, t, token, now);
  if (session === null) return null;
  const successor = seal(deps.secrets.key("refresh-successor"), successorPlace(hash), tokens);
  const claimed = yield* first(
    db.update(t.refreshTokens).set({ usedAt: at, successor }).where(and(eq(t.refreshTokens.hash, hash), isNull(t.refreshTokens.usedAt))).returning(),
  );
  if (claimed !== null) return yield* rotate(db, t, session, asked);
  return yield* again(db, t, session, asked);
}

/** The first use: the new pair takes the place of the old one. */
function* rotate(db: Sql, { sessions, refreshTokens }: MainTables, session: SessionRow, { hash, tokens, now }: Exchange): Body<SessionTokens> {
  const at = iso(now);
  yield* done(db.insert(refreshTokens).values({ hash: hashToken(tokens.refresh), sessionId: session.id, createdAt: at }));
  const refreshExpiresAt = iso(Math.min(now + REFRESH_MS, Date.parse(session.absoluteExpiresAt)));
  yield* done(
    db.update(sessions).set({ accessHash: hashToken(tokens.access), accessExpiresAt: iso(now + ACCESS_MS), refreshExpiresAt }).where(eq(sessions.id, session.id)),
  );
  // Whoever holds this token has had the answer that brought it, so those before it are not needed any more.
  yield* done(
    db.update(refreshTokens).set({ successorUsedAt: at })
      .where(and(eq(refreshTokens.sessionId, session.id), ne(refreshTokens.hash, hash), isNotNull(refreshTokens.usedAt), isNull(refreshTokens.successorUsedAt))),
  );
  return tokens;
}

/** A repeated use: the newest pair that this token leads to, or the end of the session. */
function* again(db: Sql, t: MainTables, session: SessionRow, asked: Exchange): Body<SessionTokens | null> {
  let hash = asked.hash;
  let found: SessionTokens | null = null;
  // Each step is a token that was used within its grace, so the chain is short.
  for (;;) {
    const token: TokenRow | null = yield* first(db.select().from(t.refreshTokens).where(eq(t.refreshTokens.hash, hash)));
    if (token === null || token.usedAt === null || token.successor === null) return found;
    if (!inGrace(token, asked.now)) return yield* endFamily(db, t, session, asked);
    found = pair.parse(unseal(asked.deps.secrets.key("refresh-successor"), successorPlace(hash), token.successor));
    hash = hashToken(found.refresh);
  }
}

function inGrace({ usedAt, successorUsedAt }: TokenRow, now: number): boolean {
  const age = now - Date.parse(usedAt ?? "");
  return age <= GRACE_MS || (successorUsedAt === null && age <= LOST_ANSWER_MS);
}

function* endFamily(db: Sql, t: MainTables, session: SessionRow, { owner, key, now, requestId }: Exchange): Body<null> {
  const at = iso(now);
  yield* done(db.update(t.sessions).set({ revokedAt: at }).where(eq(t.sessions.id, session.id)));
  yield* audit(db, t, { actor: { kind: "anonymous" }, action: "session.reused", target: `session:${session.id}`, requestId, at });
  yield* stageNotification(db, t, {
    id: `session-reused:${session.id}`, user: { id: owner, key }, notify: { kind: "security", detail: { what: "session-reused", device: session.device } }, runAfter: now, at,
  });
  return null;
}

const successorPlace = (hash: string): string => `refresh_tokens|successor|${hash}`;

/** Ends the session that a refresh token belongs to, used or not: signing out must work after the session cookie ran out. */
export async function endSessionOf(deps: PeopleDeps, presented: string): Promise<void> {
  const at = iso(deps.now());
  await deps.storage.main.write(function* (db, t) {
    const token = yield* first(db.select({ id: t.refreshTokens.sessionId }).from(t.refreshTokens).where(eq(t.refreshTokens.hash, hashToken(presented))));
    if (token !== null) yield* done(db.update(t.sessions).set({ revokedAt: at }).where(and(eq(t.sessions.id, token.id), isNull(t.sessions.revokedAt))));
  });
}
