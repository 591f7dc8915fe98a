import { closeSync, copyFileSync, ftruncateSync, mkdtempSync, openSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entryKindTable } from "../../server/src/intake/kinds.ts";
import { createIntake } from "../../server/src/intake/push.ts";
import { entryFormat } from "../../server/src/intake/read-entry.ts";
import { openSqlite } from "../../server/src/storage/open-sqlite.ts";
import { sqliteEngine } from "../../server/src/storage/sqlite-engine.ts";
import { main } from "../../server/src/storage/tables/sqlite.ts";
import { actorOf, addActor, testUser } from "../../server/src/testing/actors.ts";
import { aPush, enroll, setCity } from "../../server/src/testing/entries.ts";
import { memoryVault } from "../../server/src/testing/storage.ts";
import { syncFacts } from "../../server/src/testing/sync-catalog.ts";

// Bar 5, the part about power: the log is cut at every 512 bytes, and just before and after the end of each commit. What had
// been acknowledged when the log was that long must be there, whole, and nothing else.

const PUSHES = Number(process.env["PUSHES"] ?? 8);
const SECTOR = 512;
let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "pathwayks-wal-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Commit {
  /** Bytes of the log once the push had been answered. */
  readonly end: number;
  readonly entries: readonly string[];
}

/** Real pushes of a person's decisions into a file whose log is never emptied. */
async function pushes(path: string): Promise<Commit[]> {
  const opened = openSqlite(path, "main");
  if (!opened.ok) throw new Error(opened.error);
  const database = opened.value;
  const engine = sqliteEngine(database, main, { soon: (work) => work() });
  const { vault } = await memoryVault(Date.now);
  await addActor({ main: engine }, vault, testUser(1));
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.pragma("wal_autocheckpoint = 0");
  copyFileSync(path, `${path}.before`);
  const intake = createIntake({ engine, vault, catalog: () => syncFacts, kinds: entryKindTable, format: entryFormat, now: Date.now, onFault: (error) => { throw error; } });
  const commits: Commit[] = [];
  for (let n = 1; n <= PUSHES; n++) {
    const entries = [setCity(n * 10, `Town ${n}`), enroll(n * 10 + 1)];
    const pushed = await intake.push(actorOf(testUser(1)), aPush(testUser(1), entries));
    if (!pushed.ok || pushed.value.results.some(({ status }) => status !== "accepted")) throw new Error("a push was not taken");
    commits.push({ end: statSync(`${path}-wal`).size, entries: entries.map(({ id }) => id) });
  }
  copyFileSync(`${path}-wal`, `${path}.wal`);
  database.close();
  return commits;
}

/** What a database that is opened with the first `length` bytes of the log holds. */
function recovered(path: string, length: number) {
  const copy = join(folder, "cut.sqlite");
  for (const end of ["", "-wal", "-shm"]) rmSync(copy + end, { force: true });
  copyFileSync(`${path}.before`, copy);
  copyFileSync(`${path}.wal`, `${copy}-wal`);
  const log = openSync(`${copy}-wal`, "r+");
  ftruncateSync(log, length);
  closeSync(log);
  const database = new Database(copy);
  const list = (sql: string) => database.prepare(sql).pluck().all() as string[];
  const found = {
    entries: list("select id from outbox_entries order by server_seq"),
    enrollments: list("select id from enrollments"), handoffs: list("select id from jobs where id like 'handoff:%'"),
    audits: list("select seq from audit where action = 'outbox.push'"), whole: database.pragma("integrity_check(1)", { simple: true }) === "ok",
  };
  database.close();
  return found;
}

test("a log that is cut anywhere gives back every push that was acknowledged by then, and half of none", async () => {
  const path = join(folder, "main.sqlite");
  const commits = await pushes(path);
  const size = commits.at(-1)?.end ?? 0;
  const cuts = new Set(Array.from({ length: Math.floor(size / SECTOR) + 1 }, (_, i) => i * SECTOR));
  for (const { end } of commits) for (const by of [-1, 0, 1]) if (end + by <= size) cuts.add(end + by);
  let lost = 0, half = 0, damaged = 0;
  for (const length of cuts) {
    const acknowledged = commits.filter(({ end }) => end <= length);
    const found = recovered(path, length);
    if (!found.whole) damaged += 1;
    lost += acknowledged.flatMap(({ entries }) => entries).filter((id) => !found.entries.includes(id)).length;
    // A push is two entries, an enrollment, its hand-off and a line of the audit.
    const [pushed, ...parts] = [found.entries.length / 2, found.enrollments.length, found.handoffs.length, found.audits.length];
    if (pushed !== acknowledged.length || parts.some((part) => part !== pushed)) half += 1;
  }
  console.log(`${PUSHES} pushes, ${size} bytes of log, cut at ${cuts.size} places: ${lost} entries lost before the sync point, ${half} states half or beyond, ${damaged} damaged`);
  expect(cuts.size).toBeGreaterThan(100);
  expect({ lost, half, damaged }).toEqual({ lost: 0, half: 0, damaged: 0 });
}, 300_000);
