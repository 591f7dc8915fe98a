import { join } from "node:path";
import { ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import type { CopyDatabase } from "./backup/sqlite-backup.ts";
import { catalogRecords } from "./catalog-records.ts";
import type { Engine } from "./engine.ts";
import { openPostgres } from "./open-postgres.ts";
import { openSqlite } from "./open-sqlite.ts";
import { postgresEngine } from "./postgres-engine.ts";
import type { Records } from "./records.ts";
import { sqliteEngine } from "./sqlite-engine.ts";
import type { SqliteDeps } from "./sqlite-engine.ts";
import type { MainTables } from "./tables/all.ts";
import type { KeyTables } from "./tables/keys.ts";
import * as postgresTables from "./tables/postgres.ts";
import * as sqliteTables from "./tables/sqlite.ts";

/** The main database, and that of the people's keys, which is never backed up with it. */
export interface Storage {
  readonly main: Engine<MainTables>;
  readonly keys: Engine<KeyTables>;
  readonly records: Records;
  /** Copies the main database as it now is into a new file; `null` on PostgreSQL, which is read for a backup instead. */
  readonly copyMain: CopyDatabase | null;
  close(): Promise<void>;
}

export interface StoragePlace {
  readonly dataDir: string;
  /** `postgres://…`; `null`: SQLite in `dataDir`. */
  readonly databaseUrl: string | null;
  /** A PostgreSQL of its own for the keys; `null`: the same one. */
  readonly keysDatabaseUrl?: string | null;
}

export interface StorageDeps extends SqliteDeps {
  readonly newEpoch: () => string;
  /** 0 to 1. */
  readonly random: () => number;
}

export const mainPath = (dataDir: string): string => join(dataDir, "pathwayks.sqlite");
export const keysPath = (dataDir: string): string => join(dataDir, "keys.sqlite");

/** Opens both databases, or says in one sentence why not. */
export async function openStorage(place: StoragePlace, deps: StorageDeps): Promise<Result<Storage, string>> {
  const opened = place.databaseUrl === null ? openBothSqlite(place.dataDir, deps) : await openBothPostgres(place.databaseUrl, place.keysDatabaseUrl ?? place.databaseUrl, deps);
  if (!opened.ok) return opened;
  const { main, keys, copyMain } = opened.value;
  const records = await catalogRecords(main, deps.newEpoch);
  return ok({ main, keys, records, copyMain, close: async () => void (await Promise.all([main.close(), keys.close()])) });
}

type Both = Pick<Storage, "main" | "keys" | "copyMain">;

/** Pages in one step of a copy: 8 MB, then others have their turn. */
const COPY_PAGES = 2_000;

function openBothSqlite(dataDir: string, deps: StorageDeps): Result<Both, string> {
  const main = openSqlite(mainPath(dataDir), "main");
  if (!main.ok) return main;
  const keys = openSqlite(keysPath(dataDir), "keys");
  if (!keys.ok) {
    main.value.close();
    return keys;
  }
  return ok({
    main: sqliteEngine(main.value, sqliteTables.main, deps),
    keys: sqliteEngine(keys.value, sqliteTables.keys, deps),
    // Over the connection that writes: writes of any other one would make the copy begin again.
    copyMain: (to) => main.value.backup(to, { progress: () => COPY_PAGES }),
  });
}

async function openBothPostgres(url: string, keysUrl: string, deps: StorageDeps): Promise<Result<Both, string>> {
  const main = await openPostgres(url, "main");
  if (!main.ok) return main;
  const keys = await openPostgres(keysUrl, "keys");
  if (!keys.ok) {
    await main.value.end();
    return keys;
  }
  return ok({ main: postgresEngine(main.value, postgresTables.main, deps), keys: postgresEngine(keys.value, postgresTables.keys, deps), copyMain: null });
}
