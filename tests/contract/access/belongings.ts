import { eq } from "drizzle-orm";
import type { EntryId, JobId, PartnerId, PathwayId, ProgramId, UserId } from "@pathwayks/contracts";
import { openCase } from "../../../server/src/accountability/cases.ts";
import { setFields } from "../../../server/src/accountability/record.ts";
import { notifyHandler } from "../../../server/src/effects/notify.ts";
import type { CatalogFacts } from "../../../server/src/intake/catalog-facts.ts";
import { entryKindTable } from "../../../server/src/intake/kinds.ts";
import { createIntake } from "../../../server/src/intake/push.ts";
import { entryFormat } from "../../../server/src/intake/read-entry.ts";
import { giveConsent, withdrawConsent } from "../../../server/src/ledger/consent.ts";
import type { Subject } from "../../../server/src/ledger/consent.ts";
import type { Person } from "../../../server/src/policy/actor.ts";
import { done } from "../../../server/src/storage/engine.ts";
import type { Storage } from "../../../server/src/storage/open.ts";
import { actorOf, testId } from "../../../server/src/testing/actors.ts";
import { NOON } from "../../../server/src/testing/app.ts";
import { aBody, anEntry, aPush } from "../../../server/src/testing/entries.ts";
import type { TestPerson } from "../../../server/src/testing/people.ts";
import { passkeyNamePlace } from "../../../server/src/vault/person.ts";
import type { Vault } from "../../../server/src/vault/vault.ts";

/** What somebody of the town has, that a route can be asked for. */
export interface Owned {
  readonly userId: UserId;
  readonly consentId: string;
  readonly notificationId: string;
  readonly caseId: string;
  readonly disclosureId: string;
  readonly sessionId: string;
  readonly passkeyId: string;
  readonly enrollmentId: EntryId;
  readonly applicationId: EntryId;
  readonly pathwayId: PathwayId;
  /** A number that stands in this person's answers and in nobody else's. */
  readonly sign: number;
}

export interface Endowed {
  /** Agrees to be helped by the town's center; without, to another. */
  readonly agrees?: boolean;
  /** A case of the member of staff that asks. */
  readonly helped?: "open" | "over";
  /** To whom the enrollment and the application go. */
  readonly school: string;
  readonly employer: string;
  /** The consents of both were taken back since. */
  readonly takenBack?: boolean;
}

interface Parts {
  readonly storage: Storage;
  readonly vault: Vault;
  /** Two members of the center's staff: the one that asks, and another. */
  readonly helper: Person;
  readonly colleague: Person;
}

const at = new Date(NOON).toISOString();
let count = 0;
export const newId = (): string => `made${String(++count).padStart(8, "0")}`;

/** Every school and employer has whatever is asked of it. */
const facts: CatalogFacts = {
  program: (id: ProgramId) => ({ providerId: id.split(":")[0] as PartnerId, sample: true }),
  job: (id: JobId) => ({ employerId: id.split(":")[0] as PartnerId, sample: true, expires: "2099-12-31" as never }),
};

export const interestsOf = ({ sign }: Pick<Owned, "sign">): number[] => [1 + (sign % 7), 1 + (Math.floor(sign / 7) % 7), 1 + (Math.floor(sign / 49) % 7), 1, 1, 1];

/** Gives somebody one of everything that people can have. */
export async function endow(parts: Parts, who: TestPerson, given: Endowed): Promise<Owned> {
  const { storage, vault } = parts;
  const key = await vault.of(who.userId);
  if (key === null) throw new Error("no key");
  const subject = { id: who.userId, key };
  const [consentId, notificationId, passkeyId, sign] = [newId(), newId(), newId(), ++count];
  const consent = { textVersion: "1", language: "en", recipient: "center-1", purpose: "assistance", fields: ["record"], expires: "2027-11-23" } as never;
  await storage.main.write(function* (db, t) {
    yield* giveConsent(db, t, subject, { id: consentId, given: consent, by: "person", at });
    yield* setFields(db, t, subject, { interests: interestsOf({ sign }), maxWeeks: sign, "skills/2.A.1.a": { skill: "2.A.1.a", level: "beginner", yearsExperience: sign } }, NOON);
    // Two, so that one can go where a role must have a second factor.
    for (const credentialId of [passkeyId, newId()])
      yield* done(db.insert(t.passkeys).values({ credentialId, userId: subject.id, publicKey: "AA", counter: 0, transports: "", name: key.seal(passkeyNamePlace(credentialId), "Phone"), createdAt: at }));
  });
  await notifyHandler({ main: storage.main, now: () => NOON })({ id: notificationId, kind: "notify", detail: { kind: "check-in", detail: {} }, user: subject, attempt: 1 });
  const sent = await submitted(parts, subject, given, sign);
  const seen = await withCases(parts, subject, given, consentId);
  return { userId: who.userId, sessionId: who.sessionId, consentId, notificationId, passkeyId, sign, ...sent, ...seen };
}

/** An enrollment, an application and an opinion, sent as a device sends them, by somebody who was a user at that time. */
async function submitted({ storage, vault }: Parts, { id, key }: Subject, { school, employer, takenBack = false }: Endowed, sign: number) {
  const intake = createIntake({ engine: storage.main, vault, now: () => NOON, kinds: entryKindTable, format: entryFormat, catalog: () => facts, onFault: (error) => { throw error; } });
  const [enrollmentId, applicationId, pathwayId] = [testId(1000 + sign) as EntryId, testId(2000 + sign) as EntryId, `town-${sign}:course~31-1131` as PathwayId];
  const fields = ["firstName", "lastName", "email", "phone", "message"];
  const pushed = await intake.push(actorOf(id), aPush(id, [
    anEntry({ n: 1000 + sign, kind: "enrollment.submit", body: { ...aBody.enrollment(), programId: `${school}:course`, providerId: school, consent: aBody.consent(school, "enrollment", fields) } }),
    anEntry({ n: 2000 + sign, kind: "application.submit", body: { ...aBody.application(), jobId: `${employer}:1`, employerId: employer, consent: aBody.consent(employer, "application", fields) } }),
    anEntry({ n: 3000 + sign, kind: "pathway.feedback", body: { pathwayId, feedback: "thumbs_up" } }),
  ]));
  if (!pushed.ok || pushed.value.results.some(({ status }) => status !== "accepted")) throw new Error(JSON.stringify(pushed));
  if (takenBack)
    for (const submission of [enrollmentId, applicationId]) await storage.main.write((db, t) => withdrawConsent(db, t, { id, key }, `consent-${submission}`, at));
  return { enrollmentId, applicationId, pathwayId };
}

/** A case of the colleague, and, if asked, one of the helper. */
async function withCases({ storage, helper, colleague }: Parts, subject: Subject, { agrees = false, helped }: Endowed, consentId: string) {
  const disclosureId = newId();
  const open = (by: Person, disclosure: string, now: number) =>
    storage.main.write((db, t) => openCase(db, t, by, subject, { id: newId(), disclosureId: disclosure, reason: "Help with enrolling", days: 10, now, requestId: "req_town00000" }));
  const ofColleague = await open(colleague, disclosureId, NOON);
  const ofHelper = helped === undefined ? null : await open(helper, newId(), helped === "open" ? NOON : NOON - 11 * 86_400_000);
  // Who did not agree to this center agreed to another: the colleague's case then opens nothing either.
  if (!agrees)
    await storage.main.write(function* (db, t) {
      yield* done(db.update(t.assignments).set({ centerId: "center-2" }).where(eq(t.assignments.userId, subject.id)));
      yield* withdrawConsent(db, t, subject, consentId, at);
      yield* giveConsent(db, t, subject, { id: `${consentId}-2`, given: { textVersion: "1", language: "en", recipient: "center-2", purpose: "assistance", fields: [], expires: "2027-11-23" } as never, by: "person", at });
    });
  return { caseId: (ofHelper ?? ofColleague)?.id ?? "", disclosureId };
}
