import { join, resolve } from "node:path";
import { ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import type { Environment } from "../environment.ts";
import type { Log } from "../http/log.ts";
import { backUp, copyOfFile, postgresWillMigrate, sqliteWillMigrate } from "../storage/backup/back-up.ts";
import type { BackupPlace } from "../storage/backup/back-up.ts";
import { mainPath } from "../storage/open.ts";
import type { Storage } from "../storage/open.ts";
import type { Secrets } from "../vault/secrets.ts";

const HOUR_MS = 3_600_000;

/** Where this server keeps its backups; `null`: it keeps none. */
export function backupPlaceOf({ databaseUrl, backupDir }: Environment, dataDir: string, secrets: Secrets): BackupPlace | null {
  if (backupDir === null && databaseUrl !== null) return null;
  return { dir: backupDir === null ? join(dataDir, "backups") : resolve(backupDir), dataDir, key: secrets.key("backup") };
}

/** Before tables are changed, so that the way back is open. A backup that cannot be made stops the start. */
export async function backUpBeforeMigrating({ databaseUrl }: Environment, place: BackupPlace | null, now: number): Promise<Result<null, string>> {
  if (place === null) return ok(null);
  const path = mainPath(place.dataDir);
  if (!(databaseUrl === null ? sqliteWillMigrate(path) : await postgresWillMigrate(databaseUrl))) return ok(null);
  const made = await backUp(databaseUrl === null ? { copy: copyOfFile(path) } : { url: databaseUrl }, place, now, "before-migration");
  return made.ok ? ok(null) : made;
}

export interface HourlyDeps {
  readonly storage: Pick<Storage, "copyMain">;
  readonly databaseUrl: string | null;
  readonly place: BackupPlace | null;
  readonly now: () => number;
  readonly log: Log;
}

/** Makes a backup each hour until it is stopped; `stop` waits for one that is under way. */
export function backUpHourly({ storage: { copyMain }, databaseUrl, place, now, log }: HourlyDeps): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const source = databaseUrl !== null ? { url: databaseUrl } : copyMain !== null ? { copy: copyMain } : null;
  if (place === null || source === null) return { stop: () => running };
  const once = async (): Promise<void> => {
    try {
      const made = await backUp(source, place, now());
      log.event(made.ok ? { event: "backup-made" } : { event: "backup-failed", reason: made.error });
    } catch (error) {
      log.event({ event: "backup-failed", reason: error instanceof Error && "code" in error ? String(error.code) : "unknown" });
    }
  };
  const timer = setInterval(() => void (running = running.then(once)), HOUR_MS);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
