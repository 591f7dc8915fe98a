import { sql } from "drizzle-orm";
import { entryResult } from "@pathwayks/contracts";
import type { DeviceId, EntryResult, OutboxEntry } from "@pathwayks/contracts";
import { rows } from "../storage/engine.ts";
import type { Body } from "../storage/engine.ts";
import { prepared } from "../storage/prepared.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { Accepted, EntryContext, Rejection } from "./kind.ts";
import { rejection } from "./kind.ts";
import type { IntakeDeps } from "./push.ts";
import { readEntry, soundness } from "./read-entry.ts";
import { receiptOf } from "./receipt.ts";

/** An accepted entry, as far as it is needed to answer for it again. */
export interface EntryRow {
  readonly bodyHash: string;
  readonly receipt: string;
  readonly serverSeq: number;
  readonly receivedAt: string;
}

export interface Taken {
  readonly result: EntryResult;
  /** `null`: it was not accepted, and nothing is stored. */
  readonly row: EntryRow | null;
}

/** What an entry gets from its push. */
export interface Given {
  readonly device: DeviceId;
  readonly serverSeq: number;
}

export const entryPlace = (user: string, id: string): string => `outbox_entries|sealed|${user}|${id}`;

/** Judges an entry that is not known yet and, when nothing stands against it, stores and applies it. */
export function* acceptEntry(deps: IntakeDeps, context: EntryContext, given: Given, entry: OutboxEntry): Body<Taken> {
  const unsound = soundness(entry);
  if (unsound !== null) return refused(entry, unsound);
  const read = readEntry(entry, context.actor, deps.kinds, deps.format);
  if (!read.ok) return refused(entry, read.error);
  const against = yield* read.value.check(context);
  if (against !== null) return refused(entry, against);
  const accepted = yield* storeEntry(context, given, entry);
  yield* read.value.apply(context, accepted);
  const row = { bodyHash: entry.bodyHash, ...accepted, receivedAt: context.at };
  return { row, result: inAnswer(entry, row, false) };
}

/** The answer to an entry that is there: that of the first time, or, if it is not the same one, that its id is taken. */
export function asReplay(entry: OutboxEntry, row: EntryRow): EntryResult {
  const unsound = soundness(entry);
  if (unsound !== null) return refused(entry, unsound).result;
  return row.bodyHash === entry.bodyHash ? inAnswer(entry, row, true) : refused(entry, rejection("id_reused")).result;
}

const refused = ({ id }: OutboxEntry, { code, fields }: Rejection): Taken => ({ row: null, result: { id, status: "rejected", code, fields: [...fields] } });

const inAnswer = ({ id }: OutboxEntry, { receipt, serverSeq, receivedAt }: EntryRow, replayed: boolean): EntryResult =>
  entryResult.parse({ id, status: "accepted", receipt, serverSeq, receivedAt, replayed });

/** Receipt numbers that are tried until one is free; each is taken with a chance of one in a trillion for each row there is. */
const MOST_DRAWS = 8;

function* storeEntry({ db, tables, actor, key, at }: EntryContext, { device, serverSeq }: Given, entry: OutboxEntry): Body<Accepted> {
  const { id, seq, kind, schemaV, bodyHash, stamp, supersedes = null } = entry;
  const sealed = key.seal(entryPlace(actor.userId, id), entry.body);
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const receipt = receiptOf(actor.userId, id, draw);
    const row = { userId: actor.userId, id, device, seq, kind, schemaV, bodyHash, sealed, stamp, supersedes, receipt, serverSeq, receivedAt: at };
    const stored = yield* rows(addEntry(db, tables), row);
    if (stored.length > 0) return { receipt, serverSeq };
  }
  throw new Error("no receipt number is free");
}

const addEntry = prepared((db, { entries }: Pick<MainTables, "entries">) => {
  const value = sql.placeholder;
  return db.insert(entries).values({
    userId: value("userId"), id: value("id"), device: value("device"), seq: value("seq"), kind: value("kind"), schemaV: value("schemaV"),
    bodyHash: value("bodyHash"), sealed: value("sealed"), stamp: value("stamp"), supersedes: value("supersedes"), receipt: value("receipt"),
    serverSeq: value("serverSeq"), receivedAt: value("receivedAt"),
  }).onConflictDoNothing().returning({ id: entries.id });
});
