import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { Duplicate, StorageUnavailable } from "./engine.ts";
import type { Body, Engine, Sql, Step, Transaction } from "./engine.ts";
import { keepingStatements } from "./statements.ts";
import { walWatch } from "./wal-watch.ts";

/** Milliseconds in which writes gather for one commit: an fsync costs the same for one as for a hundred. */
const TICK_MS = 2;
/** Where the disk is slow, writes gather for so many times what the last commit took, so that others than the disk get the loop. */
const COMMITS_APART = 2;
const LONGEST_TICK_MS = 50;
/**
 * Milliseconds after which a commit takes no more writes, since requests that only read wait for its end. Where a crowd of
 * writes waits it may take longer: what was taken already must not starve under a flood of requests that are refused.
 */
const TURN_MS = 10;
const CROWD = 100;
const CROWDED_TURN_MS = 50;

export interface SqliteDeps {
  /** Runs `work` after `ms`; a test runs it at once. */
  readonly soon?: (work: () => void, ms: number) => void;
  /** Milliseconds, since any moment. */
  readonly clock?: () => number;
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
  const soon = deps.soon ?? ((work, ms) => void setTimeout(work, ms));
  const clock = deps.clock ?? (() => performance.now());
  const afterCommit = walWatch(database);
  const health = watchHealth();
  const savepoint = savepointsOf(database);
  const queue: Waiting[] = [];
  let scheduled = false;
  let tickMs = TICK_MS;

  const flush = (): void => {
    scheduled = false;
    const turnMs = queue.length > CROWD ? CROWDED_TURN_MS : TURN_MS;
    if (queue.length > 0) tickMs = Math.min(LONGEST_TICK_MS, Math.max(TICK_MS, COMMITS_APART * commitTogether({ database, savepoint, clock }, queue, turnMs)));
    if (queue.length > 0) schedule();
    afterCommit();
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    soon(flush, tickMs);
  };

  return {
    dialect: "sqlite",
    // Driven to its end without a pause, so no write comes in between.
    read: async (body) => translated(() => drive(savepoint, body(db, tables)), health.note),
    write<T>(body: Transaction<Tables, T>) {
      return new Promise<T>((resolve, reject) => {
        health.check();
        let value: T;
        queue.push({
          run: () => void (value = drive(savepoint, body(db, tables))),
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

interface Committing {
  readonly database: Database.Database;
  readonly savepoint: Savepoint;
  readonly clock: () => number;
}

/** Takes writes off the queue for `turnMs` and commits them as one. Gives the milliseconds that the disk took. */
function commitTogether({ database, savepoint, clock }: Committing, queue: Waiting[], turnMs: number): number {
  const together: Waiting[] = [];
  const good: Waiting[] = [];
  const began = clock();
  let written = began;
  try {
    database.exec("BEGIN IMMEDIATE");
    for (let one = queue.shift(); one !== undefined; one = written - began < turnMs ? queue.shift() : undefined) {
      together.push(one);
      const error = savepoint(one.run);
      if (error === null) good.push(one);
      // A disk that is full or failing ends the whole transaction: nobody's writes stand.
      else if (!database.inTransaction) throw error.it;
      else one.reject(inOurWords(error.it));
      written = clock();
    }
    database.exec("COMMIT");
  } catch (error) {
    if (database.open && database.inTransaction) database.exec("ROLLBACK");
    for (const one of together) one.reject(inOurWords(error));
    return 0;
  }
  for (const one of good) one.resolve();
  return clock() - written;
}

/** Runs work that leaves nothing behind when it throws; then gives what it threw. */
type Savepoint = (work: () => void) => { readonly it: unknown } | null;

function savepointsOf(database: Database.Database): Savepoint {
  const [begin, release] = [database.prepare("SAVEPOINT part"), database.prepare("RELEASE part")];
  return (work) => {
    begin.run();
    try {
      work();
      release.run();
      return null;
    } catch (it) {
      if (database.inTransaction) database.exec("ROLLBACK TO part; RELEASE part");
      return { it };
    }
  };
}

/** Runs a generator's queries one after another, until it returns or throws. */
function drive<T>(savepoint: Savepoint, body: Body<T>): T {
  let next = body.next();
  while (next.done !== true) {
    const outcome = perform(savepoint, next.value);
    next = outcome.ok ? body.next(outcome.value) : body.throw(outcome.error);
  }
  return next.value;
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

function perform(savepoint: Savepoint, step: Step): Outcome {
  try {
    if (step.want === "rows") return { ok: true, value: step.query.all(step.values) };
    if (step.want === "done") return { ok: true, value: step.query.run(step.values) };
    let value: unknown;
    const error = savepoint(() => void (value = drive(savepoint, step.body())));
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
