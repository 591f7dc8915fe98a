import { and, eq } from "drizzle-orm";
import { application, enrollment } from "@pathwayks/contracts";
import type { Application, ApplicationStatus, Enrollment, EnrollmentStatus, UserId } from "@pathwayks/contracts";
import type { FeedEntry } from "../feed/append.ts";
import { first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { SubjectKey } from "../vault/vault.ts";

// What a person sent to a school or an employer: two tables, because the two carry different facts, and one way to treat
// them, because what happens to them is the same.

export type SubmissionTables = Pick<MainTables, "enrollments" | "applications">;
export type EnrollmentRow = MainTables["enrollments"]["$inferSelect"];
export type ApplicationRow = MainTables["applications"]["$inferSelect"];

export type Submission = { readonly kind: "enrollment"; readonly row: EnrollmentRow } | { readonly kind: "application"; readonly row: ApplicationRow };
export type SubmissionStatus = EnrollmentStatus | ApplicationStatus;

export interface PartnerAnswer {
  readonly at: string;
  readonly status: string;
  readonly message: string;
}

const tableName = { enrollment: "enrollments", application: "job_applications" } as const;
export const sealedPlace = (kind: Submission["kind"], id: string): string => `${tableName[kind]}|sealed|${id}`;
export const answerPlace = (kind: Submission["kind"], id: string): string => `${tableName[kind]}|sealed_answer|${id}`;

export const partnerOf = ({ kind, row }: Submission): string => (kind === "enrollment" ? row.providerId : row.employerId);

/** A person's own submission by its id; `null` where there is none of that person's. */
export function* findSubmission(db: Sql, { enrollments, applications }: SubmissionTables, user: UserId, id: string): Body<Submission | null> {
  const enrolled = yield* first(db.select().from(enrollments).where(and(eq(enrollments.id, id), eq(enrollments.userId, user))));
  if (enrolled !== null) return { kind: "enrollment", row: enrolled };
  const applied = yield* first(db.select().from(applications).where(and(eq(applications.id, id), eq(applications.userId, user))));
  return applied === null ? null : { kind: "application", row: applied };
}

/** Whether this id is anybody's submission: an id that is taken is refused, without a word about whose it is. */
export function* isTaken(db: Sql, { consents }: Pick<MainTables, "consents">, id: string): Body<boolean> {
  return (yield* first(db.select({ id: consents.id }).from(consents).where(eq(consents.id, consentIdOf(id))))) !== null;
}

/** Each submission rests on a consent of its own, given with it. */
export const consentIdOf = (submissionId: string): string => `consent-${submissionId}`;

const answerOf = (kind: Submission["kind"], row: EnrollmentRow | ApplicationRow, key: SubjectKey) =>
  row.sealedAnswer === null ? null : key.open(answerPlace(kind, row.id), row.sealedAnswer);

/** The row as its person's devices hold it. */
export const enrollmentOf = (row: EnrollmentRow, key: SubjectKey): Enrollment =>
  enrollment.parse({
    id: row.id, programId: row.programId, providerId: row.providerId, pathwayId: row.pathwayId, status: row.status, delivery: row.delivery,
    receipt: row.receipt, requestedAt: row.requestedAt, startOn: row.startOn, enrollmentDate: row.enrollmentDate,
    expectedCompletionDate: row.expectedCompletionDate, actualCompletionDate: row.actualCompletionDate, credentialEarned: row.credentialEarned,
    answer: answerOf("enrollment", row, key), updatedAt: row.updatedAt,
  });

/** The row as its person's devices hold it. */
export const applicationOf = (row: ApplicationRow, key: SubjectKey): Application =>
  application.parse({
    id: row.id, jobId: row.jobId, employerId: row.employerId, pathwayId: row.pathwayId, status: row.status, delivery: row.delivery,
    receipt: row.receipt, applicationDate: row.applicationDate, interviewAt: row.interviewAt, offerSalary: row.offerSalary,
    startDate: row.startDate, answer: answerOf("application", row, key), updatedAt: row.updatedAt,
  });

export const inFeed = (submission: Submission, key: SubjectKey): FeedEntry =>
  submission.kind === "enrollment"
    ? { kind: "enrollment", id: submission.row.id, value: enrollmentOf(submission.row, key) }
    : { kind: "application", id: submission.row.id, value: applicationOf(submission.row, key) };
