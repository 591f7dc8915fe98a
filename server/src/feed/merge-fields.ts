import { and, eq, inArray, sql } from "drizzle-orm";
import { clamped, fieldChange, replaces, stampDevice, tick } from "@pathwayks/contracts";
import type { FieldChange, Stamp, UserId } from "@pathwayks/contracts";
import { done, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import { prepared, preparedList } from "../storage/prepared.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { SubjectKey } from "../vault/vault.ts";
import { addToFeed } from "./append.ts";

export const fieldPlace = (user: UserId, key: string): string => `person_fields|sealed|${user}|${key}`;
export const historyPlace = (user: UserId, key: string, stamp: string): string => `person_history|sealed|${user}|${key}|${stamp}`;

type FieldTables = Pick<MainTables, "personFields" | "personHistory" | "feed" | "users">;

/** A field as the server holds it: `sent` is the stamp as the device made it, `stamp` what the server made of it. */
interface Held extends FieldChange {
  readonly sent: Stamp;
}

/**
 * Merges changes into a person's fields, each by itself: the later stamp wins, and what loses goes into the history. Stamps
 * too far ahead of `now` are moved back. Whatever the outcome, the feed then tells every device what holds, the one that
 * lost among them. The caller holds the person's row.
 */
export function* mergeFields(
  db: Sql, tables: FieldTables, user: { readonly id: UserId; readonly key: SubjectKey }, changes: readonly FieldChange[], now: number,
): Body<void> {
  const at = new Date(now).toISOString();
  const keys = [...new Set(changes.map(({ key }) => key))];
  const before = yield* heldFields(db, tables, user, keys);
  const after = new Map(before);
  const lost: FieldChange[] = [];
  for (const change of changes) {
    const held = after.get(change.key) ?? null;
    const incoming = placed(change, held, now);
    const wins = isLater(incoming, held);
    const loser = wins ? held : incoming;
    if (loser !== null && !isSame(loser, wins ? incoming : held)) lost.push(loser);
    if (wins) after.set(change.key, incoming);
  }
  for (const [key, held] of after) if (held !== before.get(key)) yield* store(db, tables, user, held, at);
  for (const { key, stamp, value } of lost)
    yield* done(keepLoser(db, tables), { user: user.id, key, stamp, sealed: user.key.seal(historyPlace(user.id, key, stamp), value), at });
  const told = [...after.values()].map(({ key, value, stamp }) => ({ kind: "field" as const, id: key, value: { key, value, stamp } }));
  yield* addToFeed(db, tables, user.id, user.key, told, at);
}

/** Fields as they now are, by key; only those that were ever set. */
export function* heldFields(
  db: Sql, tables: Pick<MainTables, "personFields">, user: { readonly id: UserId; readonly key: SubjectKey }, keys: readonly string[],
): Body<Map<string, Held>> {
  const found = yield* rows(fieldsOf.query(db, tables, keys.length), { user: user.id, ...fieldsOf.values(keys) });
  return new Map(found.map(({ key, stamp, sentStamp, sealed }) => {
    const held = fieldChange.parse({ key, stamp, value: user.key.open(fieldPlace(user.id, key), sealed) });
    return [key, { ...held, sent: sentStamp as Stamp }];
  }));
}

/**
 * Where a change stands in time. A device whose clock is ahead gets all its stamps moved back to one moment; what it sent
 * later must still come after what it sent before.
 */
function placed(change: FieldChange, held: Held | null, now: number): Held {
  const stamp = clamped(change.stamp, now);
  const follows = held !== null && fromOneDevice(change.stamp, held.sent) && change.stamp > held.sent && stamp <= held.stamp;
  return { ...change, stamp: follows ? tick(held.stamp, 0, stampDevice(change.stamp)) : stamp, sent: change.stamp };
}

function isLater(incoming: Held, held: Held | null): boolean {
  if (held !== null && fromOneDevice(incoming.sent, held.sent) && incoming.sent !== held.sent) return incoming.sent > held.sent;
  return replaces(incoming, held);
}

const fromOneDevice = (a: Stamp, b: Stamp): boolean => stampDevice(a) === stampDevice(b);
const isSame = (a: FieldChange, b: FieldChange | null): boolean => b !== null && JSON.stringify(a.value) === JSON.stringify(b.value);

const store = (db: Sql, tables: FieldTables, user: { readonly id: UserId; readonly key: SubjectKey }, { key, stamp, sent, value }: Held, at: string): Body<void> =>
  done(putField(db, tables), { user: user.id, key, stamp, sent, sealed: user.key.seal(fieldPlace(user.id, key), value), at });

const value = sql.placeholder;
const fieldsOf = preparedList((db, { personFields }: Pick<MainTables, "personFields">, names) =>
  db.select().from(personFields).where(and(eq(personFields.userId, value("user")), inArray(personFields.key, names.map((name) => value(name))))));
const keepLoser = prepared((db, { personHistory }: Pick<MainTables, "personHistory">) =>
  db.insert(personHistory).values({ userId: value("user"), key: value("key"), stamp: value("stamp"), sealed: value("sealed"), replacedAt: value("at") }));
const putField = prepared((db, { personFields }: Pick<MainTables, "personFields">) =>
  db.insert(personFields)
    .values({ userId: value("user"), key: value("key"), stamp: value("stamp"), sentStamp: value("sent"), sealed: value("sealed"), updatedAt: value("at") })
    .onConflictDoUpdate({
      target: [personFields.userId, personFields.key],
      set: { stamp: sql`excluded.stamp`, sentStamp: sql`excluded.sent_stamp`, sealed: sql`excluded.sealed`, updatedAt: sql`excluded.updated_at` },
    }));
