import * as sqlite from "drizzle-orm/sqlite-core";

/**
 * The pieces that tables are made of. Every table is written once, against this kit, and made twice: with SQLite's pieces
 * here and with PostgreSQL's in `postgres-kit.ts`. Instants and dates are text (`2026-11-23T08:00:00.000Z`), so that a row
 * reads the same in every tool and dialect.
 */
export const sqliteKit = {
  table: sqlite.sqliteTable,
  text: (name: string) => sqlite.text(name),
  /** Fits 32 bits. */
  integer: (name: string) => sqlite.integer(name),
  /** Counters and milliseconds. */
  big: (name: string) => sqlite.integer(name),
  flag: (name: string) => sqlite.integer(name, { mode: "boolean" }),
  /** A primary key that the database counts up. */
  counter: (name: string) => sqlite.integer(name).primaryKey({ autoIncrement: true }).notNull(),
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
};

export type Kit = typeof sqliteKit;
