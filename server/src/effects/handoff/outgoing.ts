import { z } from "zod";
import { contact, entryId } from "@pathwayks/contracts";
import type { SealedPart, Submission } from "../../submissions/submission.ts";
import type { Outgoing } from "../partners/gateway.ts";

export const sealedPart = z.strictObject({ contact, message: z.string() });

/** What leaves: of what the person wrote, only what the consent names. */
export function outgoing({ kind, row }: Submission, { contact: address, message }: SealedPart, consented: readonly string[]): Outgoing {
  const given = Object.entries({ ...address, message }).filter(([name, value]) => consented.includes(name) && value !== null && value !== "");
  return {
    id: entryId.parse(row.id), kind, about: kind === "enrollment" ? row.programId : row.jobId,
    startOn: kind === "enrollment" ? row.startOn : null, passed: Object.fromEntries(given),
  };
}
