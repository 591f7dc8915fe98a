import { eq } from "drizzle-orm";
import type { DeliveryState } from "@pathwayks/contracts";
import { lockOwner } from "../../feed/owner.ts";
import { audit } from "../../ledger/audit.ts";
import type { Subject } from "../../ledger/consent.ts";
import { first } from "../../storage/engine.ts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import { changeSubmission } from "../../submissions/change.ts";
import { findSubmission } from "../../submissions/submission.ts";
import { putRow, tellNeedsYou } from "./record.ts";

/** How a step ended, as far as the hand-off's row and the person are told. */
export type Ending =
  /** `reference: null`: a person says so, and does not know under which number. */
  | { readonly state: "delivered"; readonly reference: string | null }
  | { readonly state: "failed"; readonly code: string }
  | { readonly state: "checking" }
  /** Nobody can be asked whether it arrived: a person has to find out. */
  | { readonly state: "unsure" }
  /** It is certain that nothing arrived. */
  | { readonly state: "queued" };

const deliveryOf: Record<Ending["state"], DeliveryState> = { delivered: "delivered", failed: "failed", checking: "checking", unsure: "checking", queued: "queued" };

/** Writes down how a step ended. A submission that was withdrawn meanwhile stays withdrawn for the person. */
export function* settle(db: Sql, tables: MainTables, subject: Subject, id: string, ending: Ending, now: number): Body<void> {
  if ((yield* lockOwner(db, tables, subject.id)) === null) return;
  const handoff = yield* first(db.select().from(tables.handoffs).where(eq(tables.handoffs.entryId, id)));
  const submission = yield* findSubmission(db, tables, subject.id, id);
  if (handoff === null || submission === null) return;
  const at = new Date(now).toISOString();
  const state = ending.state === "unsure" ? "checking" : ending.state;
  yield* putRow(db, tables, { ...handoff, state, updatedAt: at, ...(ending.state === "delivered" ? { partnerReference: ending.reference } : {}) });
  if (submission.row.status === "withdrawn") return;
  const delivery = deliveryOf[ending.state];
  if (submission.row.delivery !== delivery) yield* changeSubmission(db, tables, submission, subject, { delivery }, at);
  if (ending.state === "failed" || ending.state === "unsure")
    yield* tellNeedsYou(db, tables, subject, submission, ending.state === "failed" ? ending.code : "unsure", now);
  if (state === "queued" || handoff.state === state) return;
  yield* audit(db, tables, {
    actor: { kind: "system", name: "handoff" }, action: `handoff.${state}`, target: `${submission.kind}:${id}`, at,
    detail: { partner: handoff.partnerId, ...(ending.state === "failed" ? { code: ending.code } : {}) },
  });
}
