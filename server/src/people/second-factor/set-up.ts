import { and, asc, eq } from "drizzle-orm";
import { fail, ok } from "@pathwayks/contracts";
import type { Result, SecondFactor } from "@pathwayks/contracts";
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { stageNotification } from "../../effects/notification.ts";
import { audit } from "../../ledger/audit.ts";
import type { Person } from "../../policy/actor.ts";
import { giveBack } from "../../policy/limits.ts";
import { done, first, rows } from "../../storage/engine.ts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import { passkeyNamePlace } from "../../vault/person.ts";
import type { SubjectKey } from "../../vault/vault.ts";
import { factorsOf, needsSecondFactor } from "../account.ts";
import type { Asking } from "../asking.ts";
import { iso } from "../deps.ts";
import type { PeopleDeps } from "../deps.ts";
import type { Fault } from "../faults.ts";
import { admit, factorBucket } from "../limits.ts";
import { noteProof } from "../sessions.ts";
import { verifyNewPasskey } from "./passkeys.ts";
import { dropRecoveryCodes, newRecoveryCodes, RECOVERY_BYTES, replaceRecoveryCodes } from "./recovery.ts";
import { dropTotp, useTotp } from "./totp.ts";

export interface Owner {
  readonly actor: Person;
  readonly key: SubjectKey;
  readonly asking: Asking;
}

/** Names of what happened, in the audit and for the person. */
type Change = "second-factor-added" | "second-factor-removed" | "recovery-codes-renewed";

/** Confirms the secret that was just handed out by a code of it. Gives the recovery codes, where these are the first. */
export async function confirmTotp(deps: PeopleDeps, owner: Owner, code: string): Promise<Result<readonly string[] | null, Fault>> {
  const now = deps.now();
  const { actor, key } = owner;
  const bucket = factorBucket(deps.secrets, actor.userId, `new|${actor.sessionId}`);
  const waitMs = await deps.storage.main.write((db, t) => admit(db, t, [bucket], now));
  if (waitMs > 0) return fail({ kind: "too-often", waitMs });
  const codes = newRecoveryCodes(deps.randomBytes(RECOVERY_BYTES));
  const id = deps.newId();
  return deps.storage.main.write(function* (db, t): Body<Result<readonly string[] | null, Fault>> {
    const before = yield* factorsOf(db, t, actor.userId);
    if (!(yield* useTotp(db, t, actor.userId, key, code, now, true))) return fail({ kind: "wrong" });
    yield* giveBack(db, t, bucket);
    return ok(yield* added(db, t, owner, before, codes, { id, now, method: "totp" }));
  });
}

/** Keeps a passkey that the person's browser has just made. */
export async function addPasskey(deps: PeopleDeps, owner: Owner, name: string, response: RegistrationResponseJSON): Promise<Result<readonly string[] | null, Fault>> {
  const now = deps.now();
  const { actor, key } = owner;
  const made = await verifyNewPasskey(deps, actor.userId, response);
  if (made === null) return fail({ kind: "wrong" });
  const codes = newRecoveryCodes(deps.randomBytes(RECOVERY_BYTES));
  const id = deps.newId();
  return deps.storage.main.write(function* (db, t): Body<Result<readonly string[] | null, Fault>> {
    const before = yield* factorsOf(db, t, actor.userId);
    const kept = yield* first(
      db.insert(t.passkeys).values({ ...made, userId: actor.userId, name: key.seal(passkeyNamePlace(made.credentialId), name), createdAt: iso(now), lastUsedAt: null })
        .onConflictDoNothing().returning({ id: t.passkeys.credentialId }),
    );
    if (kept === null) return fail({ kind: "wrong" });
    return ok(yield* added(db, t, owner, before, codes, { id, now, method: "passkey" }));
  });
}

interface Happening {
  readonly id: string;
  readonly now: number;
  readonly method: SecondFactor;
}

function* added(db: Sql, t: MainTables, owner: Owner, before: readonly SecondFactor[], codes: readonly string[], happening: Happening): Body<readonly string[] | null> {
  const { actor } = owner;
  const first = !before.includes("totp") && !before.includes("passkey");
  if (first) yield* replaceRecoveryCodes(db, t, actor.userId, codes);
  yield* noteProof(db, t, actor.sessionId, true, happening.now);
  yield* tell(db, t, owner, "second-factor-added", happening);
  return first ? codes : null;
}

function* tell(db: Sql, t: MainTables, { actor, key, asking }: Owner, change: Change, { id, now, method }: Happening): Body<void> {
  const at = iso(now);
  yield* audit(db, t, { actor, action: `account.${change}`, target: `user:${actor.userId}`, detail: { method }, requestId: asking.requestId, at });
  yield* stageNotification(db, t, { id: `${change}:${id}`, user: { id: actor.userId, key }, notify: { kind: "security", detail: { what: change, method } }, runAfter: now, at });
}

/** Takes a factor away: the authenticator app, or the passkey with this id. The last one stays where the role demands one. */
export async function removeFactor(deps: PeopleDeps, owner: Owner, which: { readonly method: "totp" } | { readonly method: "passkey"; readonly id: string }): Promise<Result<null, Fault>> {
  const { actor } = owner;
  const happening = { id: deps.newId(), now: deps.now(), method: which.method };
  return deps.storage.main.write(function* (db, t): Body<Result<null, Fault>> {
    const keys = yield* rows(db.select({ id: t.passkeys.credentialId }).from(t.passkeys).where(eq(t.passkeys.userId, actor.userId)));
    const app = (yield* factorsOf(db, t, actor.userId)).includes("totp");
    const there = which.method === "totp" ? app : keys.some(({ id }) => id === which.id);
    if (!there) return fail({ kind: "not-found" });
    const last = keys.length + (app ? 1 : 0) === 1;
    if (last && needsSecondFactor(actor.role)) return fail({ kind: "last-factor" });
    if (which.method === "totp") yield* dropTotp(db, t, actor.userId);
    else yield* done(db.delete(t.passkeys).where(and(eq(t.passkeys.credentialId, which.id), eq(t.passkeys.userId, actor.userId))));
    if (last) yield* dropRecoveryCodes(db, t, actor.userId);
    yield* tell(db, t, owner, "second-factor-removed", happening);
    return ok(null);
  });
}

/** New recovery codes for the old; only beside a factor that they stand in for. */
export async function renewRecoveryCodes(deps: PeopleDeps, owner: Owner): Promise<Result<readonly string[], Fault>> {
  const codes = newRecoveryCodes(deps.randomBytes(RECOVERY_BYTES));
  const happening = { id: deps.newId(), now: deps.now(), method: "recovery-code" } as const;
  return deps.storage.main.write(function* (db, t): Body<Result<readonly string[], Fault>> {
    if ((yield* factorsOf(db, t, owner.actor.userId)).length === 0) return fail({ kind: "not-found" });
    yield* replaceRecoveryCodes(db, t, owner.actor.userId, codes);
    yield* tell(db, t, owner, "recovery-codes-renewed", happening);
    return ok(codes);
  });
}

/** The person's passkeys, the oldest first. */
export function* listPasskeys(db: Sql, { passkeys }: Pick<MainTables, "passkeys">, { userId }: Person, key: SubjectKey) {
  const found = yield* rows(db.select().from(passkeys).where(eq(passkeys.userId, userId)).orderBy(asc(passkeys.createdAt)).limit(50));
  return found.map(({ credentialId, name, createdAt, lastUsedAt }) => ({ id: credentialId, name: String(key.open(passkeyNamePlace(credentialId), name)), createdAt, lastUsedAt }));
}
