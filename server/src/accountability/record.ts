import { eq } from "drizzle-orm";
import { fieldChange, personRecord, tick } from "@pathwayks/contracts";
import type { DeviceId, FieldChange, PersonRecord, Stamp, UserId } from "@pathwayks/contracts";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { fieldPlace, mergeFields } from "../feed/merge-fields.ts";
import { lockOwner } from "../feed/owner.ts";
import type { ProblemDetail } from "../http/problem.ts";
import type { Subject } from "../ledger/consent.ts";
import type { Person } from "../policy/actor.ts";
import { first, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { openPerson } from "../vault/person.ts";
import { openCaseWith } from "./cases.ts";

/** Stamps of changes that came through the API rather than from a device's outbox. */
const API_DEVICE = "0000000000000000" as DeviceId;
const MAX_CHANGES = 100;

/** How an actor comes to see somebody's record. */
export type Access = { readonly as: "own" } | { readonly as: "case"; readonly caseId: string; readonly consentId: string };

/** Whether and how `actor` may see `user`; `null`: to this actor there is no such person. */
export function* accessTo(db: Sql, tables: MainTables, actor: Person, user: UserId, now: number): Body<Access | null> {
  if (actor.userId === user) return { as: "own" };
  const open = yield* openCaseWith(db, tables, actor, user, now);
  return open === null ? null : { as: "case", caseId: open.id, consentId: open.consentId };
}

/** The whole record, opened. `null`: the account is closed. */
export function* recordOf(db: Sql, tables: Pick<MainTables, "users" | "personFields">, { id, key }: Subject): Body<PersonRecord | null> {
  const row = yield* first(db.select().from(tables.users).where(eq(tables.users.id, id)));
  if (row === null || row.status !== "active") return null;
  const { email, firstName, lastName, dateOfBirth } = openPerson(key, id, row.sealed);
  const { guardian, language } = row;
  return personRecord.parse({ id, email, firstName, lastName, dateOfBirth, language, guardian, fields: yield* fieldsOf(db, tables, { id, key }) });
}

/** Every field that has a value, by key. */
export function* fieldsOf(db: Sql, { personFields }: Pick<MainTables, "personFields">, { id, key }: Subject): Body<Record<string, unknown>> {
  const found = yield* rows(db.select().from(personFields).where(eq(personFields.userId, id)));
  const opened = found.map(({ key: name, sealed }) => [name, key.open(fieldPlace(id, name), sealed)] as const);
  return Object.fromEntries(opened.filter(([, value]) => value !== null).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Sets fields as if a device had sent them, through the same merge: later than what is held, so that a change somebody sees
 * on a screen and makes there holds. The error names the fields that do not fit.
 */
export function* setFields(
  db: Sql, tables: Pick<MainTables, "users" | "personFields" | "personHistory" | "feed">, subject: Subject, fields: Readonly<Record<string, unknown>>, now: number,
): Body<Result<null, readonly ProblemDetail[]>> {
  const keys = Object.keys(fields);
  if (keys.length > MAX_CHANGES) return fail([{ field: "fields", message: `must be at most ${MAX_CHANGES} entries` }]);
  yield* lockOwner(db, tables, subject.id);
  const held = yield* stampsOf(db, tables, subject.id);
  const parsed = keys.map((key) => fieldChange.safeParse({ key, value: fields[key], stamp: tick(held.get(key) ?? null, now, API_DEVICE) }));
  const faults = parsed.flatMap((one, i) => (one.success ? [] : [{ field: nameable(keys[i]), message: one.error.issues[0]?.message ?? "is not valid" }]));
  if (faults.length > 0) return fail(faults);
  yield* mergeFields(db, tables, subject, parsed.flatMap((one): FieldChange[] => (one.success ? [one.data] : [])), now);
  return ok(null);
}

function* stampsOf(db: Sql, { personFields }: Pick<MainTables, "personFields">, id: UserId): Body<Map<string, Stamp>> {
  const found = yield* rows(db.select({ key: personFields.key, stamp: personFields.stamp }).from(personFields).where(eq(personFields.userId, id)));
  return new Map(found.map(({ key, stamp }) => [key, stamp as Stamp]));
}

/** A key as it may be repeated in an answer; what does not look like one is not. */
const nameable = (key = ""): string => (/^[a-zA-Z]{2,40}(\/[A-Za-z0-9._:~-]{1,200})?$/.test(key) ? `fields.${key}` : "fields");
