import { eq, sql } from "drizzle-orm";
import { first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import { prepared } from "../storage/prepared.ts";
import { RESTORED_AT } from "../storage/meta-keys.ts";
import type { MainTables } from "../storage/tables/all.ts";

/** Which life of the database this is: another one after a restore. Read in the transaction whose answer carries it. */
export function* epochIn(db: Sql, tables: Pick<MainTables, "meta">): Body<string> {
  return (yield* first(metaValue(db, tables), { key: "epoch" }))?.value ?? "";
}

/** When the database was last restored, UTC; `null`: never. */
export function* restoredAt(db: Sql, tables: Pick<MainTables, "meta">): Body<string | null> {
  return (yield* first(metaValue(db, tables), { key: RESTORED_AT }))?.value ?? null;
}

const metaValue = prepared((db, { meta }: Pick<MainTables, "meta">) => db.select({ value: meta.value }).from(meta).where(eq(meta.key, sql.placeholder("key"))));
