import { and, eq } from "drizzle-orm";
import { emailAddress, fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { stageMail } from "../effects/mail/letter.ts";
import { audit } from "../ledger/audit.ts";
import type { Person } from "../policy/actor.ts";
import { take } from "../policy/limits.ts";
import { issueTicket, lookAtTicket, useTicket, voidTickets } from "../policy/tickets.ts";
import { done, Duplicate } from "../storage/engine.ts";
import type { Body } from "../storage/engine.ts";
import { addressHash, openPerson, sealPerson } from "../vault/person.ts";
import { idOf, languageOf, userByAddress } from "./account.ts";
import type { Asking } from "./asking.ts";
import { iso, newToken } from "./deps.ts";
import type { PeopleDeps } from "./deps.ts";
import type { Fault } from "./faults.ts";
import { knownUser } from "./known.ts";
import { letterBucket } from "./limits.ts";

const LASTS_MS = 24 * 3_600_000;
const place = (user: string): string => `tickets|detail|new-address|${user}`;

/**
 * Writes to a new address; only its link puts it in the place of the old one. The answer is the same where somebody else has
 * an account with it: then no letter goes.
 */
export async function askForAddress(deps: PeopleDeps, actor: Person, address: string): Promise<Result<null, Fault>> {
  const known = await knownUser(deps, actor.userId);
  if (known === null) return fail({ kind: "not-found" });
  const { user, key } = known;
  const now = deps.now();
  const hash = addressHash(deps.secrets, address);
  const [token, id] = [newToken(deps), deps.newId()];
  await deps.storage.main.write(function* (db, t) {
    if ((yield* take(db, t, letterBucket(deps.secrets, hash), now)) > 0 || (yield* userByAddress(db, t, hash)) !== null) return;
    yield* voidTickets(db, t, "new-address", idOf(user), now);
    yield* issueTicket(db, t, { purpose: "new-address", token, userId: idOf(user), detail: key.seal(place(user.id), address), expiresAt: now + LASTS_MS });
    const mail = { to: address, language: languageOf(user), letter: { name: "confirm-new-address", token } } as const;
    yield* stageMail(db, t, { id: `mail:${id}`, user: { id: idOf(user), key }, mail, runAfter: now, at: iso(now) });
  });
  return ok(null);
}

/** Puts the new address in the place of the old one, to which a last letter goes. */
export async function takeAddress(deps: PeopleDeps, token: string, { requestId }: Asking): Promise<Result<null, Fault>> {
  const now = deps.now();
  const ticket = await deps.storage.main.read((db, t) => lookAtTicket(db, t, "new-address", token, now));
  const known = ticket === null || ticket.userId === null ? null : await knownUser(deps, ticket.userId);
  if (ticket === null || known === null) return fail({ kind: "spent" });
  const { user, key } = known;
  const id = idOf(user);
  const person = openPerson(key, id, user.sealed);
  const email = emailAddress.parse(key.open(place(id), ticket.detail));
  const mailId = deps.newId();
  const change = deps.storage.main.write(function* (db, t): Body<Result<null, Fault>> {
    if ((yield* useTicket(db, t, "new-address", token, now)) === null) return fail({ kind: "spent" });
    const changed = { emailHash: addressHash(deps.secrets, email), sealed: sealPerson(key, id, { ...person, email }), updatedAt: iso(now) };
    yield* done(db.update(t.users).set(changed).where(and(eq(t.users.id, id), eq(t.users.status, "active"))));
    // Links that went to the old address lead in no more.
    yield* voidTickets(db, t, "reset-password", id, now);
    yield* audit(db, t, { actor: { kind: "anonymous" }, action: "account.address", target: `user:${id}`, requestId, at: iso(now) });
    const letter = { name: "notification", kind: "security", detail: { what: "address-changed" } } as const;
    yield* stageMail(db, t, { id: `mail:${mailId}`, user: { id, key }, mail: { to: person.email, language: languageOf(user), letter }, runAfter: now, at: iso(now) });
    return ok(null);
  });
  return change.catch((error: unknown) => {
    // Somebody made an account with it in the meantime.
    if (error instanceof Duplicate) return fail({ kind: "spent" } as const);
    throw error;
  });
}
