import type { ApplicationStatus, EnrollmentStatus } from "@pathwayks/contracts";
import type { Submission } from "./submission.ts";

type Moves<S extends string> = Readonly<Record<S, readonly S[]>>;

/** What may follow what. Whoever is not asked to change a status finds nothing here to change it with. */
const enrollmentMoves: Moves<EnrollmentStatus> = {
  requested: ["enrolled", "in_progress", "declined", "withdrawn"],
  enrolled: ["in_progress", "completed", "dropped", "withdrawn"],
  in_progress: ["completed", "dropped", "withdrawn"],
  completed: [],
  dropped: [],
  declined: [],
  withdrawn: [],
};
const applicationMoves: Moves<ApplicationStatus> = {
  submitted: ["under_review", "interview_scheduled", "offer", "rejected", "withdrawn"],
  under_review: ["interview_scheduled", "offer", "rejected", "withdrawn"],
  interview_scheduled: ["under_review", "offer", "rejected", "withdrawn"],
  offer: ["accepted", "rejected", "withdrawn"],
  rejected: [],
  accepted: [],
  withdrawn: [],
};
const moves: Readonly<Record<Submission["kind"], Readonly<Record<string, readonly string[]>>>> = {
  enrollment: enrollmentMoves,
  application: applicationMoves,
};

/** Whether a submission in status `from` may come to `to`. */
export const mayMove = (kind: Submission["kind"], from: string, to: string): boolean => moves[kind][from]?.includes(to) ?? false;

/** Nothing follows: the matter is closed. */
export const isFinal = (kind: Submission["kind"], status: string): boolean => (moves[kind][status] ?? []).length === 0;
