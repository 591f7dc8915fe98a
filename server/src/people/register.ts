import { and, eq, isNull } from "drizzle-orm";
import { fail, ok, uuid7At } from "@pathwayks/contracts";
import type { RegisterRequest, Result, UserId } from "@pathwayks/contracts";
import { audit } from "../ledger/audit.ts";
import { kansasDate } from "../releases/kansas-date.ts";
import { lookAtTicket, useTicket } from "../policy/tickets.ts";
import { done, Duplicate, first, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { addressHash, openPerson, sealPerson } from "../vault/person.ts";
import type { SealedPerson } from "../vault/person.ts";
import { idOf, userByAddress } from "./account.ts";
import type { UserRow } from "./account.ts";
import { guardianAt } from "./age.ts";
import type { Asking } from "./asking.ts";
import { iso, newToken } from "./deps.ts";
import type { PeopleDeps } from "./deps.ts";
import type { Fault } from "./faults.ts";
import { sendAddressInUse, sendLink } from "./letters.ts";
import { admit, networkBucket } from "./limits.ts";
import { knownUser } from "./known.ts";
import type { Known } from "./known.ts";
import { weaknessOf } from "./passwords/weakness.ts";

/**
 * Makes an account that its owner still has to prove by a letter. The answer is the same for an address that has an account;
 * only the letter differs, and that only its owner reads. An account whose address nobody has proved yet is made anew, so that
 * whoever registers last, and reads the letter, has what they typed.
 */
export async function register(deps: PeopleDeps, given: RegisterRequest, asking: Asking): Promise<Result<null, Fault>> {
  const now = deps.now();
  const guardian = guardianAt(kansasDate(now), given);
  if (!guardian.ok) return guardian;
  const weakness = weaknessOf(given.password, [given.email, given.firstName, given.lastName]);
  if (weakness !== null) return fail({ kind: "weak", field: "password", weakness });
  const waitMs = await deps.storage.main.write((db, t) => admit(db, t, [networkBucket(deps.secrets, asking.network)], now));
  if (waitMs > 0) return fail({ kind: "too-often", waitMs });

  const passwordHash = await deps.passwords.hash(given.password);
  if (!passwordHash.ok) return fail({ kind: "busy" });
  const application = { given, guardian: guardian.value, passwordHash: passwordHash.value, asking, now };
  const hash = addressHash(deps.secrets, given.email);
  const user = await deps.storage.main.read((db, t) => userByAddress(db, t, hash));
  if (user === null) await open(deps, application, hash);
  else await meet(deps, application, user);
  return ok(null);
}

interface Application {
  readonly given: RegisterRequest;
  readonly guardian: "not-needed" | "pending";
  readonly passwordHash: string;
  readonly asking: Asking;
  readonly now: number;
}

const personOf = ({ given }: Application): SealedPerson => ({
  email: given.email, firstName: given.firstName, lastName: given.lastName, dateOfBirth: given.dateOfBirth, guardianEmail: given.guardianEmail ?? null,
});

const callFor = (deps: PeopleDeps, now: number) => ({ secrets: deps.secrets, id: deps.newId(), token: newToken(deps), now });

async function open(deps: PeopleDeps, application: Application, hash: string): Promise<void> {
  const { given, guardian, passwordHash, asking, now } = application;
  const id = uuid7At(now, deps.randomBytes(10)) as UserId;
  const key = await deps.vault.create(id);
  const call = callFor(deps, now);
  const at = iso(now);
  try {
    await deps.storage.main.write(function* (db, t) {
      yield* done(
        db.insert(t.users).values({
          id, emailHash: hash, sealed: sealPerson(key, id, personOf(application)), passwordHash, role: "user", status: "active", language: given.language,
          guardian, termsVersion: given.termsVersion, createdAt: at, updatedAt: at,
        }),
      );
      yield* audit(db, t, { actor: { kind: "anonymous" }, action: "account.register", target: `user:${id}`, requestId: asking.requestId, at });
      yield* sendLink(db, t, "verify-address", { id, key, to: given.email, language: given.language }, call);
    });
  } catch (error) {
    // Somebody was faster with the same address: the letter of that one is on its way.
    if (!(error instanceof Duplicate)) throw error;
    await deps.vault.shred(id, at);
  }
}

/** Somebody registers with an address that is here. */
async function meet(deps: PeopleDeps, application: Application, user: UserRow): Promise<void> {
  const { given, guardian, passwordHash, now } = application;
  const id = idOf(user);
  const key = await deps.vault.of(id);
  if (key === null) return;
  const call = callFor(deps, now);
  const to = { id, key, to: openPerson(key, id, user.sealed).email, language: given.language };
  await deps.storage.main.write(function* (db, t) {
    const renewed = yield* first(
      db.update(t.users)
        .set({
          sealed: sealPerson(key, id, personOf(application)), passwordHash, language: given.language, guardian, termsVersion: given.termsVersion, updatedAt: iso(now),
        })
        // Never one that an operator made: its role is not for whoever comes first.
        .where(and(eq(t.users.id, id), isNull(t.users.emailVerifiedAt), eq(t.users.role, "user")))
        .returning({ id: t.users.id }),
    );
    if (renewed === null) yield* sendAddressInUse(db, t, to, call);
    else yield* sendLink(db, t, "verify-address", { ...to, to: given.email }, call);
  });
}

/**
 * Takes the link of the letter. Nobody is signed in by it: who reads a mailbox does not know the password that was chosen. The
 * guardian of somebody under 18 is written to now and not before: whoever asked has a mailbox, and is no robot.
 */
export async function verifyAddress(deps: PeopleDeps, token: string, { requestId }: Asking): Promise<Result<null, Fault>> {
  const now = deps.now();
  const seen = await deps.storage.main.read((db, t) => lookAtTicket(db, t, "verify-address", token, now));
  const known = seen === null || seen.userId === null ? null : await knownUser(deps, seen.userId);
  if (known === null) return fail({ kind: "spent" });
  const id = idOf(known.user);
  const proved = addressProved(deps, known, requestId, now);
  return deps.storage.main.write(function* (db, t): Body<Result<null, Fault>> {
    if ((yield* useTicket(db, t, "verify-address", token, now)) === null) return fail({ kind: "spent" });
    yield* proved(db, t);
    yield* audit(db, t, { actor: { kind: "anonymous" }, action: "account.verify", target: `user:${id}`, requestId, at: iso(now) });
    return ok(null);
  });
}

/** What follows the first time that somebody shows that an address is theirs; later, nothing. */
export function addressProved(deps: PeopleDeps, { user, key }: Known, requestId: string, now: number): (db: Sql, t: MainTables) => Body<void> {
  const id = idOf(user);
  const { guardianEmail } = openPerson(key, id, user.sealed);
  const call = { id: `mail:${deps.newId()}`, token: newToken(deps), requestId, now };
  return function* (db, t) {
    const unproved = and(eq(t.users.id, id), isNull(t.users.emailVerifiedAt));
    const first = yield* rows(db.update(t.users).set({ emailVerifiedAt: iso(now) }).where(unproved).returning({ id: t.users.id }));
    if (first.length > 0 && guardianEmail !== null) yield* deps.askGuardian(db, t, { kind: "anonymous" }, { id, key }, guardianEmail, call);
  };
}
