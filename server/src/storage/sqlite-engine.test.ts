import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { expect, test } from "vitest";
import { engineKeepsItsPromises } from "./engine.conformance.ts";
import { done, rows, StorageUnavailable } from "./engine.ts";
import { migrationsOf } from "./migrations-of.ts";
import { setPragmas } from "./pragmas.ts";
import { sqliteEngine } from "./sqlite-engine.ts";
import { main } from "./tables/sqlite.ts";
import { walWatch } from "./wal-watch.ts";

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
  const engine = sqliteEngine(database, main, { clock: () => 0 });
  await Promise.all(Array.from({ length: 100 }, (_, i) => engine.write((db, { meta }) => done(db.insert(meta).values({ key: `k${i}`, value: "v" })))));
  expect(commits).toBe(1);
  await engine.close();
});

test("a commit takes no more writes once it has kept the others waiting: those that only read come in between", async () => {
  let now = 0;
  const engine = sqliteEngine(fresh(), main, { clock: () => now });
  const order: string[] = [];
  const slow = (key: string) => engine.write(function* (db, { meta }) {
    now += 30;
    yield* done(db.insert(meta).values({ key, value: "v" }));
  }).then(() => order.push(key));
  const writing = ["a", "b", "c"].map(slow);
  const reading = writing[0]?.then(() => engine.read(function* () { yield* []; })).then(() => order.push("read"));
  await Promise.all([...writing, reading]);
  expect(order).toEqual(["a", "read", "b", "c"]);
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

test("nobody hears of a success before the commit: when it fails, all fail", async () => {
  const database = fresh();
  const exec = database.exec.bind(database);
  database.exec = (text: string) => {
    if (text === "COMMIT") throw new Database.SqliteError("disk I/O error", "SQLITE_IOERR_FSYNC");
    return exec(text);
  };
  const engine = sqliteEngine(database, main);
  const outcomes = await Promise.allSettled(["a", "b"].map((key) => engine.write((db, { meta }) => done(db.insert(meta).values({ key, value: "v" })))));
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  database.exec = exec;
  expect(await engine.read((db, { meta }) => rows(db.select().from(meta)))).toEqual([]);
  await engine.close();
});

test("a damaged file takes no more writes and is not ready, while reading goes on", async () => {
  const database = fresh();
  const engine = sqliteEngine(database, main);
  const broken = () => {
    throw new Database.SqliteError("database disk image is malformed", "SQLITE_CORRUPT");
  };
  await expect(engine.write(broken)).rejects.toMatchObject({ name: "StorageUnavailable", code: "SQLITE_CORRUPT" });
  await expect(engine.write((db, { meta }) => done(db.insert(meta).values({ key: "a", value: "v" })))).rejects.toMatchObject({ code: "SQLITE_CORRUPT" });
  await expect(engine.ping()).rejects.toBeInstanceOf(StorageUnavailable);
  expect(await engine.read((db, { meta }) => rows(db.select().from(meta)))).toEqual([]);
  await engine.close();
});

test("a log that a long reader let grow is emptied once the reader is gone, without waiting for it", () => {
  const folder = mkdtempSync(join(tmpdir(), "pathwayks-wal-"));
  const path = join(folder, "a.sqlite");
  const database = new Database(path);
  setPragmas(database);
  database.exec("create table t (x)");
  const watch = walWatch(database, 100_000, 1);
  const reader = new Database(path, { readonly: true });
  reader.exec("begin");
  reader.prepare("select count(*) from t").get();
  for (let i = 0; i < 50; i++) database.prepare("insert into t values (?)").run("x".repeat(10_000));
  const size = () => statSync(`${path}-wal`).size;
  const before = size();
  const began = performance.now();
  watch();
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(size()).toBe(before);
  reader.close();
  watch();
  expect(size()).toBe(0);
  expect(database.pragma("busy_timeout", { simple: true })).toBe(5_000);
  database.close();
  rmSync(folder, { recursive: true, force: true });
});
