import { text, z } from "./brand.ts";
import { stamp } from "./clock.ts";
import { deviceId, entryId, jobId, partnerId, pathwayId, programId, sha256, userId } from "./ids.ts";
import { fieldChange, phoneNumber } from "./person.ts";
import { instant, isoDate } from "./units.ts";
import { languages } from "./vocabulary.ts";

// A person's decisions on their way up. An entry is made once, at the moment of the intent, and never changes again: what is
// sent a second time is the same bytes under the same id, so the server can answer "seen before".

/** An e-mail address: one `@`, no spaces, a dot in the domain. Whether it exists only a mail can tell. */
export const emailAddress = z.string().check(z.maxLength(254), z.regex(/^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+\.[^\s@<>"(),;:\\.]{2,}$/, "an e-mail address looks like name@example.org"));

/** How a partner can reach the person: shown and editable before anything is sent. */
export const contact = z.strictObject({
  firstName: text(100).check(z.minLength(1)),
  lastName: text(100).check(z.minLength(1)),
  email: z.nullable(emailAddress),
  phone: z.nullable(phoneNumber),
});
export type Contact = z.infer<typeof contact>;

/** Names of what goes to a partner with a submission: a consent must name each of them. */
export const passedOn = (submission: { readonly contact: Contact; readonly message: string }): string[] => [
  ...Object.entries(submission.contact).flatMap(([name, value]) => (value === null ? [] : [name])),
  ...(submission.message === "" ? [] : ["message"]),
];

/** Which wording of a text somebody saw, such as `2026-11`. No room for anything personal: it is kept in the clear. */
export const versionName = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, "a version looks like 2026-11"));

/** What is told to whom, for what, until when, in words that the person saw. Without it nothing leaves for a partner. */
export const consentGiven = z.strictObject({
  /** Version of the text that was shown. */
  textVersion: versionName,
  language: z.enum(languages),
  recipient: partnerId,
  purpose: z.enum(["enrollment", "application", "recommendations", "assistance", "guardian"]),
  /** Names of what is passed on, such as `firstName`; never what it says. */
  fields: z.array(z.string().check(z.regex(/^[a-zA-Z][A-Za-z0-9._/-]{0,59}$/, "a field has a name such as firstName"))).check(z.maxLength(40)),
  /** After this day it counts no more. */
  expires: isoDate,
});
export type ConsentGiven = z.infer<typeof consentGiven>;

export const applicationStatuses = ["submitted", "under_review", "interview_scheduled", "offer", "rejected", "accepted", "withdrawn"] as const;
export const enrollmentStatuses = ["requested", "enrolled", "in_progress", "completed", "dropped", "declined", "withdrawn"] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];
export type EnrollmentStatus = (typeof enrollmentStatuses)[number];

export const notificationKinds = ["submission-received", "partner-answered", "needs-you", "interview-reminder", "check-in", "security", "message"] as const;
export type NotificationKind = (typeof notificationKinds)[number];
export const notificationChannels = ["in-app", "email", "sms", "push"] as const;
export type NotificationChannel = (typeof notificationChannels)[number];

/** What each kind of entry carries. */
export const entryBodies = {
  /** Fields of the person. */
  "person.set": z.strictObject({ changes: z.array(fieldChange).check(z.minLength(1), z.maxLength(100)) }),
  /** A wish to enroll, for the school to answer. */
  "enrollment.submit": z.strictObject({
    programId, providerId: partnerId, pathwayId: z.nullable(pathwayId),
    /** The start of classes that the person wants; `null` = the next one. */
    startOn: z.nullable(isoDate),
    contact, message: text(2_000), consent: consentGiven,
  }),
  "application.submit": z.strictObject({
    jobId, employerId: partnerId, pathwayId: z.nullable(pathwayId), contact, message: text(2_000), consent: consentGiven,
  }),
  /** Takes back an enrollment or application, wherever it is. */
  "submission.withdraw": z.strictObject({ entryId, reason: text(500) }),
  "notification.read": z.strictObject({ notificationIds: z.array(z.string().check(z.maxLength(60))).check(z.minLength(1), z.maxLength(100)) }),
  "notification.prefer": z.strictObject({ kind: z.enum(notificationKinds), channel: z.enum(notificationChannels), on: z.boolean() }),
  "pathway.feedback": z.strictObject({ pathwayId, feedback: z.nullable(z.enum(["thumbs_up", "thumbs_down"])) }),
  "consent.withdraw": z.strictObject({ consentId: z.string().check(z.maxLength(60)) }),
} as const;
export type EntryKind = keyof typeof entryBodies;
export const entryKinds = Object.keys(entryBodies) as readonly EntryKind[];
export type EntryBody<K extends EntryKind> = z.infer<(typeof entryBodies)[K]>;

/** Version of the entry's body. The server takes this one and the two before it for at least 180 days. */
export const ENTRY_SCHEMA = 1;
export const OLDEST_ENTRY_SCHEMA = 1;

/** Entries in one push, and bytes of one body as canonical JSON. */
export const MAX_ENTRIES = 50;
export const MAX_ENTRY_BYTES = 16_384;

/** One entry as it is sent. The body is checked by its kind after the envelope, so that one bad entry stops no other. */
export const outboxEntry = z.strictObject({
  id: entryId,
  /** Counts up from 1 on each device, without gaps. */
  seq: z.int().check(z.positive()),
  kind: text(40),
  schemaV: z.int().check(z.positive()),
  body: z.json(),
  /** SHA-256 of the canonical JSON of `{kind, schemaV, body}`. */
  bodyHash: sha256,
  stamp,
  /** Entries that must have been accepted before this one. */
  dependsOn: z.array(entryId).check(z.maxLength(20)),
  /** The entry that this one corrects. */
  supersedes: z.optional(entryId),
});
export type OutboxEntry = z.infer<typeof outboxEntry>;

/** Body of `POST /api/v1/outbox`. */
export const pushRequest = z.strictObject({
  /** Whose entries these are: a session of somebody else may not send them. */
  account: userId,
  device: deviceId,
  entries: z.array(outboxEntry).check(z.minLength(1), z.maxLength(MAX_ENTRIES)),
});
export type PushRequest = z.infer<typeof pushRequest>;

/** A number that can be read out on the phone: `PK-7Q2M-4XWD`. */
export const receiptNumber = z.string().check(z.regex(/^PK-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)).brand<"ReceiptNumber">();
export type ReceiptNumber = z.infer<typeof receiptNumber>;

export const rejectionCodes = [
  "invalid", "id_reused", "unknown_kind", "schema_too_old", "schema_too_new", "not_in_catalog", "expired", "guardian_needed",
  "consent_needed", "already_withdrawn", "not_yours", "too_large", "too_many",
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];
/** Reasons that pass without anything being changed: the same entry may be offered again. */
export const passingCodes: readonly RejectionCode[] = ["guardian_needed", "too_many", "unknown_kind", "schema_too_new"];

// Answers come from servers that may be newer than the app: members that it does not know are passed over, and a reason that
// it does not know is read as "this app is too old". A new `status` would be a new wire version.
export const entryResult = z.discriminatedUnion("status", [
  z.object({
    id: entryId, status: z.literal("accepted"), receipt: receiptNumber, serverSeq: z.int(), receivedAt: instant,
    /** The server had it already; this is the answer of the first time. */
    replayed: z.boolean(),
  }),
  /** What it depends on has not arrived; it is not stored, and is to be sent again after those. */
  z.object({ id: entryId, status: z.literal("waiting"), on: z.array(entryId) }),
  z.object({
    id: entryId, status: z.literal("rejected"), code: z.catch(z.enum(rejectionCodes), "schema_too_old"),
    fields: z.array(z.object({ field: z.string(), message: z.string() })),
  }),
  /** This one alone met a fault of the server; the others stand. */
  z.object({ id: entryId, status: z.literal("failed") }),
]);
export type EntryResult = z.infer<typeof entryResult>;

/** Answer of a push: one result for each entry, in their order. */
export const pushAnswer = z.object({ epoch: text(60), results: z.array(entryResult) });
export type PushAnswer = z.infer<typeof pushAnswer>;
