import { and, eq, isNull } from "drizzle-orm";
import { fail, ok, uuid7At } from "@pathwayks/contracts";
import type { PartnerId, Result, Role, UserId } from "@pathwayks/contracts";
import { audit } from "../ledger/audit.ts";
import type { Actor } from "../policy/actor.ts";
import { done, first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { addressHash, sealPerson } from "../vault/person.ts";
import type { SubjectKey } from "../vault/vault.ts";
import { idOf, userByAddress } from "./account.ts";
import { iso, newToken } from "./deps.ts";
import type { PeopleDeps } from "./deps.ts";
import { sendLink } from "./letters.ts";

export type InviteDeps = Pick<PeopleDeps, "storage" | "vault" | "secrets" | "randomBytes" | "now" | "newId">;

export interface Invitation {
  readonly email: string;
  readonly role: Exclude<Role, "user">;
  /** For people of a school or employer. */
  readonly partnerId: PartnerId | null;
  /** For people of a workforce center. */
  readonly centerId: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly language: "en" | "es";
}

const operator: Actor = { kind: "system", name: "operator" };

/**
 * Makes an account for somebody who works with other people's records, and a letter with which that person, and nobody
 * before, chooses its password. Again for the same address: a new link, as long as the first was not used. Gives the token of
 * the link. The error is a sentence for the operator.
 */
export async function inviteStaff(deps: InviteDeps, invitation: Invitation): Promise<Result<{ readonly userId: UserId; readonly token: string }, string>> {
  const now = deps.now();
  const hash = addressHash(deps.secrets, invitation.email);
  const found = await deps.storage.main.read((db, t) => userByAddress(db, t, hash));
  if (found !== null && (found.emailVerifiedAt !== null || found.role === "user")) return fail("There is an account with this address.");
  const userId = found === null ? (uuid7At(now, deps.randomBytes(10)) as UserId) : idOf(found);
  const key = found === null ? await deps.vault.create(userId) : await deps.vault.of(userId);
  if (key === null) return fail("The account with this address is being erased.");
  const call = { secrets: deps.secrets, id: deps.newId(), token: newToken(deps), now };
  const sent = await deps.storage.main.write(function* (db, t): Body<boolean> {
    yield* keep(db, t, userId, key, hash, invitation, now);
    return yield* sendLink(db, t, "invitation", { id: userId, key, to: invitation.email, language: invitation.language }, call);
  });
  return sent ? ok({ userId, token: call.token }) : fail("Too many letters went to this address. Try again in twenty minutes.");
}

function* keep(db: Sql, t: MainTables, userId: UserId, key: SubjectKey, emailHash: string, invitation: Invitation, now: number): Body<void> {
  const { email, firstName, lastName, role, partnerId, centerId, language } = invitation;
  const at = iso(now);
  const kept = { role, partnerId, centerId, language, sealed: sealPerson(key, userId, { email, firstName, lastName, dateOfBirth: null, guardianEmail: null }), updatedAt: at };
  const renewed = yield* first(db.update(t.users).set(kept).where(and(eq(t.users.id, userId), isNull(t.users.emailVerifiedAt))).returning({ id: t.users.id }));
  if (renewed === null)
    yield* done(db.insert(t.users).values({ id: userId, emailHash, ...kept, passwordHash: "", status: "active", guardian: "not-needed", termsVersion: "staff", createdAt: at }));
  yield* audit(db, t, { actor: operator, action: "account.invite", target: `user:${userId}`, detail: { role }, at });
}
