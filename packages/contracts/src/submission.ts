import { text, z } from "./brand.ts";
import { application, enrollment } from "./feed.ts";
import { pathwayId, programId } from "./ids.ts";
import { applicationStatuses, enrollmentStatuses } from "./outbox.ts";
import { seekerProfile } from "./profile.ts";
import { instant, isoDate } from "./units.ts";

// Enrollments, applications and kept recommendations, as the API shows and takes them.

/** What the person agreed to pass on, for the partner alone; what was not agreed to or not given is absent. */
export const applicant = z.strictObject({
  firstName: z.optional(z.string()), lastName: z.optional(z.string()), email: z.optional(z.string()), phone: z.optional(z.string()), message: z.optional(z.string()),
});

/** `applicant` is `null` for the person's own eyes. */
export const enrollmentView = z.strictObject({ ...enrollment.shape, applicant: z.nullable(applicant) });
export const applicationView = z.strictObject({ ...application.shape, applicant: z.nullable(applicant) });
export const enrollmentList = z.strictObject({ enrollments: z.array(enrollmentView), offset: z.int(), limit: z.int() });
export const applicationList = z.strictObject({ applications: z.array(applicationView), offset: z.int(), limit: z.int() });

const answer = { message: z.optional(text(2_000)) };
/** What a school answers, or, with `withdrawn` alone, what its person takes back. */
export const answerEnrollmentRequest = z.strictObject({
  status: z.enum(enrollmentStatuses), ...answer,
  enrollmentDate: z.optional(isoDate), expectedCompletionDate: z.optional(isoDate), actualCompletionDate: z.optional(isoDate),
  credentialEarned: z.optional(text(255)),
});
/** What an employer answers, or, with `withdrawn` alone, what its person takes back. Salary in cents a year. */
export const answerApplicationRequest = z.strictObject({
  status: z.enum(applicationStatuses), ...answer,
  interviewAt: z.optional(instant), offerSalary: z.optional(z.int().check(z.nonnegative(), z.lte(2_000_000_000))), startDate: z.optional(isoDate),
});

/** A recommendation that somebody asked to be kept, or said something of. */
export const keptPathway = z.strictObject({
  pathwayId, programId: z.nullable(programId), matchScore: z.nullable(z.int()), rank: z.nullable(z.int()),
  feedback: z.nullable(z.enum(["thumbs_up", "thumbs_down"])), catalogVersion: z.nullable(z.int()), createdAt: instant,
});
export type KeptPathway = z.infer<typeof keptPathway>;
export const keptPathways = z.strictObject({ recommendations: z.array(keptPathway) });

/** Weights of the ranking; `null` = the defaults. */
export const matchingPreferences = z.strictObject({ weights: seekerProfile.shape.weights });
