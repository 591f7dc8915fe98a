import { applicationSubmit } from "./kinds/application-submit.ts";
import { consentWithdraw } from "./kinds/consent-withdraw.ts";
import { enrollmentSubmit } from "./kinds/enrollment-submit.ts";
import { notificationPrefer, notificationRead } from "./kinds/notification.ts";
import { pathwayFeedback } from "./kinds/pathway-feedback.ts";
import { personSet } from "./kinds/person-set.ts";
import { submissionWithdraw } from "./kinds/submission-withdraw.ts";
import type { Kinds } from "./read-entry.ts";

/** What is done with each kind of entry. */
export const entryKindTable: Kinds = {
  "person.set": personSet,
  "enrollment.submit": enrollmentSubmit,
  "application.submit": applicationSubmit,
  "submission.withdraw": submissionWithdraw,
  "notification.read": notificationRead,
  "notification.prefer": notificationPrefer,
  "pathway.feedback": pathwayFeedback,
  "consent.withdraw": consentWithdraw,
};
