import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";

// One port over two databases. A transaction is a generator that yields the queries it wants run: SQLite runs them at once
// (its driver cannot wait inside a transaction), PostgreSQL awaits them, and the generator cannot tell which. Nothing slow
// can slip into a transaction either, because a generator cannot await.

/**
 * What queries are built with. The dialects share its methods as far as this project uses them; what either lacks (row
 * locks, arrays, `json`) is not used.
 */
export type Sql = Pick<BetterSQLite3Database, "select" | "selectDistinct" | "insert" | "update" | "delete">;

/** Values of a query's placeholders, as the driver takes them, by name. */
export type Values = Readonly<Record<string, string | number | boolean | null>>;

interface WithRows<T> {
  all(values?: Values): T[];
}
interface WithoutRows {
  run(values?: Values): unknown;
}

/** What a transaction asks its engine to do next. */
export type Step =
  | { readonly want: "rows"; readonly query: WithRows<unknown>; readonly values?: Values | undefined }
  | { readonly want: "done"; readonly query: WithoutRows; readonly values?: Values | undefined }
  | { readonly want: "part"; readonly body: () => Body<unknown> };

/** A transaction, or a piece of one. Pieces are combined with `yield*`. */
export type Body<T> = Generator<Step, T, unknown>;

/** The rows of a `select`, or of a statement with `returning`. */
export function* rows<T>(query: WithRows<T>, values?: Values): Body<T[]> {
  return (yield { want: "rows", query, values }) as T[];
}

/** The first row, or `null`. */
export function* first<T>(query: WithRows<T>, values?: Values): Body<T | null> {
  return (yield* rows(query, values))[0] ?? null;
}

/** Runs a statement whose rows nobody wants. */
export function* done(query: WithoutRows, values?: Values): Body<void> {
  yield { want: "done", query, values };
}

/** Runs a part that may fail by itself: when it throws, what it did is undone, the error comes out, and the rest can go on. */
export function* part<T>(body: () => Body<T>): Body<T> {
  return (yield { want: "part", body }) as T;
}

export type Transaction<Tables, T> = (db: Sql, tables: Tables) => Body<T>;

/**
 * A database. What `write` resolves with is on the disk; a body that throws leaves nothing behind. A body may be run again
 * after a conflict with another process, so it may change nothing outside the database. Rejects with
 * {@link StorageUnavailable} where the database cannot do its work now.
 *
 * Two writers never see each other half done. Where the order of writers matters (a feed, a chain), a transaction first
 * counts up the row that they all share: the second waits there for the first.
 */
export interface Engine<Tables> {
  readonly dialect: "sqlite" | "postgres";
  read<T>(body: Transaction<Tables, T>): Promise<T>;
  write<T>(body: Transaction<Tables, T>): Promise<T>;
  /** Transactions that wait. */
  waiting(): number;
  ping(): Promise<void>;
  /**
   * After an erasure: takes what was deleted out of the database's files as far as the database can. SQLite overwrites it and
   * empties its log; PostgreSQL leaves it to its vacuum, where it is noise without the key that was thrown away.
   */
  scrub(): Promise<void>;
  /** Finishes what waits, writes everything back and closes. */
  close(): Promise<void>;
}

/** The database is full, busy, damaged or away. Whoever asked is told to come again; nothing was written. */
export class StorageUnavailable extends Error {
  readonly code: string;
  constructor(code: string, options?: ErrorOptions) {
    super(`the database cannot do this now (${code})`, options);
    this.name = "StorageUnavailable";
    this.code = code;
  }
}

/** A row that must be unique is there already. */
export class Duplicate extends Error {
  constructor(options?: ErrorOptions) {
    super("a row with this key is there already", options);
    this.name = "Duplicate";
  }
}
