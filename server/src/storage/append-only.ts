import { createHash } from "node:crypto";
import type Database from "better-sqlite3";
import type { PoolClient } from "pg";

// Rows of these tables are only ever added; a consent's withdrawal is set once and stays. The database itself refuses
// anything else, whoever asks. Made at each opening rather than in a migration, so that no regenerated migration can lose
// it. It stops mistakes and injected statements; whoever owns the file is found by the audit's chain and its anchors.

const fixed = ["audit", "disclosures"];
const consentColumns = ["id", "user_id", "recipient", "purpose", "text_version", "language", "fields", "expires", "given_by", "given_at"];
const sameButWithdrawal = consentColumns.map((column) => `OLD.${column} = NEW.${column}`).join(" AND ");
const consentMayChange = `${sameButWithdrawal} AND OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL`;

const sqliteTrigger = (table: string, on: "UPDATE" | "DELETE", when: string): string =>
  `CREATE TRIGGER IF NOT EXISTS ${table}_no_${on.toLowerCase()} BEFORE ${on} ON ${table} WHEN ${when} BEGIN SELECT RAISE(ABORT, '${table} is only added to'); END;`;

export function makeAppendOnlyInSqlite(database: Database.Database): void {
  for (const table of fixed) for (const on of ["UPDATE", "DELETE"] as const) database.exec(sqliteTrigger(table, on, "1"));
  database.exec(sqliteTrigger("consents", "UPDATE", `NOT (${consentMayChange})`) + sqliteTrigger("consents", "DELETE", "1"));
}

const postgresFunction = `CREATE OR REPLACE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$;`;
const postgresTriggers = (table: string, updates: string): string =>
  `CREATE OR REPLACE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} FOR EACH ROW ${updates} EXECUTE FUNCTION only_added_to();
CREATE OR REPLACE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION only_added_to();
CREATE OR REPLACE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION only_added_to();`;

/** One piece for each table: a piece that locked two of them could wait for a server at work which waits for it. */
const postgresPieces = [postgresFunction, ...fixed.map((table) => postgresTriggers(table, "")), postgresTriggers("consents", `WHEN (NOT (${consentMayChange}))`)];
const postgresVersion = createHash("sha256").update(postgresPieces.join("")).digest("hex").slice(0, 16);
const triggerCount = postgresPieces.join("").split("CREATE OR REPLACE TRIGGER").length - 1;

/** Leaves alone what is there already, so that a server can start beside one that is at work on these tables. */
export async function makeAppendOnlyInPostgres(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: string | null; triggers: number }>(
    `select obj_description(p.oid, 'pg_proc') as version, (select count(*)::int from pg_trigger t where t.tgfoid = p.oid) as triggers
     from pg_proc p where p.proname = 'only_added_to' and p.pronamespace = current_schema()::regnamespace`);
  if (rows[0]?.version === postgresVersion && rows[0].triggers === triggerCount) return;
  for (const piece of postgresPieces) await client.query(piece);
  await client.query(`COMMENT ON FUNCTION only_added_to() IS '${postgresVersion}'`);
}
