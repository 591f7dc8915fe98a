import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { makeAppendOnlyInSqlite } from "../storage/append-only.ts";
import { catalogRecords } from "../storage/catalog-records.ts";
import { migrationsOf } from "../storage/migrations-of.ts";
import type { Storage } from "../storage/open.ts";
import { setPragmas } from "../storage/pragmas.ts";
import { sqliteEngine } from "../storage/sqlite-engine.ts";
import type { SqliteDeps } from "../storage/sqlite-engine.ts";
import { keys, main } from "../storage/tables/sqlite.ts";
import { secretsFrom } from "../vault/secrets.ts";
import { openVault } from "../vault/vault.ts";

// Real SQLite in memory, migrated: empty for each test, gone with it. Migrating takes a while, so it is done once and copied.

const templates = new Map<"main" | "keys", Buffer>();

function template(which: "main" | "keys"): Buffer {
  const known = templates.get(which);
  if (known) return known;
  const database = new Database(":memory:");
  migrate(drizzle(database), { migrationsFolder: migrationsOf("sqlite", which) });
  if (which === "main") makeAppendOnlyInSqlite(database);
  const bytes = database.serialize();
  database.close();
  templates.set(which, bytes);
  return bytes;
}

export function memoryDatabase(which: "main" | "keys"): Database.Database {
  const database = new Database(template(which));
  setPragmas(database);
  return database;
}

export async function memoryStorage(deps: SqliteDeps = {}): Promise<Storage> {
  const mainEngine = sqliteEngine(memoryDatabase("main"), main, deps);
  const keysEngine = sqliteEngine(memoryDatabase("keys"), keys, deps);
  const records = await catalogRecords(mainEngine, () => "epoch-1");
  return { main: mainEngine, keys: keysEngine, records, copyMain: null, close: async () => void (await Promise.all([mainEngine.close(), keysEngine.close()])) };
}

export const testSecrets = secretsFrom(Buffer.alloc(32, 7));

/** A storage with its vault; time as given. */
export async function memoryVault(now: () => number, deps: SqliteDeps = {}) {
  const storage = await memoryStorage(deps);
  return { storage, secrets: testSecrets, vault: openVault({ engine: storage.keys, secrets: testSecrets, now }) };
}

