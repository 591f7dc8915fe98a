import { eq } from "drizzle-orm";
import { audit } from "../../ledger/audit.ts";
import type { Subject } from "../../ledger/consent.ts";
import type { Actor } from "../../policy/actor.ts";
import { done } from "../../storage/engine.ts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import { changeSubmission } from "../../submissions/change.ts";
import { mayMove } from "../../submissions/moves.ts";
import { answerPlace, partnerOf } from "../../submissions/submission.ts";
import type { Submission } from "../../submissions/submission.ts";
import { stageNotification } from "../notification.ts";
import type { Answer } from "../partners/gateway.ts";

const partners: Actor = { kind: "system", name: "partners" };

/**
 * Takes a partner's answer, however it came: status, feed, audit and word to the person, in one piece. The same answer again
 * changes nothing; one that the status cannot follow (the person withdrew meanwhile) is kept as words only. The caller holds
 * the person's row. Gives whether anything changed.
 */
export function* takeAnswer(db: Sql, tables: MainTables, subject: Subject, submission: Submission, answer: Answer, now: number, by: Actor = partners): Body<boolean> {
  const { kind, row } = submission;
  const { enrollment, application, ...words } = answer;
  const before = row.sealedAnswer === null ? null : subject.key.open(answerPlace(kind, row.id), row.sealedAnswer);
  if (before !== null && JSON.stringify(before) === JSON.stringify(words)) return false;
  const at = new Date(now).toISOString();
  const moves = mayMove(kind, row.status, answer.status);
  const change = {
    answer: words,
    ...(row.status === "withdrawn" ? {} : { delivery: "answered" as const }),
    ...(moves ? { status: answer.status } : {}),
    ...(moves && enrollment !== undefined ? { enrollment } : {}),
    ...(moves && application !== undefined ? { application } : {}),
  };
  yield* changeSubmission(db, tables, submission, subject, change, at);
  yield* done(db.update(tables.handoffs).set({ state: "answered", updatedAt: at }).where(eq(tables.handoffs.entryId, row.id)));
  const partnerId = partnerOf(submission);
  yield* audit(db, tables, {
    actor: by, action: `${kind}.answer`, target: `${kind}:${row.id}`, at,
    detail: { partner: partnerId, status: answer.status, moved: moves },
  });
  if (row.status !== "withdrawn")
    yield* stageNotification(db, tables, {
      // An answer is told once, and there is one at each moment.
      id: `${row.id}:a${Date.parse(answer.at).toString(36)}`, user: subject, runAfter: now, at,
      notify: { kind: "partner-answered", detail: { entryId: row.id, submission: kind, partnerId, status: answer.status } },
    });
  return true;
}
