import { and, eq, gt, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { partnerId, roles, userId } from "@pathwayks/contracts";
import { z } from "zod";
import type { AppEnv, ClockDeps } from "../http/context.ts";
import { done, first, StorageUnavailable } from "../storage/engine.ts";
import type { Engine } from "../storage/engine.ts";
import { prepared } from "../storage/prepared.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { Actor, Person } from "./actor.ts";
import { ACCESS_MS, hashToken, SESSION_COOKIE } from "./cookies.ts";

export interface SessionDeps extends Pick<ClockDeps, "now"> {
  readonly storage: { readonly main: Engine<MainTables> };
}

/** Between two notes of when a session was last used. */
const NOTED_EVERY_MS = 60_000;
/** A token as it is made; anything else is not looked up. */
const tokenForm = /^[A-Za-z0-9_-]{43}$/;
const stored = z.object({ userId, role: z.enum(roles), partnerId: z.nullable(partnerId) });
const anonymous: Actor = { kind: "anonymous" };

/**
 * Makes the {@link Actor} out of the session cookie, for everything that comes after. Role and workplace are read on each
 * request, so that what somebody may do ends the moment it is taken away. No cookie, or one that counts no more: anonymous.
 */
export const withActor =
  (deps: SessionDeps): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const token = getCookie(c, SESSION_COOKIE);
    c.set("actor", token !== undefined && tokenForm.test(token) ? await actorOf(deps, token) : anonymous);
    return next();
  };

const sessionOf = prepared((db, { sessions, users }: Pick<MainTables, "sessions" | "users">) =>
  db.select({
    userId: users.id, status: users.status, role: users.role, partnerId: users.partnerId, centerId: users.centerId, sessionId: sessions.id,
    limited: sessions.limited, provedAt: sessions.provedAt, lastUsedAt: sessions.lastUsedAt, expiresAt: sessions.accessExpiresAt,
  })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(
      eq(sessions.accessHash, sql.placeholder("hash")), gt(sessions.accessExpiresAt, sql.placeholder("now")),
      isNull(sessions.revokedAt), inArray(users.status, ["active", "erased"]),
    )));

async function actorOf(deps: SessionDeps, token: string): Promise<Actor> {
  const now = deps.now();
  const hash = hashToken(token);
  const row = await deps.storage.main.read((db, tables) => first(sessionOf(db, tables), { hash, now: new Date(now).toISOString() }));
  if (row === null) return anonymous;
  const issuedAt = Date.parse(row.expiresAt) - ACCESS_MS;
  const usedAt = Date.parse(row.lastUsedAt);
  if (usedAt <= issuedAt || now - usedAt >= NOTED_EVERY_MS) await noteUse(deps, row.sessionId, hash, new Date(now).toISOString());
  return {
    kind: "person", ...stored.parse(row), centerId: row.centerId, sessionId: row.sessionId, limited: row.limited,
    provedAt: Date.parse(row.provedAt), ...(row.status === "erased" ? { closed: true as const } : {}),
  } satisfies Person;
}

/** The device has its newest tokens, so the ones before are no longer needed to get them again. */
async function noteUse({ storage }: SessionDeps, sessionId: string, hash: string, at: string): Promise<void> {
  try {
    await storage.main.write(function* (db, { sessions, refreshTokens }) {
      const noted = yield* first(
        db.update(sessions).set({ lastUsedAt: at }).where(and(eq(sessions.id, sessionId), eq(sessions.accessHash, hash))).returning({ id: sessions.id }),
      );
      // Exchanged in between: nothing is known yet of who has the new ones.
      if (noted === null) return;
      yield* done(
        db.update(refreshTokens).set({ successorUsedAt: at })
          .where(and(eq(refreshTokens.sessionId, sessionId), isNotNull(refreshTokens.usedAt), isNull(refreshTokens.successorUsedAt))),
      );
    });
  } catch (error) {
    // Reading goes on while nothing can be written.
    if (!(error instanceof StorageUnavailable)) throw error;
  }
}
