import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { Worker } from "node:worker_threads";
import Database from "better-sqlite3";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { RESTORED_AT } from "../meta-keys.ts";
import { readBackup, writeBackup } from "./envelope.ts";
import type { BackupHeader } from "./envelope.ts";

/** Copies a live database into a new file. */
export type CopyDatabase = (to: string) => Promise<unknown>;

const besides = (path: string): string[] => [path, `${path}-wal`, `${path}-shm`];
const remove = (path: string): void => besides(path).forEach((file) => rmSync(file, { force: true }));

/** `null`, or what is wrong with the database file. */
function integrityFault(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL("./check-copy.mjs", import.meta.url), { workerData: path, execArgv: [] });
    worker.once("message", (found: unknown) => resolve(found === "ok" ? null : String(found)));
    worker.once("error", (error) => resolve(error.message));
  });
}

/** Copy, check of the copy, encryption; `scratch` is a file of the data folder that is gone afterwards. */
export async function backUpSqlite(copy: CopyDatabase, scratch: string, path: string, at: string, key: Buffer): Promise<Result<BackupHeader, string>> {
  remove(scratch);
  try {
    await copy(scratch);
    const fault = await integrityFault(scratch);
    if (fault !== null) return fail(`The copy of the database is damaged (${fault}). No backup was kept; look at the disk.`);
    const header: BackupHeader = { backup: "pathwayks", format: 1, what: "sqlite", at, epoch: epochOf(scratch) };
    await writeBackup(path, header, createReadStream(scratch), key);
    return ok(header);
  } finally {
    remove(scratch);
  }
}

function epochOf(path: string): string {
  const database = new Database(path, { readonly: true });
  const epoch: unknown = database.prepare("select value from meta where key = 'epoch'").pluck().get();
  database.close();
  return typeof epoch === "string" ? epoch : "";
}

/** Decrypts a backup into `path`, which must not be in use, and checks it. On failure, and after `remove`, nothing is left there. */
export async function unpackSqlite(backup: string, path: string, key: Buffer, then: "keep" | "remove" = "keep"): Promise<Result<BackupHeader, string>> {
  remove(path);
  const read = await readBackup(backup, key, () => createWriteStream(path, { mode: 0o600 }));
  const fault = read.ok ? await integrityFault(path) : read.error;
  const whole = read.ok && fault === null;
  if (!whole || then === "remove") remove(path);
  if (whole) return read;
  return fail(read.ok ? `The database in ${backup} is damaged (${fault ?? ""}).` : read.error);
}

export interface RestorePlace {
  /** The main database file, whose place the backup's takes. */
  readonly path: string;
  /** Its name for the new life: devices that see another one offer again what they were given receipts for. */
  readonly epoch: string;
  /** Now, UTC. Goes into the database, and into the name under which the replaced file is kept. */
  readonly at: string;
}

/** Puts a backup's database in place of the present one, which is moved aside. No server may run on it. */
export async function restoreSqlite(backup: string, { path, epoch, at }: RestorePlace, key: Buffer): Promise<Result<BackupHeader, string>> {
  const inUse = usedBySomebody(path);
  if (inUse !== null) return fail(inUse);
  const fresh = `${path}.restoring`;
  const unpacked = await unpackSqlite(backup, fresh, key);
  if (!unpacked.ok) return unpacked;
  const database = new Database(fresh);
  const put = database.prepare("insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value");
  put.run("epoch", epoch);
  put.run(RESTORED_AT, at);
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
  const aside = `${path}.before-${at.replace(/\W/g, "")}`;
  for (const file of besides(path)) if (existsSync(file)) renameSync(file, file.replace(path, aside));
  renameSync(fresh, path);
  return unpacked;
}

/** A server holds its file as long as it runs: nobody else can then leave WAL mode. */
function usedBySomebody(path: string): string | null {
  if (!existsSync(path)) return null;
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: 0 });
    database.pragma("journal_mode = DELETE");
    return null;
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : "";
    // What cannot be opened is what a restore is for.
    return /BUSY|LOCKED/.test(code) ? "A server is running on this database. Stop it first." : null;
  } finally {
    database?.close();
  }
}
