import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { audit } from "../../../server/src/ledger/audit.ts";
import { verifyChain } from "../../../server/src/ledger/verify.ts";
import { backUp } from "../../../server/src/storage/backup/back-up.ts";
import { countRows, restorePostgres } from "../../../server/src/storage/backup/postgres-backup.ts";
import { done, rows } from "../../../server/src/storage/engine.ts";
import { openStorage } from "../../../server/src/storage/open.ts";
import type { Storage } from "../../../server/src/storage/open.ts";
import { startPostgres, type TestPostgres } from "../../../server/src/testing/postgres.ts";

let postgres: TestPostgres;
let folder = "";
beforeAll(async () => {
  postgres = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), "pathwayks-pg-backup-"));
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const key = Buffer.alloc(32, 5);
const AT = "2026-11-23T18:00:00.000Z";
const opened = async (databaseUrl: string, epoch: string): Promise<Storage> => {
  const storage = await openStorage({ dataDir: "", databaseUrl }, { newEpoch: () => epoch, random: Math.random });
  if (!storage.ok) throw new Error(storage.error);
  return storage.value;
};
/** `count` changes in one transaction, numbered from `from`. */
const change = (storage: Storage, from: number, count = 1) =>
  storage.main.write(function* (db, tables) {
    for (let n = from; n < from + count; n++) {
      yield* done(db.insert(tables.personHistory).values({ userId: "u", key: "city", stamp: `s${n}`, sealed: 'q"\\\n\t{"table":"users"}', replacedAt: AT }));
      yield* done(db.insert(tables.feed).values({ userId: "u", kind: "field", id: `f${n}`, seq: 2 ** 40 + n, sealed: null, revoked: n % 2 === 0, at: AT }));
      yield* audit(db, tables, { actor: { kind: "system", name: "test" }, action: "test.change", target: `row:${n}`, at: AT });
    }
  });
const contents = (storage: Storage) => storage.main.read(function* (db, t) {
  return { history: yield* rows(db.select().from(t.personHistory).orderBy(t.personHistory.id)), feed: yield* rows(db.select().from(t.feed).orderBy(t.feed.seq)), audit: yield* rows(db.select().from(t.audit).orderBy(t.audit.seq)) };
});

test("a backup of PostgreSQL is one snapshot, fills an empty database with every row, and counts on from there", async () => {
  const url = await postgres.database();
  const from = await opened(url, "life-1");
  await change(from, 0, 1_200);
  const before = await contents(from);
  let stop = false, during = 0;
  const writing = (async () => {
    while (!stop) await change(from, 2_000 + during++);
  })();
  const made = await backUp({ url }, { dir: folder, dataDir: folder, key }, Date.parse(AT));
  stop = true;
  await writing;
  if (!made.ok) throw new Error(made.error);
  expect(readFileSync(made.value.path).includes("test.change")).toBe(false);
  const counts = await countRows(made.value.path, key);
  // Each change wrote one row into three tables: a snapshot has as many of each.
  const n = counts.ok ? (counts.value["audit"] ?? 0) : 0;
  expect(counts).toMatchObject({ ok: true, value: { audit: n, feed: n, person_history: n, audit_head: 1 } });
  expect(n).toBeGreaterThanOrEqual(1_200);

  const empty = await postgres.database();
  const to = await opened(empty, "life-of-the-empty-one");
  expect(await restorePostgres(made.value.path, empty, { epoch: "life-2", at: "2026-11-23T18:00:00.000Z" }, key)).toEqual({ ok: true, value: null });
  expect(await to.records.epoch()).toBe("life-2");
  const after = await contents(to);
  expect(after.history.slice(0, 1_200)).toEqual(before.history);
  expect(after.feed.slice(0, 1_200)).toEqual(before.feed);
  expect(await verifyChain(to.main)).toMatchObject({ fault: null, seq: n });
  await change(to, 5_000);
  expect((await contents(to)).history.at(-1)?.id).toBe((after.history.at(-1)?.id ?? 0) + 1);

  expect(await restorePostgres(made.value.path, empty, { epoch: "life-3", at: "2026-11-23T18:00:00.000Z" }, key)).toMatchObject({ ok: false });
  expect(await restorePostgres(made.value.path, empty, { epoch: "life-3", at: "2026-11-23T18:00:00.000Z" }, Buffer.alloc(32))).toMatchObject({ ok: false });
  await from.close();
  await to.close();
});
