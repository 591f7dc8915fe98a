import { eq } from "drizzle-orm";
import { entryBodies } from "@pathwayks/contracts";
import { stageHandoffWithdrawal } from "../../effects/handoff-jobs.ts";
import { first } from "../../storage/engine.ts";
import { changeSubmission } from "../../submissions/change.ts";
import { mayMove } from "../../submissions/moves.ts";
import { findSubmission } from "../../submissions/submission.ts";
import { entryKind, rejection } from "../kind.ts";

/**
 * Takes back an enrollment or application, wherever it is: what has not left stays here, what may have left is followed by a
 * word to the partner.
 */
export const submissionWithdraw = entryKind(entryBodies["submission.withdraw"], ({ entryId }) => ({
  *check({ db, tables, actor }) {
    const found = yield* findSubmission(db, tables, actor.userId, entryId);
    if (found === null) return rejection("not_yours", "entryId", "is not something you sent");
    if (found.row.status === "withdrawn") return rejection("already_withdrawn");
    return mayMove(found.kind, found.row.status, "withdrawn") ? null : rejection("invalid", "entryId", "is closed already");
  },
  *apply({ db, tables, actor, key, now, at }) {
    const found = yield* findSubmission(db, tables, actor.userId, entryId);
    if (found === null) throw new Error("the submission is gone");
    const user = { id: actor.userId, key };
    yield* changeSubmission(db, tables, found, user, { status: "withdrawn", delivery: "withdrawn" }, at);
    const handoff = yield* first(db.select({ sample: tables.handoffs.sample }).from(tables.handoffs).where(eq(tables.handoffs.entryId, entryId)));
    if (handoff !== null) yield* stageHandoffWithdrawal(db, tables, { entryId, sample: handoff.sample, user, runAfter: now, at });
  },
}));
