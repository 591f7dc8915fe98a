import { applicationSubmit } from "./kinds/application-submit.ts";
import { consentWithdraw } from "./kinds/consent-withdraw.ts";
import { enrollmentSubmit } from "./kinds/enrollment-submit.ts";
import { notificationPrefer, notificationRead } from "./kinds/notification.ts";
import { pathwayFeedback } from "./kinds/pathway-feedback.ts";
import { personSet } from "./kinds/person-set.ts";
import { submissionWithdraw } from "./kinds/submission-withdraw.ts";
import type { Kinds } from "./read-entry.ts";

/** What is done with each kind of entry, and the permission that it asks for. */
export const entryKindTable: Kinds = {
  "person.set": { kind: personSet, asks: "write:own-profile" },
  "enrollment.submit": { kind: enrollmentSubmit, asks: "enroll:programs" },
  "application.submit": { kind: applicationSubmit, asks: "apply:jobs" },
  "submission.withdraw": { kind: submissionWithdraw, asks: "write:own-profile" },
  "notification.read": { kind: notificationRead, asks: "write:own-profile" },
  "notification.prefer": { kind: notificationPrefer, asks: "write:own-profile" },
  "pathway.feedback": { kind: pathwayFeedback, asks: "write:own-profile" },
  "consent.withdraw": { kind: consentWithdraw, asks: "write:own-profile" },
};
