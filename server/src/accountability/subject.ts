import type { UserId } from "@pathwayks/contracts";
import type { AppContext } from "../http/context.ts";
import type { Subject } from "../ledger/consent.ts";
import type { RecordDeps } from "./deps.ts";

/** A person with the key that opens what is stored; `null` where there is none any more, or never was. */
export async function subjectOf({ vault }: Pick<RecordDeps, "vault">, id: UserId): Promise<Subject | null> {
  const key = await vault.of(id);
  return key === null ? null : { id, key };
}

/** The one answer for what is not there and for what is somebody else's. */
export const nobody = ({ problems }: Pick<RecordDeps, "problems">, c: AppContext): Response => problems.answer(c, "NOT_FOUND", "There is no such person or thing.");
