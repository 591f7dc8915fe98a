import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { count, eq, like } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_ENTRIES } from "../../packages/contracts/src/outbox.ts";
import type { EntryResult, OutboxEntry } from "../../packages/contracts/src/outbox.ts";
import type { UserId } from "../../packages/contracts/src/ids.ts";
import { eraseShredded } from "../../server/src/accountability/erase.ts";
import { entryKindTable } from "../../server/src/intake/kinds.ts";
import { createIntake } from "../../server/src/intake/push.ts";
import { entryFormat } from "../../server/src/intake/read-entry.ts";
import { verifyChain } from "../../server/src/ledger/verify.ts";
import { backUp } from "../../server/src/storage/backup/back-up.ts";
import { restoreSqlite } from "../../server/src/storage/backup/sqlite-backup.ts";
import { first } from "../../server/src/storage/engine.ts";
import { mainPath, openStorage } from "../../server/src/storage/open.ts";
import { actorOf, addActor, testUser } from "../../server/src/testing/actors.ts";
import { aPush, enroll, setCity } from "../../server/src/testing/entries.ts";
import { testSecrets } from "../../server/src/testing/storage.ts";
import { syncFacts } from "../../server/src/testing/sync-catalog.ts";
import { openVault } from "../../server/src/vault/vault.ts";
import { Chance } from "../simulation/chance.ts";

// Bar 5, the part about restores: the disk is lost, the newest backup takes its place, and every device sees the new epoch and
// offers again what it was given receipts for in the last 35 days.

const DRILLS = 20;
const DAY_MS = 86_400_000;
const DAYS = 35;
/** Days between two times that a device has signal. */
const STEP = 5;
const key = testSecrets.key("backup");
let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "pathwayks-drills-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A device remembers each entry and the receipt that it was given. */
interface Device {
  readonly user: UserId;
  readonly receipts: Map<string, { readonly entry: OutboxEntry; readonly receipt: string }>;
  erased: boolean;
}

async function startedOn(dataDir: string, now: () => number, epoch: string) {
  const storage = await openStorage({ dataDir, databaseUrl: null }, { newEpoch: () => epoch, random: () => 0, soon: (work) => work() });
  if (!storage.ok) throw new Error(storage.error);
  const vault = openVault({ engine: storage.value.keys, secrets: testSecrets, now });
  const erasedAgain = await eraseShredded({ storage: storage.value, vault, now });
  const intake = createIntake({
    engine: storage.value.main, vault, now, catalog: () => syncFacts, kinds: entryKindTable, format: entryFormat,
    onFault: (error) => { throw error; },
  });
  const push = async (device: Device, entries: readonly OutboxEntry[]): Promise<readonly EntryResult[] | "gone"> => {
    const results: EntryResult[] = [];
    for (let i = 0; i < entries.length; i += MAX_ENTRIES) {
      const pushed = await intake.push(actorOf(device.user), aPush(device.user, entries.slice(i, i + MAX_ENTRIES)));
      if (!pushed.ok) return "gone";
      results.push(...pushed.value.results);
    }
    return results;
  };
  return { ...storage.value, vault, erasedAgain, push };
}
type Started = Awaited<ReturnType<typeof startedOn>>;

/** One life of the server: 35 days of decisions, a backup on one of the days, a lost disk after the last. */
async function drill(seed: number) {
  const chance = new Chance(seed);
  const dataDir = join(folder, `drill-${seed}`);
  let now = Date.UTC(2026, 9, 20);
  let server = await startedOn(dataDir, () => now, "life-1");
  const devices: Device[] = [0, 1, 2].map((n) => ({ user: testUser(n), receipts: new Map(), erased: false }));
  for (const { user } of devices) await addActor(server, server.vault, user);
  const backupDay = chance.int(DAYS / STEP) * STEP;
  let backup = "";
  let made = 0, sinceBackup = 0;
  for (let day = 0; day < DAYS; day += STEP) {
    for (const device of devices) {
      const entries = Array.from({ length: 3 + chance.int(8) }, () => (chance.is(0.4) ? enroll(++made) : setCity(++made, `Town ${made}`)));
      for (const [i, result] of (await accepted(server, device, entries)).entries())
        device.receipts.set(result.id, { entry: entries[i] as OutboxEntry, receipt: result.receipt });
      if (backup !== "") sinceBackup += entries.length;
    }
    if (day === backupDay) {
      const copy = server.copyMain;
      if (copy === null) throw new Error("SQLite is copied");
      const kept = await backUp({ copy }, { dir: join(dataDir, "kept"), dataDir, key }, now);
      if (!kept.ok) throw new Error(kept.error);
      backup = kept.value.path;
    }
    now += STEP * DAY_MS;
  }
  // Erased after the backup was made: it must not come back with it.
  const gone = chance.is(0.5) ? devices[chance.int(devices.length)] : undefined;
  if (gone) {
    await server.vault.shred(gone.user, new Date(now).toISOString());
    gone.erased = true;
  }
  await server.close();
  const restored = await restoreSqlite(backup, { path: mainPath(dataDir), epoch: "life-2", at: new Date(now).toISOString() }, key);
  if (!restored.ok) throw new Error(restored.error);
  server = await startedOn(dataDir, () => now, "never");
  return { server, devices, sinceBackup, gone, made };
}

async function accepted(server: Started, device: Device, entries: readonly OutboxEntry[]) {
  const results = await server.push(device, entries);
  if (results === "gone") throw new Error("the account is gone");
  return results.map((result) => {
    if (result.status !== "accepted") throw new Error(`${result.id} is ${result.status}`);
    return result;
  });
}

const counted = (server: Started, user: UserId) => server.main.read(function* (db, { entries, enrollments, jobs }) {
  const of = function* (query: { all(): { n: number }[] }) { return (yield* first(query))?.n ?? 0; };
  return {
    entries: yield* of(db.select({ n: count() }).from(entries).where(eq(entries.userId, user))),
    enrollments: yield* of(db.select({ n: count() }).from(enrollments).where(eq(enrollments.userId, user))),
    handoffs: yield* of(db.select({ n: count() }).from(jobs).where(like(jobs.id, "handoff:%"))),
  };
});

test(`${DRILLS} restores: what devices offer again is taken or known, each once; who was erased stays erased`, async () => {
  const sum = { receipts: 0, taken: 0, replayed: 0, lost: 0, doubled: 0, erased: 0 };
  for (let seed = 1; seed <= DRILLS; seed++) {
    const { server, devices, gone } = await drill(seed);
    expect([seed, await server.records.epoch()]).toEqual([seed, "life-2"]);
    expect([seed, server.erasedAgain]).toEqual([seed, gone ? 1 : 0]);
    let enrollmentsKept = 0;
    for (const device of devices) {
      const offered = [...device.receipts.values()].map(({ entry }) => entry);
      if (device.erased) {
        expect(await server.push(device, offered.slice(0, 1))).toBe("gone");
        expect(await counted(server, device.user)).toMatchObject({ entries: 0, enrollments: 0 });
        sum.erased += 1;
        continue;
      }
      // Offered twice, as by two tabs.
      for (const round of [1, 2])
        for (const result of await accepted(server, device, offered)) {
          const before = device.receipts.get(result.id);
          if (result.replayed && round === 1) expect(result.receipt).toBe(before?.receipt);
          if (round === 2) expect(result.replayed).toBe(true);
          else if (result.replayed) sum.replayed += 1;
          else sum.taken += 1;
        }
      const there = await counted(server, device.user);
      const wished = offered.filter(({ kind }) => kind === "enrollment.submit").length;
      enrollmentsKept += there.enrollments;
      sum.receipts += offered.length;
      sum.lost += Math.max(0, offered.length - there.entries) + Math.max(0, wished - there.enrollments);
      sum.doubled += Math.max(0, there.entries - offered.length) + Math.max(0, there.enrollments - wished);
    }
    const { handoffs } = await counted(server, testUser(0));
    sum.lost += Math.max(0, enrollmentsKept - handoffs);
    sum.doubled += Math.max(0, handoffs - enrollmentsKept);
    expect(await verifyChain(server.main)).toMatchObject({ fault: null });
    await server.close();
  }
  console.log(`${DRILLS} restores (seeds 1 to ${DRILLS}): ${sum.receipts} receipts offered again, ${sum.replayed} known, ${sum.taken} taken anew, ${sum.erased} people stayed erased, ${sum.lost} lost, ${sum.doubled} doubled`);
  expect(sum).toMatchObject({ lost: 0, doubled: 0 });
  // A drill in which nothing was lost with the disk, or nobody was erased, would prove nothing.
  expect(Math.min(sum.taken, sum.replayed, sum.erased)).toBeGreaterThan(0);
});
