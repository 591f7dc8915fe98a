import { passingCodes } from "@pathwayks/contracts";
import type { OutboxItem } from "@pathwayks/sync";

/** Why something needs the person, as the few things that one can do about it. */
export type Need = "fields" | "gone" | "over" | "guardian" | "consent" | "large" | "app" | "before" | "later" | "server";

export function needOf(needs: OutboxItem["needs"]): Need {
  if (needs === null || needs.kind === "parked" || needs.kind === "refused") return "server";
  if (needs.kind === "too-large") return "large";
  if (needs.kind === "depends") return "before";
  switch (needs.code) {
    case "invalid": return "fields";
    case "not_in_catalog": return "gone";
    case "expired": return "over";
    case "guardian_needed": return "guardian";
    case "consent_needed": return "consent";
    case "too_large": return "large";
    case "too_many": return "later";
    case "unknown_kind": case "schema_too_old": case "schema_too_new": return "app";
    case "id_reused": case "already_withdrawn": case "not_yours": return "server";
  }
}

/** Whether another try as it is may help; where not, it has to be changed first. */
export const mayTryAgain = (needs: OutboxItem["needs"]): boolean => needs !== null && (needs.kind !== "rejected" || passingCodes.includes(needs.code));

/** From when on it may be sent again, as the server said; empty where it did not. */
export const againFrom = (needs: OutboxItem["needs"]): string =>
  (needs?.kind === "rejected" && needs.fields.find(({ field }) => field === "again")?.message) || "";
