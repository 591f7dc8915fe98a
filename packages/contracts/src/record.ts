import { text, z } from "./brand.ts";
import { consent, disclosure, notification, preference } from "./feed.ts";
import { partnerId, userId } from "./ids.ts";
import { consentGiven, emailAddress, versionName } from "./outbox.ts";
import { seekerProfile } from "./profile.ts";
import { instant, isoDate } from "./units.ts";
import { languages } from "./vocabulary.ts";

// A person's record on the server, who may see it, and what became of it.

/** Everything that a person told us of themselves: who they are, and their fields by key, such as `city` or `skills/2.A.1.a`. */
export const personRecord = z.strictObject({
  id: userId, email: emailAddress, firstName: text(100), lastName: text(100), dateOfBirth: z.nullable(isoDate), language: z.enum(languages),
  guardian: z.enum(["not-needed", "pending", "agreed", "refused"]),
  fields: z.record(z.string(), z.unknown()),
});
export type PersonRecord = z.infer<typeof personRecord>;

/** Fields to set, by key; `null` takes one away. Those not named stay as they are. */
export const setFieldsRequest = z.strictObject({ fields: z.record(text(260), z.unknown()) });

const profile = seekerProfile.shape;

/** The walkthrough's views of the record: skills, interests, constraints. */
export const skillsView = z.strictObject({ skills: profile.skills });
export const oneSkill = profile.skills.def.element;
export const interestsView = z.strictObject({ interests: profile.interests });
export const constraintKeys = [
  "timeAvailability", "availableTimes", "financialConstraints", "transportationAccess", "maxTravelMinutes", "childcareNeeds", "maxWeeks", "startBy", "wageFloor",
] as const;
export const constraintsView = z.strictObject({
  timeAvailability: profile.timeAvailability, availableTimes: profile.availableTimes, financialConstraints: profile.financialConstraints,
  transportationAccess: profile.transportationAccess, maxTravelMinutes: profile.maxTravelMinutes, childcareNeeds: profile.childcareNeeds,
  maxWeeks: profile.maxWeeks, startBy: profile.startBy, wageFloor: profile.wageFloor,
});

export const consentList = z.strictObject({ consents: z.array(consent) });
export const giveConsentRequest = consentGiven;
export const disclosureList = z.strictObject({ disclosures: z.array(disclosure), offset: z.int(), limit: z.int() });

/** The longest that a case can stay open without being opened again. Days. */
export const MAX_CASE_DAYS = 90;
export const openCaseRequest = z.strictObject({
  /** Why staff needs to see this record, in words that the person can read too. */
  reason: text(300).check(z.minLength(3)),
  days: z.int().check(z.gte(1), z.lte(MAX_CASE_DAYS)),
});
/** A member of staff who may see somebody's record, why and until when. */
export const caseAssignment = z.strictObject({
  id: text(60), staffId: userId, centerId: partnerId, reason: text(300), opensAt: instant, endsAt: instant, closedAt: z.nullable(instant),
});
export type CaseAssignment = z.infer<typeof caseAssignment>;
export const caseList = z.strictObject({ cases: z.array(caseAssignment) });

/** People whom staff of a center can open a case for, or has one with. */
export const caseload = z.strictObject({
  open: z.array(z.strictObject({ userId, endsAt: instant })),
  /** They agreed to be helped by the center, and this member of staff has no open case with them. */
  agreed: z.array(z.strictObject({ userId, agreedAt: instant })),
});

/** What somebody under 18 needs: a guardian who agrees. The letter goes to this address. */
export const askGuardianRequest = z.strictObject({ guardianEmail: emailAddress });
/** A guardian's answer; the token is the last part of the link in the letter. */
export const guardianAnswer = z.strictObject({ token: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)), agree: z.boolean(), textVersion: versionName, language: z.enum(languages) });
export const guardianState = z.strictObject({ guardian: personRecord.shape.guardian });

/** Everything the server keeps about somebody: every table that has rows of theirs, and the same as a page to read. */
export const dataExport = z.strictObject({
  format: z.literal(1), exportedAt: instant, userId,
  tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  /** Columns that are left out because they would let somebody in: what they are for. */
  leftOut: z.record(z.string(), z.string()),
  /** A whole HTML document without scripts. */
  page: z.string(),
});
export type DataExport = z.infer<typeof dataExport>;

export const erased = z.strictObject({ status: z.literal("erased") });
export const accepted = z.strictObject({ status: z.literal("accepted") });

export const notificationList = z.strictObject({ notifications: z.array(notification), unread: z.int(), offset: z.int(), limit: z.int() });
export const preferenceList = z.strictObject({ preferences: z.array(preference) });
export const setPreferenceRequest = preference;
/** A message of staff to somebody with whom they have an open case. */
export const sendMessageRequest = z.strictObject({ userId, text: text(2_000).check(z.minLength(1)) });
export const pushSubscription = z.strictObject({
  endpoint: z.string().check(z.regex(/^https:\/\/[^\s]{1,1000}$/, "an endpoint begins with https://")),
  keys: z.strictObject({ p256dh: z.string().check(z.regex(/^[A-Za-z0-9_-]{80,100}=*$/)), auth: z.string().check(z.regex(/^[A-Za-z0-9_-]{20,30}=*$/)) }),
});
export type PushSubscription = z.infer<typeof pushSubscription>;
export const pushUnsubscribe = z.strictObject({ endpoint: pushSubscription.shape.endpoint });
/** What a browser needs to subscribe: the server's public key. */
export const pushKey = z.strictObject({ publicKey: z.string() });
export const ok200 = z.strictObject({ status: z.literal("ok") });
