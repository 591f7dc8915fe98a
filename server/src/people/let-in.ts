import type { LoginAnswer } from "@pathwayks/contracts";
import { audit } from "../ledger/audit.ts";
import type { Person } from "../policy/actor.ts";
import { hashToken } from "../policy/cookies.ts";
import type { SessionTokens } from "../policy/cookies.ts";
import { issueTicket } from "../policy/tickets.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { SubjectKey } from "../vault/vault.ts";
import { accountOf, factorsOf, idOf, needsSecondFactor, roleOf } from "./account.ts";
import type { UserRow } from "./account.ts";
import type { Asking } from "./asking.ts";
import { iso, newToken } from "./deps.ts";
import type { PeopleDeps } from "./deps.ts";
import { newTokens, openSession } from "./sessions.ts";

/** How long the second step of a sign-in may take. */
const SECOND_STEP_MS = 10 * 60_000;

/** An answer, and what goes into cookies. */
export interface LetIn {
  readonly answer: LoginAnswer;
  /** `null`: there is one more step. */
  readonly tokens: SessionTokens | null;
  /** A mark for a browser that has none yet. */
  readonly deviceToken: string | null;
}

/** What was proved: one factor (a password, a sign-in elsewhere), or both (a second factor after it, a passkey that knows its owner). */
export type Proved = "password" | "elsewhere" | "both";

const always = function* (): Body<boolean> {
  return true;
};

/**
 * Goes on after a proof: asks for the second factor where the person has one, else opens a session; a limited one where the
 * role demands a second factor. `still` is asked in the same transaction: false, and nobody is let in (`null`).
 */
export async function letIn(
  deps: PeopleDeps, user: UserRow, key: SubjectKey, asking: Asking, proved: Proved, still: (db: Sql, t: MainTables) => Body<boolean> = always,
): Promise<LetIn | null> {
  const now = deps.now();
  const [ticket, tokens, sessionId] = [newToken(deps), newTokens(deps), deps.newId()];
  const deviceToken = asking.deviceHash === null ? newToken(deps) : null;
  return deps.storage.main.write(function* (db, t) {
    if (!(yield* still(db, t))) return null;
    const factors = yield* factorsOf(db, t, idOf(user));
    if (proved !== "both" && factors.length > 0) {
      yield* issueTicket(db, t, { purpose: "second-factor", token: ticket, userId: idOf(user), detail: "{}", expiresAt: now + SECOND_STEP_MS });
      return { answer: { status: "second-factor", ticket, methods: factors }, tokens: null, deviceToken: null } satisfies LetIn;
    }
    const limited = needsSecondFactor(roleOf(user)) && factors.length === 0;
    const deviceHash = asking.deviceHash ?? hashToken(deviceToken ?? "");
    yield* openSession(db, t, { id: sessionId, user: idOf(user), tokens, limited, device: asking.device, deviceHash }, now);
    const actor = personAt(user, sessionId, limited, now);
    yield* audit(db, t, { actor, action: "account.sign-in", target: `session:${sessionId}`, detail: { proved, limited }, requestId: asking.requestId, at: iso(now) });
    const account = accountOf(user, key, factors);
    return { answer: { status: limited ? "set-up-second-factor" : "signed-in", account }, tokens, deviceToken } satisfies LetIn;
  });
}

const personAt = (user: UserRow, sessionId: string, limited: boolean, provedAt: number): Person => ({
  kind: "person", userId: idOf(user), role: roleOf(user), partnerId: null, centerId: user.centerId, sessionId, limited, provedAt,
});
