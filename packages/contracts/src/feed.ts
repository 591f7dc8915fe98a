import { text, z } from "./brand.ts";
import { stamp } from "./clock.ts";
import { entryId, jobId, partnerId, pathwayId, programId, userId } from "./ids.ts";
import { applicationStatuses, consentGiven, enrollmentStatuses, notificationChannels, notificationKinds, receiptNumber } from "./outbox.ts";
import { fieldKey } from "./person.ts";
import { instant, isoDate } from "./units.ts";

// What a person's devices hear from the server: the newest state of each thing, in the order in which it was committed. A
// newer server may say more than the app knows; that is passed over.

const id = text(60);

/** How far a hand-off to a partner has come. `checking`: possibly sent, and somebody is finding out. */
export const deliveryStates = ["queued", "delivered", "checking", "answered", "failed", "withdrawn"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** An answer of a partner, in the partner's words where there are any. */
const partnerAnswer = z.nullable(z.object({ at: instant, status: text(40), message: text(2_000) }));

export const enrollment = z.object({
  id: entryId, programId, providerId: partnerId, pathwayId: z.nullable(pathwayId), status: z.enum(enrollmentStatuses),
  delivery: z.enum(deliveryStates), receipt: receiptNumber, requestedAt: instant, startOn: z.nullable(isoDate),
  enrollmentDate: z.nullable(isoDate), expectedCompletionDate: z.nullable(isoDate), actualCompletionDate: z.nullable(isoDate),
  credentialEarned: z.nullable(text(255)), answer: partnerAnswer, updatedAt: instant,
});
export type Enrollment = z.infer<typeof enrollment>;

export const application = z.object({
  id: entryId, jobId, employerId: partnerId, pathwayId: z.nullable(pathwayId), status: z.enum(applicationStatuses),
  delivery: z.enum(deliveryStates), receipt: receiptNumber, applicationDate: isoDate, interviewAt: z.nullable(instant),
  /** Cents a year. */
  offerSalary: z.nullable(z.int()), startDate: z.nullable(isoDate), answer: partnerAnswer, updatedAt: instant,
});
export type Application = z.infer<typeof application>;

export const notification = z.object({
  id, kind: z.enum(notificationKinds),
  /** Codes, ids and dates; the device makes the words. `message` alone carries words of a person. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  at: instant, readAt: z.nullable(instant),
});
export type Notification = z.infer<typeof notification>;

export const preference = z.object({ kind: z.enum(notificationKinds), channel: z.enum(notificationChannels), on: z.boolean() });

export const consent = z.object({ id, given: consentGiven, givenAt: instant, withdrawnAt: z.nullable(instant) });
export type Consent = z.infer<typeof consent>;

/** Who looked at or was told something of a person's record, and why. */
export const disclosure = z.object({
  id, at: instant, recipient: text(120), purpose: text(80), basis: text(80), fields: z.array(text(60)),
});
export type Disclosure = z.infer<typeof disclosure>;

/** Kinds of things in the feed, and what each is. */
export const feedValues = {
  field: z.object({ key: fieldKey, value: z.json(), stamp }),
  enrollment, application, notification, preference, consent, disclosure,
} as const;
export type FeedKind = keyof typeof feedValues;
export const feedKinds = Object.keys(feedValues) as readonly FeedKind[];

/**
 * One thing as it now is. `value: null`: it is gone. `revoked`: it is no longer this person's to see, and must go from the
 * device even if it holds changes of its own. A kind that the app does not know is kept for the one that will.
 */
export const feedChange = z.object({
  seq: z.int().check(z.positive()), kind: text(40),
  id: text(260), value: z.json(), revoked: z.optional(z.literal(true)),
});
export type FeedChange = z.infer<typeof feedChange>;

/** Opaque: `<epoch>.<sequence>`. */
export const feedCursor = z.string().check(z.regex(/^[A-Za-z0-9-]{1,60}\.\d{1,15}$/)).brand<"FeedCursor">();
export type FeedCursor = z.infer<typeof feedCursor>;

/** Answer of `GET /api/v1/changes?since=`. */
export const changesAnswer = z.object({
  /** Whose changes these are: a device never mixes them with somebody else's, whoever is signed in by now. */
  account: userId,
  epoch: text(60),
  /** The cursor belonged to another epoch or was too old: forget what came from the server, begin again, offer receipts. */
  reset: z.boolean(),
  changes: z.array(feedChange).check(z.maxLength(500)),
  next: feedCursor,
  more: z.boolean(),
  /** The account was erased: everything that a device holds of it must go, also what was never sent. */
  erased: z.optional(z.literal(true)),
});
export type ChangesAnswer = z.infer<typeof changesAnswer>;
