import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

// Instants are UTC text (`2026-11-23T08:00:00Z`), so that a row reads the same in every tool and dialect.

/** Facts about this database itself: `epoch` tells devices that a server was restored from a backup. */
export const meta = sqliteTable("meta", {
  key: text("key").primaryKey().notNull(),
  value: text("value").notNull(),
});

/** Every release that was published here, newest version last. */
export const releases = sqliteTable("releases", {
  version: integer("version").primaryKey().notNull(),
  manifestHash: text("manifest_hash").notNull().unique(),
  createdAt: text("created_at").notNull(),
  publishedAt: text("published_at").notNull(),
  programs: integer("programs").notNull(),
  occupations: integer("occupations").notNull(),
  jobs: integer("jobs").notNull(),
  partners: integer("partners").notNull(),
});

/** Every import of rows: what kind, from what (as a hash: a path can name a person), and how much was taken. */
export const imports = sqliteTable("imports", {
  id: integer("id").primaryKey({ autoIncrement: true }).notNull(),
  kind: text("kind").notNull(),
  pathHash: text("path_hash").notNull(),
  accepted: integer("accepted").notNull(),
  rejected: integer("rejected").notNull(),
  at: text("at").notNull(),
});
