import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { migrationsOf } from "../migrations-of.ts";
import type { BackupHeader } from "./envelope.ts";
import { backupName, removeOutlived } from "./keep.ts";
import { backUpPostgres } from "./postgres-backup.ts";
import { backUpSqlite } from "./sqlite-backup.ts";
import type { CopyDatabase } from "./sqlite-backup.ts";

/** The database to back up: a live copy of SQLite's file, or the address of a PostgreSQL. */
export type BackupSource = { readonly copy: CopyDatabase } | { readonly url: string };

export interface BackupPlace {
  /** Where backups are kept; made where it is missing. */
  readonly dir: string;
  /** Where SQLite's copy lies until it is encrypted. */
  readonly dataDir: string;
  readonly key: Buffer;
}

export interface Made {
  readonly path: string;
  readonly header: BackupHeader;
}

/** Makes a backup at `now` (ms) and removes those that have had their time. People's keys are never in it. */
export async function backUp(source: BackupSource, { dir, dataDir, key }: BackupPlace, now: number, why = ""): Promise<Result<Made, string>> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const [path, at] = [join(dir, backupName(now, why)), new Date(now).toISOString()];
  const header = "url" in source
    ? await backUpPostgres(source.url, path, at, key)
    : await backUpSqlite(source.copy, join(dataDir, ".backing-up.sqlite"), path, at, key);
  if (!header.ok) return header;
  removeOutlived(dir, now);
  return ok({ path, header: header.value });
}

/** How SQLite's main file is copied by a program that is not its server: in one step, which nobody's writes interrupt. */
export const copyOfFile = (path: string): CopyDatabase => async (to) => {
  const database = new Database(path, { readonly: true });
  try {
    await database.backup(to, { progress: () => 2 ** 30 });
  } finally {
    database.close();
  }
};

const steps = (dialect: "sqlite" | "postgresql"): number =>
  (JSON.parse(readFileSync(join(migrationsOf(dialect, "main"), "meta", "_journal.json"), "utf8")) as { entries: unknown[] }).entries.length;

/** Whether opening this file would change tables that are there already. */
export function sqliteWillMigrate(path: string): boolean {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: true, fileMustExist: true });
    const done: unknown = database.prepare("select count(*) from __drizzle_migrations").pluck().get();
    return typeof done === "number" && done > 0 && done < steps("sqlite");
  } catch {
    // No file yet, or none of ours: opening it says what is wrong.
    return false;
  } finally {
    database?.close();
  }
}

export async function postgresWillMigrate(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ done: number }>("select count(*)::int as done from drizzle.migrations_main");
    const done = rows[0]?.done ?? 0;
    return done > 0 && done < steps("postgresql");
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
