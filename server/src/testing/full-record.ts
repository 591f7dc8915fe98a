import { randomBytes } from "node:crypto";
import { getTableColumns } from "drizzle-orm";
import { tablesOfPeople } from "../accountability/tables-of-person.ts";
import { audit } from "../ledger/audit.ts";
import type { Subject } from "../ledger/consent.ts";
import { done } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";

/**
 * Puts one more row of this person into every table that holds people, with `marker` in whatever is sealed. For tests of
 * export and erasure: made from the tables themselves, so that a table that is added is covered without anybody thinking of it.
 */
export function* fillEveryTable(db: Sql, tables: MainTables, subject: Subject, sessionId: string, marker: string): Body<void> {
  for (const [name, { sealed = {} }] of tablesOfPeople) {
    if (name === "users" || name === "sessions") continue;
    if (name === "audit") {
      yield* audit(db, tables, { actor: { kind: "system", name: "test" }, action: "test.fill", target: `user:${subject.id}`, at: "2026-11-23T18:00:00.000Z" });
      continue;
    }
    const row: Record<string, unknown> = {};
    for (const [column, { dataType, hasDefault, notNull }] of Object.entries(getTableColumns(tables[name]))) {
      if (column === "id" && dataType === "number") continue;
      if (!notNull && sealed[column] === undefined) continue;
      row[column] = dataType === "boolean" ? false : dataType === "number" ? 1_000 + (hasDefault ? 0 : randomBytes(3).readUIntBE(0, 3)) : `made-${randomBytes(6).toString("hex")}`;
    }
    if ("userId" in tables[name]) row["userId"] = subject.id;
    if (name === "refreshTokens") row["sessionId"] = sessionId;
    if (name === "feed") row["kind"] = "consent";
    for (const [column, place] of Object.entries(sealed)) row[column] = subject.key.seal(place(row, subject.id), `${marker}-${name}-${column}`);
    yield* done(db.insert(tables[name]).values(row as never));
  }
}
