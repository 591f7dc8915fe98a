import { and, eq } from "drizzle-orm";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { audit } from "../ledger/audit.ts";
import { giveBack } from "../policy/limits.ts";
import type { Bucket } from "../policy/limits.ts";
import { first, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { addressHash, openPerson } from "../vault/person.ts";
import type { SubjectKey } from "../vault/vault.ts";
import { idOf, languageOf, userByAddress } from "./account.ts";
import type { UserRow } from "./account.ts";
import type { Asking } from "./asking.ts";
import { iso, newToken } from "./deps.ts";
import type { PeopleDeps } from "./deps.ts";
import type { Fault } from "./faults.ts";
import { sendLink } from "./letters.ts";
import { letIn } from "./let-in.ts";
import type { LetIn } from "./let-in.ts";
import { admit, networkBucket, passwordBucket } from "./limits.ts";

/**
 * Signs somebody in by address and password. Whether there is such an account cannot be told from the answer, its time or
 * what is written: a password is hashed in any case, and a failure leaves the same row in the audit.
 */
export async function signIn(deps: PeopleDeps, given: { readonly email: string; readonly password: string }, asking: Asking): Promise<Result<LetIn, Fault>> {
  const { storage, secrets } = deps;
  const now = deps.now();
  const hash = addressHash(secrets, given.email);
  const { user, known } = await storage.main.read((db, t) => look(db, t, hash, asking.deviceHash ?? ""));
  const bucket = passwordBucket(secrets, hash, known ? asking.deviceHash : null);
  const waitMs = await storage.main.write((db, t) => admit(db, t, [networkBucket(secrets, asking.network), bucket], now));
  if (waitMs > 0) return fail({ kind: "too-often", waitMs });

  const verdict = await deps.passwords.verify(given.password, user?.passwordHash || null);
  if (!verdict.ok) {
    await storage.main.write((db, t) => giveBack(db, t, bucket));
    return fail({ kind: "busy" });
  }
  const key = user !== null && verdict.value.matches && user.status === "active" ? await deps.vault.of(idOf(user)) : null;
  if (user === null || key === null) {
    await storage.main.write((db, t) => noteFailure(db, t, secrets.hash("audit-values", hash), asking, now));
    return fail({ kind: "wrong" });
  }
  if (user.emailVerifiedAt === null) return proveAddressFirst(deps, user, key, bucket);
  const better = verdict.value.outdated ? await deps.passwords.hash(given.password) : null;
  const passwordHash = better?.ok ? better.value : user.passwordHash;
  const entered = await letIn(deps, user, key, asking, "password", function* (db, t) {
    yield* giveBack(db, t, bucket);
    // Replaced while it was being looked at: it is not the password any more.
    const held = and(eq(t.users.id, user.id), eq(t.users.passwordHash, user.passwordHash));
    return (yield* rows(db.update(t.users).set({ passwordHash }).where(held).returning({ id: t.users.id }))).length > 0;
  });
  return entered === null ? fail({ kind: "wrong" }) : ok(entered);
}

/** The account of an address, and whether this browser was ever signed in to it. As many queries for any address. */
function* look(db: Sql, t: MainTables, hash: string, deviceHash: string): Body<{ user: UserRow | null; known: boolean }> {
  const user = yield* userByAddress(db, t, hash);
  const { sessions } = t;
  const before = yield* first(
    db.select({ id: sessions.id }).from(sessions).where(and(eq(sessions.userId, user?.id ?? ""), eq(sessions.deviceHash, deviceHash))).limit(1),
  );
  return { user, known: deviceHash !== "" && before !== null };
}

const noteFailure = (db: Sql, t: MainTables, address: string, { requestId }: Asking, now: number): Body<void> =>
  audit(db, t, { actor: { kind: "anonymous" }, action: "account.sign-in-failed", target: `address:${address}`, requestId, at: iso(now) });

/** Before the address is proved nobody is let in: else somebody could make an account for another's address and wait. */
async function proveAddressFirst(deps: PeopleDeps, user: UserRow, key: SubjectKey, bucket: Bucket): Promise<Result<never, Fault>> {
  const { email } = openPerson(key, idOf(user), user.sealed);
  const call = { secrets: deps.secrets, id: deps.newId(), token: newToken(deps), now: deps.now() };
  await deps.storage.main.write(function* (db, t) {
    yield* giveBack(db, t, bucket);
    yield* sendLink(db, t, "verify-address", { id: idOf(user), key, to: email, language: languageOf(user) }, call);
  });
  return fail({ kind: "unverified" });
}
