import { and, eq } from "drizzle-orm";
import { fail, ok } from "@pathwayks/contracts";
import type { Result, UserId } from "@pathwayks/contracts";
import { stageNotification } from "../effects/notification.ts";
import { audit } from "../ledger/audit.ts";
import type { Actor, Person } from "../policy/actor.ts";
import { lookAtTicket, useTicket } from "../policy/tickets.ts";
import { done } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { addressHash, openPerson } from "../vault/person.ts";
import { idOf, languageOf, userByAddress } from "./account.ts";
import type { Asking } from "./asking.ts";
import { iso, newToken } from "./deps.ts";
import type { PeopleDeps } from "./deps.ts";
import type { Fault } from "./faults.ts";
import { knownUser } from "./known.ts";
import type { Known } from "./known.ts";
import { sendLink } from "./letters.ts";
import { admit, networkBucket } from "./limits.ts";
import { weaknessOf } from "./passwords/weakness.ts";
import { addressProved } from "./register.ts";
import { checkPassword } from "./second-step.ts";
import { revokeSessions } from "./sessions.ts";

/** Changes the password of somebody who knows the old one. Every other session ends. */
export async function changePassword(deps: PeopleDeps, actor: Person, given: { readonly current: string; readonly next: string }, asking: Asking): Promise<Result<null, Fault>> {
  const known = await knownUser(deps, actor.userId);
  if (known === null) return fail({ kind: "wrong" });
  const weak = weaknessFor(known, given.next);
  if (weak !== null) return fail({ ...weak, field: "next" });
  const checked = await checkPassword(deps, known.user, given.current, actor.sessionId);
  if (!checked.ok) return checked;
  const hashed = await deps.passwords.hash(given.next);
  if (!hashed.ok) return fail({ kind: "busy" });
  const now = deps.now();
  const id = deps.newId();
  const changed = { known, actor, passwordHash: hashed.value, keep: actor.sessionId, asking, now, id };
  await deps.storage.main.write((db, t) => replace(db, t, changed));
  return ok(null);
}

/** Sends a letter with a link to choose a new password. The same answer for every address, in the same time. */
export async function forgotPassword(deps: PeopleDeps, address: string, asking: Asking): Promise<Result<null, Fault>> {
  const now = deps.now();
  const waitMs = await deps.storage.main.write((db, t) => admit(db, t, [networkBucket(deps.secrets, asking.network)], now));
  if (waitMs > 0) return fail({ kind: "too-often", waitMs });
  const hash = addressHash(deps.secrets, address);
  const user = await deps.storage.main.read((db, t) => userByAddress(db, t, hash));
  const key = user?.status === "active" ? await deps.vault.of(idOf(user)) : null;
  if (user === null || key === null) return ok(null);
  const to = { id: idOf(user), key, to: openPerson(key, idOf(user), user.sealed).email, language: languageOf(user) } as const;
  const call = { secrets: deps.secrets, id: deps.newId(), token: newToken(deps), now };
  await deps.storage.main.write((db, t) => sendLink(db, t, "reset-password", to, call));
  return ok(null);
}

/**
 * Sets a new password by the link of a letter. That proves the address too. All sessions end; nobody is signed in by it, and
 * second factors stay: who took over a mailbox has not taken over the account.
 */
export async function resetPassword(deps: PeopleDeps, given: { readonly token: string; readonly password: string }, asking: Asking): Promise<Result<null, Fault>> {
  const now = deps.now();
  const ticket = await deps.storage.main.read((db, t) => lookAtTicket(db, t, "reset-password", given.token, now));
  const known = !ticket?.userId ? null : await knownUser(deps, ticket.userId);
  if (known === null) return fail({ kind: "spent" });
  const weak = weaknessFor(known, given.password);
  if (weak !== null) return fail({ ...weak, field: "password" });
  const hashed = await deps.passwords.hash(given.password);
  if (!hashed.ok) return fail({ kind: "busy" });
  const id = deps.newId();
  const proved = addressProved(deps, known, asking.requestId, now);
  return deps.storage.main.write(function* (db, t): Body<Result<null, Fault>> {
    if ((yield* useTicket(db, t, "reset-password", given.token, now)) === null) return fail({ kind: "spent" });
    yield* proved(db, t);
    yield* replace(db, t, { known, actor: { kind: "anonymous" }, passwordHash: hashed.value, keep: null, asking, now, id });
    return ok(null);
  });
}

interface Replacement {
  readonly known: Known;
  readonly actor: Actor;
  readonly passwordHash: string;
  /** The session that goes on. */
  readonly keep: string | null;
  readonly asking: Asking;
  readonly now: number;
  readonly id: string;
}

function* replace(db: Sql, t: MainTables, { known: { user, key }, actor, passwordHash, keep, asking, now, id }: Replacement): Body<void> {
  const at = iso(now);
  const userId: UserId = idOf(user);
  yield* done(db.update(t.users).set({ passwordHash, updatedAt: at }).where(and(eq(t.users.id, userId), eq(t.users.status, "active"))));
  const ended = yield* revokeSessions(db, t, userId, keep, now);
  yield* audit(db, t, { actor, action: "account.password", target: `user:${userId}`, detail: { sessionsEnded: ended }, requestId: asking.requestId, at });
  yield* stageNotification(db, t, {
    id: `password-changed:${id}`, user: { id: userId, key }, notify: { kind: "security", detail: { what: "password-changed" } }, runAfter: now, at,
  });
}

function weaknessFor({ user, key }: Known, password: string) {
  const { email, firstName, lastName } = openPerson(key, idOf(user), user.sealed);
  const weakness = weaknessOf(password, [email, firstName, lastName]);
  return weakness === null ? null : ({ kind: "weak", weakness } as const);
}
