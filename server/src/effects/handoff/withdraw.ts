import { eq } from "drizzle-orm";
import type { PartnerId } from "@pathwayks/contracts";
import { audit } from "../../ledger/audit.ts";
import { first } from "../../storage/engine.ts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import type { Submission } from "../../submissions/submission.ts";
import { jobDone } from "../handlers.ts";
import type { JobHandler } from "../handlers.ts";
import { subjectOf } from "./handoff.ts";
import type { HandoffDeps } from "./handoff.ts";
import { putRow } from "./record.ts";
import type { HandoffRow } from "./record.ts";

const LATER_MS = 60_000;
const NOBODY_THERE_MS = 10 * 60_000;

/** Tells a partner that a submission is withdrawn, once it is known whether the partner has it. */
export const handoffWithdrawHandler = ({ engine, gateways, now }: HandoffDeps): JobHandler => async (job) => {
  const { id, sample } = subjectOf(job);
  const found = await engine.read(function* (db, { handoffs, enrollments }) {
    const handoff = yield* first(db.select().from(handoffs).where(eq(handoffs.entryId, id)));
    const enrolled = yield* first(db.select({ id: enrollments.id }).from(enrollments).where(eq(enrollments.id, id)));
    return handoff === null ? null : { handoff, kind: enrolled === null ? ("application" as const) : ("enrollment" as const) };
  });
  if (found === null || ["failed", "withdrawn"].includes(found.handoff.state)) return jobDone;
  const { handoff, kind } = found;
  const gateway = gateways(handoff.partnerId as PartnerId, { kind, sample });
  if (gateway === null) return { ended: "again", afterMs: NOBODY_THERE_MS, code: "no-partner" };
  // Whether it arrived is found out by the hand-off itself.
  if (!["delivered", "answered"].includes(handoff.state)) return { ended: "again", afterMs: LATER_MS, code: "not-settled" };
  switch (await gateway.withdraw({ id, reference: handoff.partnerReference })) {
    case "unavailable":
      return { ended: "again", afterMs: null, code: "unavailable" };
    case "refused":
      return { ended: "parked", code: "withdrawal-refused" };
    case "done":
      await engine.write((db, tables) => noteWithdrawn(db, tables, handoff, kind, now()));
      return jobDone;
  }
};

/** Writes down that the partner knows of a withdrawal. */
export function* noteWithdrawn(db: Sql, tables: MainTables, handoff: HandoffRow, kind: Submission["kind"], now: number): Body<void> {
  const at = new Date(now).toISOString();
  yield* putRow(db, tables, { ...handoff, state: "withdrawn", updatedAt: at });
  yield* audit(db, tables, { actor: { kind: "system", name: "handoff" }, action: "handoff.withdrawn", target: `${kind}:${handoff.entryId}`, at, detail: { partner: handoff.partnerId } });
}
