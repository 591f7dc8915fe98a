import { eq } from "drizzle-orm";
import { emptyProfile } from "@pathwayks/contracts";
import { rows } from "../../../server/src/storage/engine.ts";
import type { Storage } from "../../../server/src/storage/open.ts";
import { sampleRows } from "../../../server/src/testing/catalog.ts";
import { anEntry, aPush } from "../../../server/src/testing/entries.ts";
import { interestsOf, type Owned } from "./belongings.ts";
import type { Relation } from "./world.ts";

/** What came of a question that was answered at all. */
export interface Asked {
  readonly thing: Owned;
  readonly text: string;
  readonly storage: Storage;
}

/** How a route is asked, so that only the question who asks decides. */
export interface Sample {
  /** Values of the path's parameters, by name. */
  readonly path?: (thing: Owned) => Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: (thing: Owned, relation: Relation | null, asker: Owned) => unknown;
  /**
   * It is about somebody's thing; without, about what belongs to whoever asks, or to nobody. `named`: the request names it,
   * and to whom it does not exist, the answer is `notFound`. `within`: the answer holds it, or acts on it, if `reached`.
   */
  readonly about?: "named" | "within";
  readonly reached?: (asked: Asked) => boolean | Promise<boolean>;
  /** What is answered for a named thing that is not the asker's, where that is not 404: why. */
  readonly notFound?: { readonly status: number; readonly why: string };
  /** What a permitted request is answered with, where that is not 200: why. */
  readonly answers?: { readonly status: number; readonly why: string };
}

const person = { about: "named", path: ({ userId }: Owned) => ({ id: userId }) } as const;
const fields = { fields: { city: "Wichita" } };
const skill = { skill: "2.A.1.a", level: "beginner", yearsExperience: null };
const limits = { timeAvailability: 20, availableTimes: null, financialConstraints: null, transportationAccess: null, maxTravelMinutes: null, childcareNeeds: null, maxWeeks: null, startBy: null, wageFloor: null };
const endpoint = "https://fcm.googleapis.com/fcm/send/abc";
const subscription = { endpoint, keys: { p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM", auth: "tBHItJI5svbpez7KI4CCXg" } };

/** Asked with nothing said: who may ask is told from who may not, and what is then done is tested where it is done. */
const unsaid: Sample = { body: () => ({}), answers: { status: 400, why: "nothing is said in it" } };
/** A list, or a view, in which this text stands if the thing is in it. */
const lists = (sign: (thing: Owned) => string): Sample => ({ about: "within", reached: ({ text, thing }) => text.includes(sign(thing)) });
const by = (name: Exclude<keyof Owned, "sign">): Sample => ({ about: "named", path: (thing) => ({ id: thing[name] }) });
const enrollment = by("enrollmentId");
const application = by("applicationId");

/** A push of one entry about the thing. */
const pushes = (kind: string, body: (thing: Owned) => unknown): Sample => ({
  about: "within", body: (thing, _, asker) => aPush(asker.userId, [anEntry({ n: 9_001, kind, body: body(thing) })]),
  reached: ({ text }) => text.includes('"accepted"'),
});
const isRead = async ({ storage, thing }: Asked): Promise<boolean> =>
  (await storage.main.read((db, { notifications: t }) => rows(db.select({ readAt: t.readAt }).from(t).where(eq(t.id, thing.notificationId))))).some(({ readAt }) => readAt !== null);

/** One or more for each route of the OpenAPI document. */
export const samples: Readonly<Record<string, Sample | readonly Sample[]>> = {
  "GET /api/v1/health": {},
  "GET /api/v1/ready": {},
  "GET /api/v1/openapi.json": {},
  "GET /api/v1/programs": {},
  "GET /api/v1/programs/search": { query: "q=welding" },
  "GET /api/v1/programs/categories": {},
  "GET /api/v1/programs/providers": {},
  "GET /api/v1/programs/{id}": { path: () => ({ id: sampleRows.programs[0]?.id ?? "" }) },
  "GET /api/v1/jobs": {},
  "GET /api/v1/jobs/search": { query: "q=nurse" },
  "GET /api/v1/jobs/{id}": { path: () => ({ id: "sample:2" }) },
  "POST /api/v1/matching/recommendations": { body: () => ({ profile: emptyProfile }) },
  "GET /api/v1/matching/pathways/{id}": { path: () => ({ id: "other-school:nurse.aide~31-1131" }) },

  "GET /api/v1/users/me": lists(({ userId }) => userId),
  "PUT /api/v1/users/me": { body: () => fields },
  "GET /api/v1/users/skills": lists(({ sign }) => `"yearsExperience":${sign}}`),
  "POST /api/v1/users/skills": { body: () => skill },
  "PUT /api/v1/users/skills": { body: () => ({ skills: [skill] }) },
  "GET /api/v1/users/interests": lists((thing) => JSON.stringify(interestsOf(thing))),
  "POST /api/v1/users/interests": { body: () => ({ interests: null }) },
  "PUT /api/v1/users/interests": { body: () => ({ interests: [1, 2, 3, 4, 5, 6] }) },
  "GET /api/v1/users/constraints": lists(({ sign }) => `"maxWeeks":${sign},`),
  "POST /api/v1/users/constraints": { body: () => ({ timeAvailability: 10 }) },
  "PUT /api/v1/users/constraints": { body: () => limits },
  "GET /api/v1/users/me/consents": lists(({ consentId }) => consentId),
  "POST /api/v1/users/me/consents": { body: () => ({ textVersion: "1", language: "en", recipient: "center-9", purpose: "assistance", fields: [], expires: "2027-11-23" }) },
  "DELETE /api/v1/users/me/consents/{id}": { about: "named", path: ({ consentId }) => ({ id: consentId }) },
  "GET /api/v1/users/me/disclosures": lists(({ disclosureId }) => disclosureId),
  "POST /api/v1/users/me/export": lists(({ enrollmentId }) => enrollmentId),
  "DELETE /api/v1/users/me": {},
  "POST /api/v1/users/me/guardian": { body: () => ({ guardianEmail: "guardian@example.org" }), answers: { status: 409, why: "nobody of the town is under 18" } },
  "POST /api/v1/guardian/answer": { body: () => ({ token: "x".repeat(43), agree: true, textVersion: "1", language: "en" }), answers: { status: 404, why: "the token is nobody's" } },
  "GET /api/v1/users/{id}": person,
  "PUT /api/v1/users/{id}": { ...person, body: () => fields },
  "DELETE /api/v1/users/{id}": person,
  "GET /api/v1/users/{id}/cases": person,
  "POST /api/v1/users/{id}/cases": { ...person, body: () => ({ reason: "Help with enrolling", days: 30 }) },
  "DELETE /api/v1/users/{id}/cases/{caseId}": { about: "named", path: ({ userId, caseId }) => ({ id: userId, caseId }) },
  "GET /api/v1/cases": lists(({ userId }) => userId),

  "POST /api/v1/outbox": [
    unsaid,
    {
      about: "named", body: ({ userId }) => aPush(userId, [anEntry({ n: 9_001, kind: "notification.read", body: { notificationIds: ["x"] } })]),
      notFound: { status: 409, why: "the device holds entries of another account than is signed in, whichever that is" },
    },
    pushes("submission.withdraw", ({ enrollmentId }) => ({ entryId: enrollmentId, reason: "" })),
    pushes("submission.withdraw", ({ applicationId }) => ({ entryId: applicationId, reason: "" })),
    pushes("consent.withdraw", ({ consentId }) => ({ consentId })),
    { ...pushes("notification.read", ({ notificationId }) => ({ notificationIds: [notificationId] })), reached: isRead },
  ],
  "GET /api/v1/changes": lists(({ notificationId }) => notificationId),

  "GET /api/v1/notifications": lists(({ notificationId }) => notificationId),
  "GET /api/v1/notifications/user/{id}": person,
  "PUT /api/v1/notifications/{id}/read": { about: "named", path: ({ notificationId }) => ({ id: notificationId }) },
  "POST /api/v1/notifications/send": { about: "named", body: ({ userId }) => ({ userId, text: "See you on Tuesday" }) },
  "GET /api/v1/notifications/preferences": {},
  "PUT /api/v1/notifications/preferences": { body: () => ({ kind: "message", channel: "sms", on: true }) },
  "GET /api/v1/notifications/subscriptions/key": {},
  "POST /api/v1/notifications/subscriptions": { body: () => subscription },
  "DELETE /api/v1/notifications/subscriptions": { body: () => ({ endpoint }) },

  "POST /api/v1/jobs/apply": unsaid,
  "GET /api/v1/jobs/applications": lists(({ applicationId }) => applicationId),
  "GET /api/v1/jobs/applications/{id}": application,
  "PUT /api/v1/jobs/applications/{id}/status": { ...application, body: (_, relation) => ({ status: relation === "own" ? "withdrawn" : "under_review" }) },
  "GET /api/v1/matching/recommendations": lists(({ pathwayId }) => pathwayId),
  "POST /api/v1/matching/feedback": unsaid,
  "PUT /api/v1/matching/preferences": unsaid,
  "POST /api/v1/enrollments": unsaid,
  "GET /api/v1/enrollments": lists(({ enrollmentId }) => enrollmentId),
  "GET /api/v1/enrollments/{id}": enrollment,
  "PUT /api/v1/enrollments/{id}": { ...enrollment, body: (_, relation) => ({ status: relation === "own" ? "withdrawn" : "enrolled" }) },

  "POST /api/v1/users/register": unsaid,
  "POST /api/v1/users/verify-email": unsaid,
  "POST /api/v1/users/password/forgot": unsaid,
  "POST /api/v1/users/password/reset": unsaid,
  "POST /api/v1/users/login": unsaid,
  "POST /api/v1/users/second-factor": unsaid,
  "POST /api/v1/users/second-factor/passkey/options": unsaid,
  "POST /api/v1/users/passkeys/sign-in/options": {},
  "POST /api/v1/users/passkeys/sign-in": unsaid,
  "POST /api/v1/users/refresh": { answers: { status: 401, why: "no token to refresh with comes along" } },
  "POST /api/v1/users/logout": {},
  "GET /api/v1/users/me/account": lists(({ userId }) => userId),
  "PUT /api/v1/users/password": unsaid,
  "PUT /api/v1/users/email": unsaid,
  "POST /api/v1/users/email/confirm": unsaid,
  "POST /api/v1/users/prove": unsaid,
  "GET /api/v1/users/sessions": lists(({ sessionId }) => sessionId),
  "DELETE /api/v1/users/sessions": {},
  "DELETE /api/v1/users/sessions/{id}": by("sessionId"),
  "POST /api/v1/users/second-factor/totp": {},
  "DELETE /api/v1/users/second-factor/totp": { answers: { status: 404, why: "nobody of the town has an authenticator app" } },
  "POST /api/v1/users/second-factor/totp/confirm": unsaid,
  "POST /api/v1/users/second-factor/recovery-codes": {},
  "GET /api/v1/users/passkeys": lists(({ passkeyId }) => passkeyId),
  "POST /api/v1/users/passkeys": unsaid,
  "POST /api/v1/users/passkeys/options": {},
  "DELETE /api/v1/users/passkeys/{id}": by("passkeyId"),
  "POST /api/v1/users/prove/passkey/options": {},
  "GET /api/v1/users/oidc": {},
  "POST /api/v1/users/oidc/{provider}/start": { path: () => ({ provider: "nobody" }), answers: { status: 404, why: "there is no such provider" } },
  "GET /api/v1/users/oidc/{provider}/callback": { path: () => ({ provider: "nobody" }), answers: { status: 303, why: "back to the app, which says that it did not work" } },
  "POST /api/v1/users/oidc/link": unsaid,
  "POST /api/v1/users/oidc/register": unsaid,
};
