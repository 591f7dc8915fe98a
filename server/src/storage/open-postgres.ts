import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { makeAppendOnlyInPostgres } from "./append-only.ts";
import { migrationsOf } from "./migrations-of.ts";

/** Any number that only this project locks by: processes that start together migrate one after another. */
const MIGRATION_LOCK = 7_284_095;
const CONNECTIONS = 10;

/**
 * Connects to PostgreSQL and brings the tables up to date. A commit is on the disk before it is answered
 * (`synchronous_commit = on`, read back). The error is one sentence without the address, which may hold a password.
 */
export async function openPostgres(url: string, which: "main" | "keys"): Promise<Result<pg.Pool, string>> {
  const pool = new pg.Pool({
    connectionString: url, max: CONNECTIONS, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000,
    statement_timeout: 15_000, idle_in_transaction_session_timeout: 15_000,
  });
  // A connection that breaks while it rests is replaced by the next one; whoever works on one hears of it from the query. Nobody
  // may be absent when it breaks between two queries: an error without a listener ends the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  try {
    const client = await pool.connect();
    try {
      await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
      await migrate(drizzle(client), { migrationsFolder: migrationsOf("postgresql", which), migrationsTable: `migrations_${which}` });
      if (which === "main") await makeAppendOnlyInPostgres(client);
      const found = await client.query<{ synchronous_commit: string }>("show synchronous_commit");
      if (found.rows[0]?.synchronous_commit !== "on") throw new Error("synchronous_commit is off");
    } finally {
      await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]).catch(() => undefined);
      client.release();
    }
    return ok(pool);
  } catch (error) {
    await pool.end();
    const code = error instanceof Error && "code" in error ? String(error.code) : error instanceof Error ? error.name : "unknown";
    return fail(`PostgreSQL at DATABASE_URL could not be used (${code}). Check that it runs, that the database exists, and that this user may make tables in it.`);
  }
}
