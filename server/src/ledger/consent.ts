import { and, desc, eq, gte, isNull } from "drizzle-orm";
import { consent } from "@pathwayks/contracts";
import type { Consent, ConsentGiven, IsoDate, UserId } from "@pathwayks/contracts";
import { addToFeed } from "../feed/append.ts";
import { done, first, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { SubjectKey } from "../vault/vault.ts";

export interface Subject {
  readonly id: UserId;
  readonly key: SubjectKey;
}
type ConsentTables = Pick<MainTables, "consents" | "feed" | "users">;
export type ConsentRow = MainTables["consents"]["$inferSelect"];

export interface GivenConsent {
  readonly id: string;
  readonly given: ConsentGiven;
  readonly by: "person" | "guardian" | "staff";
  /** UTC. */
  readonly at: string;
}

/** Writes down what somebody agreed to, once, and tells the person's devices. Such a row is only ever withdrawn. */
export function* giveConsent(db: Sql, tables: ConsentTables, subject: Subject, { id, given, by, at }: GivenConsent): Body<void> {
  const row: ConsentRow = {
    id, userId: subject.id, recipient: given.recipient, purpose: given.purpose, textVersion: given.textVersion, language: given.language,
    fields: given.fields.join(","), expires: given.expires, givenBy: by, givenAt: at, withdrawnAt: null,
  };
  yield* done(db.insert(tables.consents).values(row));
  yield* addToFeed(db, tables, subject.id, subject.key, [{ kind: "consent", id, value: consentOf(row) }], at);
}

/**
 * Takes a consent back: from now on nothing rests on it, and what waits to be sent is not sent. A guardian's has to be asked
 * for anew. False: the person has no such consent that stands.
 */
export function* withdrawConsent(db: Sql, tables: ConsentTables, subject: Subject, id: string, at: string): Body<boolean> {
  const { consents } = tables;
  const row = yield* first(
    db.update(consents).set({ withdrawnAt: at }).where(and(eq(consents.id, id), eq(consents.userId, subject.id), isNull(consents.withdrawnAt))).returning(),
  );
  if (row === null) return false;
  if (row.purpose === "guardian")
    yield* done(db.update(tables.users).set({ guardian: "pending", updatedAt: at }).where(and(eq(tables.users.id, subject.id), eq(tables.users.guardian, "agreed"))));
  yield* addToFeed(db, tables, subject.id, subject.key, [{ kind: "consent", id, value: consentOf(row) }], at);
  return true;
}

/** Whether a consent stands on `today`: asked for when something is about to leave, not when it was put into the queue. */
export function* consentStands(db: Sql, { consents }: Pick<MainTables, "consents">, user: UserId, id: string, today: IsoDate): Body<boolean> {
  return (yield* first(db.select({ id: consents.id }).from(consents).where(and(eq(consents.id, id), standsFor(consents, user, today))))) !== null;
}

/** The newest consent of a person that stands on `today` for this recipient and purpose, or `null`. */
export function* standingConsent(
  db: Sql, { consents }: Pick<MainTables, "consents">, user: UserId, to: { readonly recipient: string; readonly purpose: ConsentGiven["purpose"] }, today: IsoDate,
): Body<ConsentRow | null> {
  const asked = and(standsFor(consents, user, today), eq(consents.recipient, to.recipient), eq(consents.purpose, to.purpose));
  return yield* first(db.select().from(consents).where(asked).orderBy(desc(consents.givenAt)).limit(1));
}

const standsFor = (consents: MainTables["consents"], user: UserId, today: IsoDate) =>
  and(eq(consents.userId, user), isNull(consents.withdrawnAt), gte(consents.expires, today));

/** Everything that a person ever agreed to, newest first. */
export function* consentsOf(db: Sql, { consents }: Pick<MainTables, "consents">, user: UserId): Body<Consent[]> {
  return (yield* rows(db.select().from(consents).where(eq(consents.userId, user)).orderBy(desc(consents.givenAt), desc(consents.id)))).map(consentOf);
}

/** The row as its person's devices hold it. */
export const consentOf = (row: ConsentRow): Consent =>
  consent.parse({
    id: row.id,
    given: {
      textVersion: row.textVersion, language: row.language, recipient: row.recipient, purpose: row.purpose,
      fields: row.fields === "" ? [] : row.fields.split(","), expires: row.expires,
    },
    givenAt: row.givenAt, withdrawnAt: row.withdrawnAt,
  });
