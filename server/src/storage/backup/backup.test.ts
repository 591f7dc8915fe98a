import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { done, rows } from "../engine.ts";
import { mainPath, openStorage } from "../open.ts";
import type { Storage } from "../open.ts";
import { backUp, copyOfFile } from "./back-up.ts";
import { backupName, backupTime, outlived } from "./keep.ts";
import { backUpKeys, restoreKeys } from "./keys-backup.ts";
import { restoreSqlite, unpackSqlite } from "./sqlite-backup.ts";

const NOW = Date.UTC(2026, 10, 23, 18);
const key = Buffer.alloc(32, 3);
const MARKER = "a text that must not be readable in a backup";
let folder = "";
let storage: Storage;
const open = async (): Promise<Storage> => {
  const opened = await openStorage({ dataDir: folder, databaseUrl: null }, { newEpoch: () => "life-1", random: () => 0 });
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pathwayks-backup-"));
  storage = await open();
});
afterEach(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, value = MARKER) => storage.main.write((db, { meta }) => done(db.insert(meta).values({ key: name, value })));
const names = async () => (await storage.main.read((db, { meta }) => rows(db.select().from(meta)))).map((row) => row.key).sort();
const make = async (over: { readonly live?: boolean } = {}) => {
  const copy = over.live === false ? copyOfFile(mainPath(folder)) : storage.copyMain;
  if (copy === null) throw new Error("SQLite is copied");
  const made = await backUp({ copy }, { dir: join(folder, "kept"), dataDir: folder, key }, NOW);
  if (!made.ok) throw new Error(made.error);
  return made.value;
};

test.each([{ live: true }, { live: false }])("a backup made under writes is whole, unreadable without its key, and leaves no copy behind (by the server: $live)", async (over) => {
  await put("before");
  let stop = false;
  const writing = (async () => {
    for (let i = 0; !stop; i++) await put(`during-${i}`);
  })();
  const { path, header } = await make(over);
  stop = true;
  await writing;
  expect(header).toEqual({ backup: "pathwayks", format: 1, what: "sqlite", at: "2026-11-23T18:00:00.000Z", epoch: "life-1" });
  expect(readFileSync(path).includes(MARKER)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  expect(readdirSync(join(folder, "kept"))).toEqual(["pathwayks-20261123T180000Z.backup"]);
});

test("restoring brings back what was there, under a new epoch, and keeps the replaced file", async () => {
  await put("before");
  const { path } = await make();
  await put("after");
  const place = { path: mainPath(folder), epoch: "life-2", at: "2026-11-23T19:00:00Z" };
  expect(await restoreSqlite(path, place, key)).toEqual({ ok: false, error: "A server is running on this database. Stop it first." });
  await storage.close();
  expect(await restoreSqlite(path, place, key)).toMatchObject({ ok: true });
  storage = await open();
  expect(await names()).toEqual(["before", "epoch", "restored_at"]);
  expect(await storage.records.epoch()).toBe("life-2");
  expect(existsSync(`${mainPath(folder)}.before-20261123T190000Z`)).toBe(true);
});

test("a database that cannot even be opened is what a restore is for", async () => {
  const { path } = await make();
  await storage.close();
  writeFileSync(mainPath(folder), "no database ".repeat(1_000));
  expect(await restoreSqlite(path, { path: mainPath(folder), epoch: "life-2", at: "x" }, key)).toMatchObject({ ok: true });
  storage = await open();
  expect(await names()).toEqual(["epoch", "restored_at"]);
});

test("a changed byte anywhere, a cut anywhere and another secret are found, and nothing is left", async () => {
  const { path } = await make();
  const whole = readFileSync(path);
  const bad = join(folder, "bad");
  const refuses = async (bytes: Buffer, withKey = key) => {
    writeFileSync(bad, bytes);
    const unpacked = await unpackSqlite(bad, join(folder, "out"), withKey);
    expect(unpacked.ok).toBe(false);
    expect(existsSync(join(folder, "out"))).toBe(false);
  };
  const places = [0, 30, 100, whole.indexOf("\n") + 1, whole.indexOf("\n") + 20, whole.length >> 1, whole.length - 17, whole.length - 1];
  for (const at of places) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await refuses(changed);
  }
  for (const length of [0, 1, 50, whole.indexOf("\n"), whole.indexOf("\n") + 14, whole.length >> 1, whole.length - 1]) await refuses(whole.subarray(0, length));
  await refuses(Buffer.concat([whole, Buffer.alloc(1)]));
  await refuses(whole, Buffer.alloc(32, 4));
});

test("backups are kept 35 days: all of the last two, then the last of each day", () => {
  const hour = 3_600_000;
  const made = Array.from({ length: 40 * 24 }, (_, i) => backupName(NOW - i * hour));
  expect(backupTime(made[0] ?? "")).toBe(NOW);
  expect(backupTime(backupName(NOW, "before-migration"))).toBe(NOW);
  const gone = new Set(outlived([...made, "notes.txt"], NOW));
  const kept = made.filter((name) => !gone.has(name));
  expect(gone.has("notes.txt")).toBe(false);
  expect(kept.slice(0, 49)).toEqual(made.slice(0, 49));
  expect(kept.slice(49).map((name) => /T(\d\d)/.exec(name)?.[1])).toEqual(Array.from({ length: 33 }, () => "23"));
  expect(backupTime(kept.at(-1) ?? "")).toBeGreaterThan(NOW - 35 * 24 * hour);
});

test("the one copy of the keys is replaced, and restoring it never brings back a key that was thrown away", async () => {
  const row = (userId: string, wrapped: string | null) => ({ userId, wrapped, createdAt: "2026-11-01T00:00:00Z", shreddedAt: wrapped === null ? "2026-11-02T00:00:00Z" : null });
  await storage.keys.write(function* (db, { subjectKeys }) {
    yield* done(db.insert(subjectKeys).values(row("a", "wrapped-a")));
    yield* done(db.insert(subjectKeys).values(row("b", "wrapped-b")));
  });
  for (let i = 0; i < 2; i++) await backUpKeys(storage.keys, join(folder, "away"), "2026-11-23T18:00:00Z", key);
  expect(readdirSync(join(folder, "away"))).toEqual(["pathwayks-keys.backup"]);
  await storage.keys.write(function* (db, { subjectKeys }) {
    yield* done(db.delete(subjectKeys));
    yield* done(db.insert(subjectKeys).values(row("a", null)));
  });
  expect(await restoreKeys(join(folder, "away", "pathwayks-keys.backup"), storage.keys, join(folder, "scratch"), key)).toEqual({ ok: true, value: 2 });
  const found = await storage.keys.read((db, { subjectKeys }) => rows(db.select().from(subjectKeys)));
  expect(found.map(({ userId, wrapped }) => [userId, wrapped]).sort()).toEqual([["a", null], ["b", "wrapped-b"]]);
  expect(existsSync(join(folder, "scratch"))).toBe(false);
});
