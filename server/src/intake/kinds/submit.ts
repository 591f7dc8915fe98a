import { and, desc, eq, gt, gte, inArray } from "drizzle-orm";
import { passedOn, uuid7At } from "@pathwayks/contracts";
import type { ConsentGiven, Contact, IsoDate, PartnerId } from "@pathwayks/contracts";
import { stageHandoff } from "../../effects/handoff-jobs.ts";
import { stageNotification } from "../../effects/notification.ts";
import { addToFeed } from "../../feed/append.ts";
import { restoredAt } from "../../feed/epoch.ts";
import { giveConsent } from "../../ledger/consent.ts";
import { kansasDate } from "../../releases/kansas-date.ts";
import { rows } from "../../storage/engine.ts";
import type { Body } from "../../storage/engine.ts";
import { waitsForGuardian } from "../../submissions/guardian.ts";
import { consentIdOf, inFeed, isTaken, partnerOf } from "../../submissions/submission.ts";
import type { Submission } from "../../submissions/submission.ts";
import type { Accepted, EntryContext, Rejection } from "../kind.ts";
import { rejection } from "../kind.ts";

// What enrolling and applying have in common: somebody's own words and address go to a partner, so there must be a partner,
// a consent that says exactly this, and, for somebody under 18, a guardian who agreed.

interface Submitted {
  readonly contact: Contact;
  readonly message: string;
  readonly consent: ConsentGiven;
}

/** Why this may not go to `partner`, or `null`. */
export function* checkSubmission(context: EntryContext, submitted: Submitted, partner: PartnerId, purpose: ConsentGiven["purpose"]): Body<Rejection | null> {
  const { db, tables, entry, guardian, now } = context;
  const lacking = consentLacks(submitted, partner, purpose, kansasDate(now));
  if (lacking !== null) return lacking;
  if (yield* waitsForGuardian(db, tables, { id: context.actor.userId, key: context.key }, guardian, kansasDate(now))) return rejection("guardian_needed");
  return (yield* isTaken(db, tables, entry.id)) ? rejection("id_reused") : yield* tooMany(context);
}

const DAY_MS = 86_400_000;

/**
 * Whether this person sent as many within a day as anybody may, and from when on one more is taken. What was made before a
 * restore does not count and is taken: a device offers all of it again at once.
 */
function* tooMany({ db, tables, actor, entry, now, submissionsPerDay }: EntryContext): Body<Rejection | null> {
  if (submissionsPerDay === Infinity) return null;
  const restored = yield* restoredAt(db, tables);
  const since = uuid7At(restored === null ? 0 : Date.parse(restored), new Uint8Array(10));
  if (entry.id < since) return null;
  const { entries } = tables;
  const ofToday = and(
    eq(entries.userId, actor.userId), inArray(entries.kind, ["enrollment.submit", "application.submit"]), gte(entries.id, since),
    gt(entries.receivedAt, new Date(now - DAY_MS).toISOString()),
  );
  const taken = yield* rows(db.select({ at: entries.receivedAt }).from(entries).where(ofToday).orderBy(desc(entries.receivedAt)).limit(submissionsPerDay));
  const oldest = taken.length < submissionsPerDay ? undefined : taken.at(-1);
  return oldest === undefined ? null : rejection("too_many", "again", new Date(Date.parse(oldest.at) + DAY_MS).toISOString());
}

function consentLacks({ consent, ...submitted }: Submitted, partner: PartnerId, purpose: ConsentGiven["purpose"], today: IsoDate): Rejection | null {
  if (consent.recipient !== partner) return rejection("consent_needed", "consent.recipient", "must be who this goes to");
  if (consent.purpose !== purpose) return rejection("consent_needed", "consent.purpose", `must be ${purpose}`);
  if (consent.expires < today) return rejection("consent_needed", "consent.expires", "lies in the past");
  const missing = passedOn(submitted).filter((name) => !consent.fields.includes(name));
  return missing.length === 0 ? null : rejection("consent_needed", "consent.fields", `must name ${missing.join(", ")}`);
}

/** What follows once the row of the submission stands: the consent, the feed, the hand-off, and word that it arrived. */
export function* followUp(context: EntryContext, { consent }: Submitted, submission: Submission, { receipt }: Accepted, sample: boolean): Body<void> {
  const { db, tables, actor, key, entry, at, now } = context;
  const user = { id: actor.userId, key };
  yield* giveConsent(db, tables, user, { id: consentIdOf(entry.id), given: consent, by: "person", at });
  yield* addToFeed(db, tables, user.id, key, [inFeed(submission, key)], at);
  yield* stageHandoff(db, tables, { entryId: entry.id, sample, user, runAfter: now, at });
  yield* stageNotification(db, tables, {
    id: `${entry.id}:received`, user, runAfter: now, at,
    notify: { kind: "submission-received", detail: { entryId: entry.id, submission: submission.kind, partnerId: partnerOf(submission), receipt } },
  });
}
