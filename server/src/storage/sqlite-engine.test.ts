import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { expect, test } from "vitest";
import { engineKeepsItsPromises } from "./engine.conformance.ts";
import { done, StorageUnavailable } from "./engine.ts";
import { migrationsOf } from "./migrations-of.ts";
import { setPragmas } from "./pragmas.ts";
import { sqliteEngine } from "./sqlite-engine.ts";
import { main } from "./tables/sqlite.ts";

const fresh = (): Database.Database => {
  const database = new Database(":memory:");
  setPragmas(database);
  migrate(drizzle(database), { migrationsFolder: migrationsOf("sqlite", "main") });
  return database;
};

engineKeepsItsPromises("SQLite", async () => sqliteEngine(fresh(), main));

test("writes of one tick share a commit", async () => {
  const database = fresh();
  let commits = 0;
  const exec = database.exec.bind(database);
  database.exec = (text: string) => {
    if (text === "COMMIT") commits += 1;
    return exec(text);
  };
  const engine = sqliteEngine(database, main);
  await Promise.all(Array.from({ length: 100 }, (_, i) => engine.write((db, { meta }) => done(db.insert(meta).values({ key: `k${i}`, value: "v" })))));
  expect(commits).toBe(1);
  await engine.close();
});

test("a full disk is told to everybody whose write is lost with it", async () => {
  const database = fresh();
  const engine = sqliteEngine(database, main);
  const pages = Number(database.pragma("page_count", { simple: true }));
  database.pragma(`max_page_count = ${pages + 2}`);
  const big = "x".repeat(100_000);
  const outcomes = await Promise.allSettled(["a", "b"].map((key) => engine.write((db, { meta }) => done(db.insert(meta).values({ key, value: big })))));
  for (const outcome of outcomes) expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(StorageUnavailable) as unknown });
  database.pragma(`max_page_count = ${pages + 1_000}`);
  await engine.write((db, { meta }) => done(db.insert(meta).values({ key: "a", value: big })));
  await engine.close();
});
