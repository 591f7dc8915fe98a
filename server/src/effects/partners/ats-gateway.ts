import { z } from "zod";
import { instant } from "@pathwayks/contracts";
import type { ApplicationStatus } from "@pathwayks/contracts";
import type { Answer, PartnerGateway, PartnerState } from "./gateway.ts";
import { ask } from "./http.ts";
import type { PartnerAddress, Reply } from "./http.ts";
import { deliveryOf } from "./outcome.ts";

const taken = z.object({ candidate_id: z.int() }).transform(({ candidate_id }) => ({ reference: String(candidate_id) }));
const candidate = z.object({
  candidate_id: z.int(),
  stage: z.enum(["new", "screening", "interview", "offer", "hired", "declined"]),
  stage_changed_at: z.nullable(instant),
  interview_at: z.nullable(instant),
  comment: z.nullable(z.string().max(2_000)),
});
const candidates = z.object({ candidates: z.array(candidate).max(50) });

/** The system's stages in our words; `null`: nobody has looked at it yet. */
const statusOf: Record<z.infer<typeof candidate>["stage"], ApplicationStatus | null> = {
  new: null, screening: "under_review", interview: "interview_scheduled", offer: "offer", hired: "accepted", declined: "rejected",
};

export interface AtsOptions {
  /** Whether candidates can be found by our id. */
  readonly canLookUp: boolean;
  readonly waitMs?: number;
}

/** An employer's applicant tracking system: knows no idempotency keys, so that what is sent twice is there twice. */
export function atsGateway(address: PartnerAddress, { canLookUp, waitMs }: AtsOptions): PartnerGateway {
  return {
    idempotent: false,
    canLookUp,
    write: ({ id, about, passed: { firstName, lastName, email, phone, message } }) =>
      JSON.stringify({ external_id: id, opening: about, first_name: firstName, last_name: lastName, email, phone, cover_letter: message }),
    deliver: async (text) => deliveryOf(await ask(address, { method: "POST", path: "/candidates", body: text }, waitMs), taken),
    async status({ id, reference }) {
      if (reference !== null) return oneOf(await ask(address, { method: "GET", path: `/candidates/${reference}` }, waitMs));
      return firstOf(await ask(address, { method: "GET", path: `/candidates?external_id=${id}` }, waitMs));
    },
    async withdraw({ reference }) {
      if (reference === null) return "refused";
      const reply = await ask(address, { method: "POST", path: `/candidates/${reference}/withdraw`, body: "{}" }, waitMs);
      if (reply.kind === "nothing" || reply.status >= 500 || reply.status === 429) return "unavailable";
      return reply.status < 300 || reply.status === 404 ? "done" : "refused";
    },
  };
}

function oneOf(reply: Reply): PartnerState {
  if (reply.kind === "answer" && reply.status === 404) return { outcome: "not-held" };
  const parsed = reply.kind === "answer" && reply.status === 200 ? candidate.safeParse(reply.body) : null;
  return parsed?.success === true ? heldAs(parsed.data) : { outcome: "unavailable" };
}

function firstOf(reply: Reply): PartnerState {
  const parsed = reply.kind === "answer" && reply.status === 200 ? candidates.safeParse(reply.body) : null;
  if (parsed?.success !== true) return { outcome: "unavailable" };
  const [found] = parsed.data.candidates;
  return found === undefined ? { outcome: "not-held" } : heldAs(found);
}

const heldAs = (found: z.infer<typeof candidate>): PartnerState => ({ outcome: "held", reference: String(found.candidate_id), answer: answerOf(found) });

function answerOf({ stage, stage_changed_at: at, interview_at: interviewAt, comment }: z.infer<typeof candidate>): Answer | null {
  const status = statusOf[stage];
  return status === null || at === null ? null : { at, status, message: comment ?? "", application: { interviewAt } };
}
