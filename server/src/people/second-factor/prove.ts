import { fail, ok } from "@pathwayks/contracts";
import type { FactorProof, Result, UserId } from "@pathwayks/contracts";
import { audit } from "../../ledger/audit.ts";
import { giveBack } from "../../policy/limits.ts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import type { SubjectKey } from "../../vault/vault.ts";
import type { Asking } from "../asking.ts";
import { iso } from "../deps.ts";
import type { PeopleDeps } from "../deps.ts";
import type { Fault } from "../faults.ts";
import { admit, factorBucket } from "../limits.ts";
import { verifyPasskey } from "./passkeys.ts";
import { useRecoveryCode } from "./recovery.ts";
import { useTotp } from "./totp.ts";

export interface Prover {
  readonly id: UserId;
  readonly key: SubjectKey;
  /** Whose tries are counted together: a session, a browser that is known, or "" for all others. */
  readonly where: string;
}

/** Whether a second factor is proved. A code that was right is used up by it. */
export async function proveFactor(deps: PeopleDeps, { id, key, where }: Prover, proof: FactorProof, asking: Asking): Promise<Result<null, Fault>> {
  const now = deps.now();
  const bucket = factorBucket(deps.secrets, id, where);
  const waitMs = await deps.storage.main.write((db, t) => admit(db, t, [bucket], now));
  if (waitMs > 0) return fail({ kind: "too-often", waitMs });
  const byPasskey = proof.method === "passkey" ? (await verifyPasskey(deps, id, proof.response)) !== null : null;
  const right = await deps.storage.main.write(function* (db, t) {
    const holds = byPasskey ?? (yield* codeHolds(db, t, id, key, proof, now));
    if (holds) yield* giveBack(db, t, bucket);
    const action = holds ? "account.second-factor" : "account.second-factor-failed";
    yield* audit(db, t, { actor: { kind: "anonymous" }, action, target: `user:${id}`, detail: { method: proof.method }, requestId: asking.requestId, at: iso(now) });
    return holds;
  });
  return right ? ok(null) : fail({ kind: "wrong" });
}

function* codeHolds(db: Sql, t: MainTables, id: UserId, key: SubjectKey, proof: FactorProof, now: number): Body<boolean> {
  switch (proof.method) {
    case "totp":
      return yield* useTotp(db, t, id, key, proof.code, now, false);
    case "recovery-code":
      return yield* useRecoveryCode(db, t, id, proof.code, iso(now));
    case "passkey":
      return false;
  }
}
