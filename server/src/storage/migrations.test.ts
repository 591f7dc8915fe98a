import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateDrizzleJson, generateMigration, generateSQLiteDrizzleJson, generateSQLiteMigration } from "drizzle-kit/api";
import { expect, test } from "vitest";
import { migrationsOf } from "./migrations-of.ts";
import * as postgresKeys from "./tables/generate/postgresql-keys.ts";
import * as postgresMain from "./tables/generate/postgresql-main.ts";
import * as sqliteKeys from "./tables/generate/sqlite-keys.ts";
import * as sqliteMain from "./tables/generate/sqlite-main.ts";
import * as postgresTables from "./tables/postgres.ts";
import * as sqliteTables from "./tables/sqlite.ts";

type Snapshot = { readonly id: string };

/** The newest snapshot that the generator wrote beside its migrations. */
const snapshotOf = (dialect: "sqlite" | "postgresql", which: "main" | "keys"): Snapshot => {
  const meta = join(migrationsOf(dialect, which), "meta");
  const newest = readdirSync(meta).filter((name) => name.endsWith("_snapshot.json")).sort().at(-1) ?? "";
  return JSON.parse(readFileSync(join(meta, newest), "utf8")) as Snapshot;
};

test.each([["main", sqliteMain], ["keys", sqliteKeys]] as const)("SQLite's migrations say what the tables say: %s", async (which, tables) => {
  const written = snapshotOf("sqlite", which);
  const wanted = await generateSQLiteDrizzleJson(tables, written.id);
  // The generator's own type for a snapshot is narrower than what it writes.
  expect(await generateSQLiteMigration({ ...wanted, ...written } as typeof wanted, wanted)).toEqual([]);
});

test.each([["main", postgresMain], ["keys", postgresKeys]] as const)("PostgreSQL's migrations say what the tables say: %s", async (which, tables) => {
  const written = snapshotOf("postgresql", which);
  const wanted = generateDrizzleJson(tables, written.id);
  expect(await generateMigration({ ...wanted, ...written } as typeof wanted, wanted)).toEqual([]);
});

test("no table is forgotten where migrations are generated", () => {
  expect(Object.keys(sqliteMain).sort()).toEqual(Object.keys(sqliteTables.main).sort());
  expect(Object.keys(postgresMain).sort()).toEqual(Object.keys(postgresTables.main).sort());
});
