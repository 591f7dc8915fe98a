import { eq } from "drizzle-orm";
import type { DeliveryState } from "@pathwayks/contracts";
import { addToFeed } from "../feed/append.ts";
import type { Subject } from "../ledger/consent.ts";
import { first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { answerPlace, inFeed } from "./submission.ts";
import type { ApplicationRow, EnrollmentRow, PartnerAnswer, Submission, SubmissionTables } from "./submission.ts";

/** Facts beside the status that only one kind has. */
export type EnrollmentFacts = Partial<Pick<EnrollmentRow, "enrollmentDate" | "expectedCompletionDate" | "actualCompletionDate" | "credentialEarned">>;
export type ApplicationFacts = Partial<Pick<ApplicationRow, "interviewAt" | "offerSalary" | "startDate">>;

export interface Change {
  readonly status?: string;
  readonly delivery?: DeliveryState;
  readonly answer?: PartnerAnswer;
  readonly enrollment?: EnrollmentFacts;
  readonly application?: ApplicationFacts;
}

/** Changes a submission and tells its person's devices, in one piece. Whether the move is allowed, the caller has looked. */
export function* changeSubmission(
  db: Sql, tables: SubmissionTables & Pick<MainTables, "feed" | "users">, submission: Submission, owner: Subject, change: Change, at: string,
): Body<Submission> {
  const { kind, row } = submission;
  const common = {
    ...(change.status === undefined ? {} : { status: change.status }),
    ...(change.delivery === undefined ? {} : { delivery: change.delivery }),
    ...(change.answer === undefined ? {} : { sealedAnswer: owner.key.seal(answerPlace(kind, row.id), change.answer) }),
    updatedAt: at,
  };
  const changed = kind === "enrollment" ? yield* enrollmentTo(db, tables, row.id, { ...common, ...change.enrollment }) : yield* applicationTo(db, tables, row.id, { ...common, ...change.application });
  yield* addToFeed(db, tables, owner.id, owner.key, [inFeed(changed, owner.key)], at);
  return changed;
}

function* enrollmentTo(db: Sql, { enrollments }: SubmissionTables, id: string, set: Partial<EnrollmentRow>): Body<Submission> {
  const row = yield* first(db.update(enrollments).set(set).where(eq(enrollments.id, id)).returning());
  if (row === null) throw new Error("the enrollment is gone");
  return { kind: "enrollment", row };
}

function* applicationTo(db: Sql, { applications }: SubmissionTables, id: string, set: Partial<ApplicationRow>): Body<Submission> {
  const row = yield* first(db.update(applications).set(set).where(eq(applications.id, id)).returning());
  if (row === null) throw new Error("the application is gone");
  return { kind: "application", row };
}
