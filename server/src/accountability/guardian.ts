import { and, eq, isNull } from "drizzle-orm";
import { civilDate, dayNumber } from "@pathwayks/contracts";
import type { Language, PartnerId } from "@pathwayks/contracts";
import { stageMail } from "../effects/mail/letter.ts";
import { stageNotification } from "../effects/notification.ts";
import { audit } from "../ledger/audit.ts";
import { giveConsent, withdrawConsent } from "../ledger/consent.ts";
import type { Subject } from "../ledger/consent.ts";
import type { Actor } from "../policy/actor.ts";
import { issueTicket, useTicket, voidTickets } from "../policy/tickets.ts";
import { done, first, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { comingOfAge } from "../submissions/guardian.ts";
import { openPerson, sealPerson } from "../vault/person.ts";

// Somebody under 18 needs a guardian who agrees before anything goes to a school or an employer:
//   pending --agree--> agreed --taken back by the guardian--> refused      pending --refuse--> refused
// A letter goes to the guardian with a link that works once; a yes is followed by one whose link takes it back. A consent of
// the guardian that the young person withdraws leads back to pending. Out of a no leads nothing but a person at a center, or
// the eighteenth birthday.

const DAY_MS = 86_400_000;
const TICKET_DAYS = 30;

export interface GuardianCall {
  /** Id of the letter's job. */
  readonly id: string;
  /** 256 random bits, base64url. */
  readonly token: string;
  readonly requestId: string | null;
  readonly now: number;
}

/** Writes to a guardian; the newest letter alone counts. False: nobody has to be asked, or there was an answer. */
export function* askGuardian(db: Sql, tables: MainTables, actor: Actor, subject: Subject, guardianEmail: string, call: GuardianCall): Body<boolean> {
  const { users } = tables;
  const at = new Date(call.now).toISOString();
  const account = yield* first(db.select().from(users).where(and(eq(users.id, subject.id), eq(users.guardian, "pending"))));
  if (account === null) return false;
  const person = { ...openPerson(subject.key, subject.id, account.sealed), guardianEmail };
  yield* done(db.update(users).set({ sealed: sealPerson(subject.key, subject.id, person), updatedAt: at }).where(eq(users.id, subject.id)));
  yield* voidTickets(db, tables, "guardian", subject.id, call.now);
  yield* issueTicket(db, tables, { purpose: "guardian", token: call.token, userId: subject.id, detail: "", expiresAt: call.now + TICKET_DAYS * DAY_MS });
  const letter = { name: "guardian-asked", token: call.token, firstName: person.firstName } as const;
  yield* stageMail(db, tables, { id: call.id, user: subject, mail: { to: guardianEmail, language: account.language as Language, letter }, runAfter: call.now, at });
  yield* audit(db, tables, { actor, action: "guardian.ask", target: `user:${subject.id}`, requestId: call.requestId, at });
  return true;
}

export interface GuardianSays extends GuardianCall {
  readonly agree: boolean;
  readonly textVersion: string;
  readonly language: Language;
  /** For the link that takes a yes back; like `token`. */
  readonly next: string;
}

/**
 * Takes a guardian's answer, once. A yes is followed by a second letter, whose link takes it back for as long as it counts.
 * False: the link is used, old, or of somebody who is not asked any more.
 */
export function* answerAsGuardian(db: Sql, tables: MainTables, subject: Subject, says: GuardianSays): Body<boolean> {
  const { users } = tables;
  const at = new Date(says.now).toISOString();
  const before = yield* first(db.select({ guardian: users.guardian }).from(users).where(eq(users.id, subject.id)));
  // Yes once more: the link stays good for a no.
  if (says.agree && before?.guardian === "agreed") return true;
  const ticket = yield* useTicket(db, tables, "guardian", says.token, says.now);
  if (ticket?.userId !== subject.id) return false;
  const guardian = says.agree ? "agreed" : "refused";
  if (!says.agree) yield* takeBack(db, tables, subject, at);
  const account = yield* first(
    db.update(users).set({ guardian, updatedAt: at }).where(and(eq(users.id, subject.id), eq(users.guardian, "pending"), eq(users.status, "active"))).returning(),
  );
  if (account === null) return false;
  if (says.agree) yield* noteYes(db, tables, subject, account, says, at);
  yield* stageNotification(db, tables, { id: `guardian-${says.id}`, user: subject, notify: { kind: "needs-you", detail: { about: "guardian", guardian } }, runAfter: says.now, at });
  yield* audit(db, tables, { actor: { kind: "anonymous" }, action: `guardian.${says.agree ? "agree" : "refuse"}`, target: `user:${subject.id}`, requestId: says.requestId, at });
  return true;
}

/** What a guardian agreed to before counts no more. */
function* takeBack(db: Sql, tables: MainTables, subject: Subject, at: string): Body<void> {
  const { consents } = tables;
  const given = and(eq(consents.userId, subject.id), eq(consents.purpose, "guardian"), isNull(consents.withdrawnAt));
  for (const { id } of yield* rows(db.select({ id: consents.id }).from(consents).where(given))) yield* withdrawConsent(db, tables, subject, id, at);
}

/** The consent, and the letter with which it can be taken back. */
function* noteYes(db: Sql, tables: MainTables, subject: Subject, account: MainTables["users"]["$inferSelect"], says: GuardianSays, at: string): Body<void> {
  const { dateOfBirth, guardianEmail, firstName } = openPerson(subject.key, subject.id, account.sealed);
  const expires = dateOfBirth === null ? civilDate(dayNumber(at) + 365) : comingOfAge(dateOfBirth);
  const given = { textVersion: says.textVersion, language: says.language, recipient: "pathwayks" as PartnerId, purpose: "guardian" as const, fields: [], expires };
  yield* giveConsent(db, tables, subject, { id: `guardian-${says.id}`, given, by: "guardian", at });
  if (guardianEmail === null) return;
  yield* issueTicket(db, tables, { purpose: "guardian", token: says.next, userId: subject.id, detail: "", expiresAt: Math.max(says.now, Date.parse(expires)) + DAY_MS });
  const letter = { name: "guardian-agreed", token: says.next, firstName } as const;
  yield* stageMail(db, tables, { id: `guardian-agreed-${says.id}`, user: subject, mail: { to: guardianEmail, language: says.language, letter }, runAfter: says.now, at });
}
