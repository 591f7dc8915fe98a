import { mkdirSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { makeAppendOnlyInSqlite } from "./append-only.ts";
import { compareVersions, OLDEST_SQLITE, setPragmas, wrongPragmas } from "./pragmas.ts";
import { migrationsOf } from "./migrations-of.ts";

// SQLite's locks and its shared memory do not work over these: NFS, SMB, CIFS, SMB2 (magic numbers of statfs(2)).
const networkFileSystems = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42]);
const LEAST_FREE_BYTES = 1_000_000_000;

/** Why a folder cannot hold the database, or `null`. */
export function folderFault(found: { readonly type: number; readonly freeBytes: number }): string | null {
  if (networkFileSystems.has(found.type >>> 0))
    return "DATA_DIR is on a network drive, where the database cannot lock its file. Choose a folder on a local disk.";
  if (found.freeBytes < LEAST_FREE_BYTES)
    return `Only ${Math.floor(found.freeBytes / 1e6)} MB are free on the disk of DATA_DIR; the server needs 1 GB. Free some space and start again.`;
  return null;
}

/**
 * Opens (or makes) the database at `path`, brings its tables up to date, and checks what the promises rest on: engine
 * version, pragmas as read back after the first statement, and the integrity of the file. The error is one sentence.
 */
export function openSqlite(path: string, which: "main" | "keys"): Result<Database.Database, string> {
  mkdirSync(dirname(path), { recursive: true });
  const disk = statfsSync(dirname(path));
  const fault = folderFault({ type: disk.type, freeBytes: disk.bavail * disk.bsize });
  if (fault !== null) return fail(fault);
  let database: Database.Database | undefined;
  try {
    database = new Database(path);
    setPragmas(database);
    // What was erased, a person's rows or key, must not stay in the file's free pages.
    database.pragma("secure_delete = ON");
    migrate(drizzle(database), { migrationsFolder: migrationsOf("sqlite", which) });
    if (which === "main") makeAppendOnlyInSqlite(database);
    const wrong = faultsOf(database);
    if (wrong === null) return ok(database);
    database.close();
    return fail(wrong);
  } catch (error) {
    database?.close();
    const code = error instanceof Database.SqliteError ? error.code : null;
    if (code === null) throw error;
    return fail(`The database ${path} could not be opened (${code}). ${adviceFor(code)}`);
  }
}

function faultsOf(database: Database.Database): string | null {
  const version = String(database.prepare("select sqlite_version()").pluck().get());
  if (compareVersions(version, OLDEST_SQLITE) < 0)
    return `The database engine is SQLite ${version}; ${OLDEST_SQLITE} or newer is needed. Run npm ci to get the one this version was tested with.`;
  const pragmas = wrongPragmas(database);
  if (pragmas.length > 0)
    return `The database did not take its safety settings: ${pragmas.join(", ")}. Nothing was started, so that nothing can be lost.`;
  const integrity: unknown = database.pragma("quick_check(1)", { simple: true });
  if (integrity !== "ok") return `The database file is damaged. ${adviceFor("SQLITE_CORRUPT")}`;
  return null;
}

function adviceFor(code: string): string {
  if (code.startsWith("SQLITE_CORRUPT") || code.startsWith("SQLITE_NOTADB"))
    return "Put the newest backup in its place, or move the file away to begin with an empty one; the catalog itself is in the releases folder and is not lost.";
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return "Another process holds it; stop that one first.";
  if (code.startsWith("SQLITE_FULL")) return "The disk is full; free some space and start again.";
  return "Check that the folder exists and that this user may write in it.";
}
