import { and, eq } from "drizzle-orm";
import { fail, ok } from "@pathwayks/contracts";
import type { FactorProof, Result, UserId } from "@pathwayks/contracts";
import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { audit } from "../ledger/audit.ts";
import type { Person } from "../policy/actor.ts";
import { giveBack } from "../policy/limits.ts";
import { lookAtTicket, useTicket } from "../policy/tickets.ts";
import { first } from "../storage/engine.ts";
import { factorsOf, idOf } from "./account.ts";
import type { UserRow } from "./account.ts";
import type { Asking } from "./asking.ts";
import { iso } from "./deps.ts";
import type { PeopleDeps } from "./deps.ts";
import type { Fault } from "./faults.ts";
import { knownUser } from "./known.ts";
import type { Known } from "./known.ts";
import { letIn } from "./let-in.ts";
import type { LetIn } from "./let-in.ts";
import { admit, networkBucket, passwordBucket } from "./limits.ts";
import { passkeyOptions, verifyPasskey } from "./second-factor/passkeys.ts";
import { proveFactor } from "./second-factor/prove.ts";
import { noteProof } from "./sessions.ts";

/** Finishes a sign-in that asked for a second factor. Wrong codes leave the ticket as it is; a right one uses it. */
export async function finishSignIn(deps: PeopleDeps, ticket: string, proof: FactorProof, asking: Asking): Promise<Result<LetIn, Fault>> {
  const known = await ownerOfTicket(deps, ticket);
  if (known === null) return fail({ kind: "spent" });
  const id = idOf(known.user);
  const proved = await proveFactor(deps, { id, key: known.key, where: await knownDevice(deps, id, asking.deviceHash) }, proof, asking);
  if (!proved.ok) return proved;
  const entered = await letIn(deps, known.user, known.key, asking, "both", function* (db, t) {
    return (yield* useTicket(db, t, "second-factor", ticket, deps.now())) !== null;
  });
  return entered === null ? fail({ kind: "spent" }) : ok(entered);
}

/** What a browser needs to answer the second step with a passkey. */
export async function secondStepOptions(deps: PeopleDeps, ticket: string): Promise<Result<PublicKeyCredentialRequestOptionsJSON, Fault>> {
  const known = await ownerOfTicket(deps, ticket);
  return known === null ? fail({ kind: "spent" }) : ok(await passkeyOptions(deps, idOf(known.user)));
}

async function ownerOfTicket(deps: PeopleDeps, ticket: string): Promise<Known | null> {
  const found = await deps.storage.main.read((db, t) => lookAtTicket(db, t, "second-factor", ticket, deps.now()));
  return !found?.userId ? null : knownUser(deps, found.userId);
}

/** The browser's hash where it was signed in to this account before, else "". */
async function knownDevice(deps: PeopleDeps, id: UserId, deviceHash: string | null): Promise<string> {
  if (deviceHash === null) return "";
  const before = await deps.storage.main.read((db, { sessions }) =>
    first(db.select({ id: sessions.id }).from(sessions).where(and(eq(sessions.userId, id), eq(sessions.deviceHash, deviceHash))).limit(1)),
  );
  return before === null ? "" : deviceHash;
}

/** Signs in whoever holds a passkey that its device has unlocked: no address and no password. */
export async function signInByPasskey(deps: PeopleDeps, response: AuthenticationResponseJSON, asking: Asking): Promise<Result<LetIn, Fault>> {
  const waitMs = await deps.storage.main.write((db, t) => admit(db, t, [networkBucket(deps.secrets, asking.network)], deps.now()));
  if (waitMs > 0) return fail({ kind: "too-often", waitMs });
  const id = await verifyPasskey(deps, null, response);
  const known = id === null ? null : await knownUser(deps, id);
  const entered = known === null ? null : await letIn(deps, known.user, known.key, asking, "both");
  return entered === null ? fail({ kind: "wrong" }) : ok(entered);
}

/** Proves again who is signed in: by a second factor where there is one, else by the password. */
export async function prove(
  deps: PeopleDeps, actor: Person, proof: FactorProof | { readonly method: "password"; readonly password: string }, asking: Asking,
): Promise<Result<null, Fault>> {
  const known = await knownUser(deps, actor.userId);
  if (known === null) return fail({ kind: "wrong" });
  const proved = proof.method === "password"
    ? await proveByPassword(deps, known, proof.password, actor)
    : await proveFactor(deps, { id: actor.userId, key: known.key, where: actor.sessionId }, proof, asking);
  if (!proved.ok) return proved;
  const now = deps.now();
  await deps.storage.main.write(function* (db, t) {
    yield* noteProof(db, t, actor.sessionId, false, now);
    yield* audit(db, t, { actor, action: "session.prove", target: `session:${actor.sessionId}`, detail: { method: proof.method }, requestId: asking.requestId, at: iso(now) });
  });
  return ok(null);
}

async function proveByPassword(deps: PeopleDeps, { user }: Known, password: string, actor: Person): Promise<Result<null, Fault>> {
  const factors = await deps.storage.main.read((db, t) => factorsOf(db, t, actor.userId));
  if (factors.length > 0) return fail({ kind: "invalid", field: "method", message: `must be one of ${factors.join(", ")}` });
  return checkPassword(deps, user, password, actor.sessionId);
}

/** Checks the password of somebody who is signed in; tries are counted for the session. */
export async function checkPassword(deps: PeopleDeps, user: UserRow, password: string, sessionId: string): Promise<Result<null, Fault>> {
  const bucket = passwordBucket(deps.secrets, user.emailHash, `session ${sessionId}`);
  const waitMs = await deps.storage.main.write((db, t) => admit(db, t, [bucket], deps.now()));
  if (waitMs > 0) return fail({ kind: "too-often", waitMs });
  const verdict = await deps.passwords.verify(password, user.passwordHash || null);
  if (verdict.ok && !verdict.value.matches) return fail({ kind: "wrong" });
  await deps.storage.main.write((db, t) => giveBack(db, t, bucket));
  return verdict.ok ? ok(null) : fail({ kind: "busy" });
}
