import type { Subject } from "../../ledger/consent.ts";
import { done } from "../../storage/engine.ts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import { partnerOf } from "../../submissions/submission.ts";
import type { Submission } from "../../submissions/submission.ts";
import { stageNotification } from "../notification.ts";

export type HandoffRow = MainTables["handoffs"]["$inferSelect"];

/** Puts the row of a hand-off as it now is. */
export const putRow = (db: Sql, { handoffs }: Pick<MainTables, "handoffs">, row: HandoffRow): Body<void> =>
  done(db.insert(handoffs).values(row).onConflictDoUpdate({ target: handoffs.entryId, set: row }));

/** Tells the person that a submission will not go on by itself; `code` says why. */
export const tellNeedsYou = (db: Sql, tables: Pick<MainTables, "jobs">, subject: Subject, submission: Submission, code: string, now: number): Body<void> =>
  stageNotification(db, tables, {
    id: `${submission.row.id}:needs-you`, user: subject, runAfter: now, at: new Date(now).toISOString(),
    notify: { kind: "needs-you", detail: { entryId: submission.row.id, submission: submission.kind, partnerId: partnerOf(submission), code } },
  });
