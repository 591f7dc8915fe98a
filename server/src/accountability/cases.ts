import { and, asc, desc, eq, gt, gte, isNull, lte, ne, notExists, sql } from "drizzle-orm";
import { caseAssignment } from "@pathwayks/contracts";
import type { CaseAssignment, UserId } from "@pathwayks/contracts";
import { audit } from "../ledger/audit.ts";
import { standingConsent } from "../ledger/consent.ts";
import type { Subject } from "../ledger/consent.ts";
import { disclose } from "../ledger/disclosure.ts";
import type { Person } from "../policy/actor.ts";
import { kansasDate } from "../releases/kansas-date.ts";
import { done, first, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";

// Staff of a workforce center sees somebody's record only while a case is open: opened with a reason, for a time, by staff
// of the center that this person agreed to be helped by. When the consent is withdrawn, every case of the center ends with it.

const DAY_MS = 86_400_000;
type CaseRow = MainTables["assignments"]["$inferSelect"];
export const reasonPlace = (id: string): string => `case_assignments|sealed|${id}`;

/** A case that lets this member of staff see the person now, and the consent that it rests on. */
export interface OpenCase {
  readonly id: string;
  readonly consentId: string;
}

const isOpen = ({ assignments }: Pick<MainTables, "assignments">, staff: Person, at: string) =>
  and(
    eq(assignments.staffId, staff.userId), eq(assignments.centerId, staff.centerId ?? ""), isNull(assignments.closedAt),
    lte(assignments.opensAt, at), gt(assignments.endsAt, at),
  );

/** The case by which `staff` may see `user` at `now`, or `null`. */
export function* openCaseWith(db: Sql, tables: MainTables, staff: Person, user: UserId, now: number): Body<OpenCase | null> {
  if (staff.role !== "workforceCenter" || staff.centerId === null || staff.limited) return null;
  const { assignments } = tables;
  const found = yield* first(db.select().from(assignments).where(and(eq(assignments.userId, user), isOpen(tables, staff, new Date(now).toISOString()))).limit(1));
  if (found === null) return null;
  const consent = yield* agreement(db, tables, user, staff.centerId, now);
  return consent === null ? null : { id: found.id, consentId: consent.id };
}

const agreement = (db: Sql, tables: MainTables, user: UserId, centerId: string, now: number) =>
  standingConsent(db, tables, user, { recipient: centerId, purpose: "assistance" }, kansasDate(now));

export interface NewCase {
  readonly id: string;
  readonly disclosureId: string;
  readonly reason: string;
  readonly days: number;
  readonly now: number;
  readonly requestId: string;
}

/** Opens a case; the person's devices hear of it. `null`: there is no such person who agreed to be helped by this center. */
export function* openCase(db: Sql, tables: MainTables, staff: Person, subject: Subject, asked: NewCase): Body<CaseAssignment | null> {
  // Nobody looks after themselves.
  if (staff.centerId === null || staff.userId === subject.id) return null;
  const at = new Date(asked.now).toISOString();
  const consent = yield* agreement(db, tables, subject.id, staff.centerId, asked.now);
  if (consent === null) return null;
  const row: CaseRow = {
    id: asked.id, userId: subject.id, staffId: staff.userId, centerId: staff.centerId, sealed: subject.key.seal(reasonPlace(asked.id), asked.reason),
    opensAt: at, endsAt: new Date(asked.now + asked.days * DAY_MS).toISOString(), closedAt: null,
  };
  yield* done(db.insert(tables.assignments).values(row));
  yield* disclose(db, tables, subject, {
    id: asked.disclosureId, recipient: `staff:${staff.userId}`, purpose: "case-opened", basis: `consent:${consent.id}`, fields: [], messageHash: null, at,
  });
  yield* audit(db, tables, { actor: staff, action: "case.open", target: `user:${subject.id}`, detail: { case: row.id, days: asked.days }, requestId: asked.requestId, at });
  return caseOf(row, subject);
}

/** Ends a case now: by the person whom it is about, or by its staff. False: there is no such open case of theirs. */
export function* closeCase(db: Sql, tables: MainTables, actor: Person, subject: Subject, id: string, requestId: string, at: string): Body<boolean> {
  const { assignments } = tables;
  const mine = actor.userId === subject.id ? undefined : eq(assignments.staffId, actor.userId);
  const row = yield* first(
    db.update(assignments).set({ closedAt: at }).where(and(eq(assignments.id, id), eq(assignments.userId, subject.id), isNull(assignments.closedAt), gt(assignments.endsAt, at), mine)).returning(),
  );
  if (row !== null) yield* audit(db, tables, { actor, action: "case.close", target: `user:${subject.id}`, detail: { case: id }, requestId, at });
  return row !== null;
}

/** Cases with a person, newest first: all of them for the person; for staff, those of their center while they have one open. */
export function* casesOf(db: Sql, { assignments }: Pick<MainTables, "assignments">, subject: Subject, centerId: string | null): Body<CaseAssignment[]> {
  const seen = and(eq(assignments.userId, subject.id), centerId === null ? undefined : eq(assignments.centerId, centerId));
  return (yield* rows(db.select().from(assignments).where(seen).orderBy(desc(assignments.opensAt), desc(assignments.id)).limit(200))).map((row) => caseOf(row, subject));
}

const caseOf = (row: CaseRow, { key }: Subject): CaseAssignment =>
  caseAssignment.parse({
    id: row.id, staffId: row.staffId, centerId: row.centerId, reason: key.open(reasonPlace(row.id), row.sealed), opensAt: row.opensAt, endsAt: row.endsAt, closedAt: row.closedAt,
  });

/** Whom a member of staff has a case with, and who agreed to be helped by the center and waits: ids and dates, nobody's name. */
export function* caseloadOf(db: Sql, tables: MainTables, staff: Person, now: number) {
  const { assignments, consents, users } = tables;
  const at = new Date(now).toISOString();
  const standing = and(
    eq(consents.recipient, staff.centerId ?? ""), eq(consents.purpose, "assistance"), isNull(consents.withdrawnAt), gte(consents.expires, kansasDate(now)),
    eq(users.status, "active"), ne(users.id, staff.userId),
  );
  const open = yield* rows(
    db.select({ userId: assignments.userId, endsAt: sql<string>`max(${assignments.endsAt})` }).from(assignments)
      .innerJoin(consents, eq(consents.userId, assignments.userId)).innerJoin(users, eq(users.id, consents.userId))
      .where(and(isOpen(tables, staff, at), standing)).groupBy(assignments.userId).orderBy(asc(assignments.userId)).limit(500),
  );
  const mine = db.select({ id: assignments.id }).from(assignments).where(and(eq(assignments.userId, consents.userId), isOpen(tables, staff, at)));
  const agreed = yield* rows(
    db.select({ userId: consents.userId, agreedAt: sql<string>`max(${consents.givenAt})` }).from(consents).innerJoin(users, eq(users.id, consents.userId))
      .where(and(standing, notExists(mine))).groupBy(consents.userId).orderBy(asc(consents.userId)).limit(500),
  );
  return { open, agreed };
}
