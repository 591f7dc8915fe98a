import { and, desc, eq, gt, isNull, ne } from "drizzle-orm";
import type { SessionInfo, UserId } from "@pathwayks/contracts";
import { ABSOLUTE_MS, ACCESS_MS, hashToken, REFRESH_MS } from "../policy/cookies.ts";
import type { SessionTokens } from "../policy/cookies.ts";
import type { Person } from "../policy/actor.ts";
import { done, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { iso, newToken } from "./deps.ts";
import type { PeopleDeps } from "./deps.ts";

type Tables = Pick<MainTables, "sessions" | "refreshTokens">;

export interface NewSession {
  readonly id: string;
  readonly user: UserId;
  readonly tokens: SessionTokens;
  readonly limited: boolean;
  readonly device: string;
  readonly deviceHash: string;
}

export const newTokens = (deps: Pick<PeopleDeps, "randomBytes">): SessionTokens => ({ access: newToken(deps), refresh: newToken(deps) });

/** Opens a session for somebody who has just proved who they are. */
export function* openSession(db: Sql, { sessions, refreshTokens }: Tables, { id, user, tokens, limited, device, deviceHash }: NewSession, now: number): Body<void> {
  const at = iso(now);
  yield* done(
    db.insert(sessions).values({
      id, userId: user, accessHash: hashToken(tokens.access), accessExpiresAt: iso(now + ACCESS_MS), refreshExpiresAt: iso(now + REFRESH_MS),
      absoluteExpiresAt: iso(now + ABSOLUTE_MS), limited, provedAt: at, device, deviceHash, createdAt: at, lastUsedAt: at,
    }),
  );
  yield* done(db.insert(refreshTokens).values({ hash: hashToken(tokens.refresh), sessionId: id, createdAt: at }));
}

const open = ({ sessions }: Tables, user: UserId, now: number) =>
  and(eq(sessions.userId, user), isNull(sessions.revokedAt), gt(sessions.refreshExpiresAt, iso(now)));

/** Where somebody is signed in, the newest use first. */
export function* listSessions(db: Sql, t: Tables, actor: Person, now: number): Body<SessionInfo[]> {
  const found = yield* rows(db.select().from(t.sessions).where(open(t, actor.userId, now)).orderBy(desc(t.sessions.lastUsedAt)).limit(100));
  return found.map(({ id, device, createdAt, lastUsedAt }) => ({
    id, device, current: id === actor.sessionId, createdAt: createdAt as SessionInfo["createdAt"], lastUsedAt: lastUsedAt as SessionInfo["lastUsedAt"],
  }));
}

/** Ends one session of `user`. Says whether there was one. */
export function* revokeSession(db: Sql, t: Tables, user: UserId, id: string, now: number): Body<boolean> {
  const ended = yield* rows(db.update(t.sessions).set({ revokedAt: iso(now) }).where(and(open(t, user, now), eq(t.sessions.id, id))).returning({ id: t.sessions.id }));
  return ended.length > 0;
}

/** Ends all sessions of `user`, but for `except`. Gives their number. */
export function* revokeSessions(db: Sql, t: Tables, user: UserId, except: string | null, now: number): Body<number> {
  const which = except === null ? open(t, user, now) : and(open(t, user, now), ne(t.sessions.id, except));
  return (yield* rows(db.update(t.sessions).set({ revokedAt: iso(now) }).where(which).returning({ id: t.sessions.id }))).length;
}

/** Notes that the person of this session has just proved a password or second factor; `full`: one that was limited is no longer. */
export const noteProof = (db: Sql, { sessions }: Tables, id: string, full: boolean, now: number): Body<void> =>
  done(db.update(sessions).set({ provedAt: iso(now), ...(full ? { limited: false } : {}) }).where(eq(sessions.id, id)));
