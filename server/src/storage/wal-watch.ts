import { statSync } from "node:fs";
import type Database from "better-sqlite3";
import { wantedPragmas } from "./pragmas.ts";

/** From this size on the log is emptied by force (section 9.1): a long reader can keep the usual checkpoints from doing it. */
const MOST_WAL_BYTES = 64 * 1024 * 1024;
/** Commits between two looks at the file. */
const LOOK_EVERY = 256;

/**
 * To be called after each commit: keeps the write-ahead log from growing without end. It never waits for a reader; what
 * cannot be emptied now is tried again.
 */
export function walWatch(database: Database.Database, mostBytes = MOST_WAL_BYTES, lookEvery = LOOK_EVERY): () => void {
  if (database.memory) return () => undefined;
  const log = `${database.name}-wal`;
  let commits = 0;
  return () => {
    commits += 1;
    if (commits % lookEvery !== 0 || !database.open) return;
    if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) <= mostBytes) return;
    database.pragma("busy_timeout = 0");
    try {
      database.pragma("wal_checkpoint(TRUNCATE)");
    } finally {
      database.pragma(`busy_timeout = ${wantedPragmas.busy_timeout}`);
    }
  };
}
