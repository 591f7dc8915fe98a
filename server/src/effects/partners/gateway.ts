import type { EntryId, PartnerId } from "@pathwayks/contracts";
import type { ApplicationFacts, EnrollmentFacts } from "../../submissions/change.ts";
import type { Applicant } from "../../submissions/passed.ts";
import type { PartnerAnswer, Submission } from "../../submissions/submission.ts";

/** What is to go to a partner: only what the consent names is in `passed`. */
export interface Outgoing {
  readonly id: EntryId;
  readonly kind: Submission["kind"];
  /** The program or the job. */
  readonly about: string;
  readonly startOn: string | null;
  readonly passed: Applicant;
}

/**
 * How a delivery ended. `unavailable`: it is certain that nothing arrived. `ambiguous`: it may have arrived, or not.
 * `refused`: the partner will not take it as it is; `code` is a word of ours.
 */
export type Delivery =
  | { readonly outcome: "delivered"; readonly reference: string }
  | { readonly outcome: "refused"; readonly code: string }
  | { readonly outcome: "ambiguous" }
  | { readonly outcome: "unavailable"; readonly code: string };

/** An answer in our words, with the facts that came along. */
export interface Answer extends PartnerAnswer {
  readonly enrollment?: EnrollmentFacts;
  readonly application?: ApplicationFacts;
}

/** What a partner says that it holds. `answer: null`: it has not decided. */
export type PartnerState =
  | { readonly outcome: "held"; readonly reference: string; readonly answer: Answer | null }
  | { readonly outcome: "not-held" }
  | { readonly outcome: "unavailable" };

/** By what a partner knows a submission: its own reference, or the id that we sent. */
export interface Handle {
  readonly id: EntryId;
  readonly reference: string | null;
}

/** One partner's interface. None of these throws for what a partner or a network may do. */
export interface PartnerGateway {
  /** The partner takes a second delivery under the same id for the first one again. */
  readonly idempotent: boolean;
  /** The partner can be asked about a submission by our id. */
  readonly canLookUp: boolean;
  /** The exact text that would leave: its hash stands in the record of disclosures. */
  write(submission: Outgoing): string;
  deliver(text: string, idempotencyKey: EntryId): Promise<Delivery>;
  status(handle: Handle): Promise<PartnerState>;
  withdraw(handle: Handle): Promise<"done" | "refused" | "unavailable">;
}

/** Who takes submissions for a partner. `null`: nobody is connected, so they wait. A sample is only given to a stand-in. */
export type PartnerGateways = (partner: PartnerId, about: { readonly kind: Submission["kind"]; readonly sample: boolean }) => PartnerGateway | null;
