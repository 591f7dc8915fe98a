import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { Duplicate, StorageUnavailable } from "./engine.ts";
import type { Body, Engine, Sql, Step, Transaction } from "./engine.ts";
import { keepingStatements } from "./statements.ts";
import { walWatch } from "./wal-watch.ts";

/** Milliseconds in which writes gather for one commit: an fsync costs the same for one as for a hundred. */
const TICK_MS = 2;
/** Writes in one commit. */
const MOST_TOGETHER = 500;

export interface SqliteDeps {
  /** Runs `work` after {@link TICK_MS}; a test runs it at once. */
  readonly soon?: (work: () => void) => void;
}

interface Waiting {
  readonly run: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The engine on SQLite, with group commit: writes that arrive within a tick share one transaction, each in a savepoint of
 * its own, and hear of their success only after the commit.
 */
export function sqliteEngine<Tables>(database: Database.Database, tables: Tables, deps: SqliteDeps = {}): Engine<Tables> {
  const db: Sql = drizzle(keepingStatements(database));
  const soon = deps.soon ?? ((work) => void setTimeout(work, TICK_MS));
  const afterCommit = walWatch(database);
  const health = watchHealth();
  let queue: Waiting[] = [];
  let scheduled = false;

  const flush = (): void => {
    scheduled = false;
    const together = queue.slice(0, MOST_TOGETHER);
    queue = queue.slice(MOST_TOGETHER);
    if (queue.length > 0) schedule();
    if (together.length > 0) commitTogether(database, together);
    afterCommit();
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    soon(flush);
  };

  return {
    dialect: "sqlite",
    // Driven to its end without a pause, so no write comes in between.
    read: async (body) => translated(() => drive(database, body(db, tables)), health.note),
    write<T>(body: Transaction<Tables, T>) {
      return new Promise<T>((resolve, reject) => {
        health.check();
        let value: T;
        queue.push({
          run: () => void (value = drive(database, body(db, tables))),
          resolve: () => resolve(value),
          reject: (error) => reject(health.note(error)),
        });
        schedule();
      });
    },
    waiting: () => queue.length,
    ping: async () => {
      health.check();
      translated(() => void database.prepare("select 1").get(), health.note);
    },
    // Deleted rows were overwritten (`secure_delete`); the log still holds the pages as they were.
    scrub: async () => translated(() => void database.pragma("wal_checkpoint(TRUNCATE)"), health.note),
    async close() {
      while (queue.length > 0) flush();
      if (!database.open) return;
      database.pragma("wal_checkpoint(TRUNCATE)");
      database.close();
    },
  };
}

function commitTogether(database: Database.Database, together: readonly Waiting[]): void {
  const good: Waiting[] = [];
  try {
    database.exec("BEGIN IMMEDIATE");
    for (const one of together) {
      const error = inSavepoint(database, one.run);
      if (error === null) good.push(one);
      // A disk that is full or failing ends the whole transaction: nobody's writes stand.
      else if (!database.inTransaction) throw error.it;
      else one.reject(inOurWords(error.it));
    }
    database.exec("COMMIT");
  } catch (error) {
    if (database.open && database.inTransaction) database.exec("ROLLBACK");
    for (const one of together) one.reject(inOurWords(error));
    return;
  }
  for (const one of good) one.resolve();
}

function inSavepoint(database: Database.Database, work: () => void): { readonly it: unknown } | null {
  database.exec("SAVEPOINT part");
  try {
    work();
    database.exec("RELEASE part");
    return null;
  } catch (it) {
    if (database.inTransaction) database.exec("ROLLBACK TO part; RELEASE part");
    return { it };
  }
}

/** Runs a generator's queries one after another, until it returns or throws. */
function drive<T>(database: Database.Database, body: Body<T>): T {
  let next = body.next();
  while (next.done !== true) {
    const outcome = perform(database, next.value);
    next = outcome.ok ? body.next(outcome.value) : body.throw(outcome.error);
  }
  return next.value;
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

function perform(database: Database.Database, step: Step): Outcome {
  try {
    if (step.want === "rows") return { ok: true, value: step.query.all() };
    if (step.want === "done") return { ok: true, value: step.query.run() };
    let value: unknown;
    const error = inSavepoint(database, () => void (value = drive(database, step.body())));
    return error === null ? { ok: true, value } : { ok: false, error: inOurWords(error.it) };
  } catch (error) {
    return { ok: false, error: inOurWords(error) };
  }
}

function translated<T>(work: () => T, note: (error: unknown) => unknown): T {
  try {
    return work();
  } catch (error) {
    throw note(inOurWords(error));
  }
}

const damaged = /^SQLITE_(CORRUPT|NOTADB)/;

/** Remembers that the file is damaged: from then on nothing more is written to it, so that no receipt rests on it. */
function watchHealth() {
  let fault: StorageUnavailable | null = null;
  return {
    note(error: unknown): unknown {
      if (error instanceof StorageUnavailable && damaged.test(error.code)) fault = error;
      return error;
    },
    check(): void {
      if (fault !== null) throw new StorageUnavailable(fault.code, { cause: fault });
    },
  };
}

const passing = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY|NOMEM)/;

/** Errors of the driver, also where the query builder has wrapped them, as ours; anything else as it is. */
function inOurWords(error: unknown): unknown {
  const cause = error instanceof Database.SqliteError ? error : error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Database.SqliteError)) return error;
  if (cause.code === "SQLITE_CONSTRAINT_PRIMARYKEY" || cause.code === "SQLITE_CONSTRAINT_UNIQUE") return new Duplicate({ cause });
  return passing.test(cause.code) ? new StorageUnavailable(cause.code, { cause }) : error;
}
