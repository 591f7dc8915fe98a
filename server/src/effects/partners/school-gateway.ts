import { z } from "zod";
import { enrollmentStatuses, instant, isoDate } from "@pathwayks/contracts";
import type { Answer, PartnerGateway, PartnerState } from "./gateway.ts";
import { ask } from "./http.ts";
import type { PartnerAddress, Reply } from "./http.ts";
import { deliveryOf } from "./outcome.ts";

const reference = z.string().regex(/^[A-Za-z0-9-]{1,60}$/);
const taken = z.object({ reference });
const held = z.object({
  reference,
  status: z.enum(enrollmentStatuses),
  decidedAt: z.nullable(instant),
  note: z.string().max(2_000),
  enrolledOn: z.nullable(isoDate).optional(),
  expectedCompletion: z.nullable(isoDate).optional(),
});

/** A school's enrollment interface: takes a second delivery under the same key for the first, and is asked for its answer. */
export function schoolGateway(address: PartnerAddress, waitMs?: number): PartnerGateway {
  return {
    idempotent: true,
    canLookUp: true,
    write: ({ id, about, startOn, passed }) => JSON.stringify({ requestId: id, program: about, startOn, applicant: passed }),
    deliver: async (text, key) =>
      deliveryOf(await ask(address, { method: "POST", path: "/enrollments", body: text, headers: { "Idempotency-Key": key } }, waitMs), taken),
    async status({ id, reference: known }) {
      const path = known === null ? `/enrollments?requestId=${id}` : `/enrollments/${known}`;
      return stateOf(await ask(address, { method: "GET", path }, waitMs));
    },
    async withdraw({ id, reference: known }) {
      const reply = await ask(address, { method: "DELETE", path: `/enrollments/${known ?? id}` }, waitMs);
      if (reply.kind === "nothing" || reply.status >= 500 || reply.status === 429) return "unavailable";
      return reply.status < 300 || reply.status === 404 ? "done" : "refused";
    },
  };
}

function stateOf(reply: Reply): PartnerState {
  if (reply.kind === "nothing") return { outcome: "unavailable" };
  if (reply.status === 404) return { outcome: "not-held" };
  const parsed = held.safeParse(reply.body);
  if (reply.status !== 200 || !parsed.success) return { outcome: "unavailable" };
  return { outcome: "held", reference: parsed.data.reference, answer: answerOf(parsed.data) };
}

function answerOf({ status, decidedAt, note, enrolledOn = null, expectedCompletion = null }: z.infer<typeof held>): Answer | null {
  if (decidedAt === null) return null;
  return { at: decidedAt, status, message: note, enrollment: { enrollmentDate: enrolledOn, expectedCompletionDate: expectedCompletion } };
}
