import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStorage } from "./open.ts";
import { folderFault } from "./open-sqlite.ts";
import { compareVersions, setPragmas, wrongPragmas } from "./pragmas.ts";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "pathwayks-storage-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (epoch = "e1") => openStorage({ dataDir: folder, databaseUrl: null }, { newEpoch: () => epoch, random: () => 0 });
const opened = async (epoch?: string) => {
  const result = await open(epoch);
  if (!result.ok) throw new Error(result.error);
  return result.value.records;
};
const release = {
  version: 1,
  manifestHash: "a",
  createdAt: "2026-01-01T00:00:00Z",
  publishedAt: "2026-01-01T00:00:00Z",
  programs: 1,
  occupations: 2,
  jobs: 3,
  partners: 4,
};

test("records outlive a restart, the epoch stays, and recording a release twice changes nothing", async () => {
  const first = await opened("e1");
  await first.recordRelease(release);
  await first.recordRelease({ ...release, programs: 9 });
  await first.recordRelease({ ...release, version: 2, manifestHash: "b" });
  await first.recordImport({ kind: "csv", pathHash: "p", accepted: 3, rejected: 1, at: release.createdAt });
  await first.close();
  const second = await opened("e2");
  expect(await second.epoch()).toBe("e1");
  expect(await second.latestRelease()).toEqual({ ...release, version: 2, manifestHash: "b" });
  await second.close();
});

test("the pragmas hold after the first real statement, on a new file and on the next start", () => {
  for (const statement of ["create table t (x)", "insert into t values (1)"]) {
    const database = new Database(join(folder, "pragmas.sqlite"));
    setPragmas(database);
    database.exec(statement);
    expect(wrongPragmas(database)).toEqual([]);
    // Named here, not taken from the table: NORMAL would lose on a power cut what was acknowledged.
    expect(database.pragma("synchronous", { simple: true })).toBe(2);
    database.close();
  }
});

test("the read-back notices a connection that forgot to set them", () => {
  const database = new Database(join(folder, "naive.sqlite"));
  database.pragma("journal_mode = WAL");
  database.exec("create table t (x)");
  expect(wrongPragmas(database)).toContain("synchronous is 1 instead of 2");
  database.close();
});

test("a damaged file and a file that is no database are refused with advice", async () => {
  await (await opened()).close();
  writeFileSync(
    join(folder, "pathwayks.sqlite"),
    "this is a letter, not a database; it is long enough to be looked at as one ".repeat(20),
  );
  const result = await open();
  expect(result.ok || result.error).toContain("SQLITE_NOTADB");
  expect(result.ok || result.error).toContain("newest backup");
});

test("network drives, full disks and old engines are refused", () => {
  expect(folderFault({ type: 0x6969, freeBytes: 1e12 })).toContain("network drive");
  expect(folderFault({ type: 0xfe534d42 | 0, freeBytes: 1e12 })).toContain("network drive");
  expect(folderFault({ type: 0xef53, freeBytes: 5e8 })).toContain("500 MB");
  expect(folderFault({ type: 0xef53, freeBytes: 5e9 })).toBeNull();
  expect(compareVersions("3.51.2", "3.51.3")).toBeLessThan(0);
  expect(compareVersions("3.53.0", "3.51.3")).toBeGreaterThan(0);
  expect(compareVersions("4.0.0", "3.51.3")).toBeGreaterThan(0);
});
