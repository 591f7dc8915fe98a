import Database from "better-sqlite3";
import { and, eq, inArray, like } from "drizzle-orm";
import { verifyChain } from "../../server/src/ledger/verify.ts";
import { rows } from "../../server/src/storage/engine.ts";
import type { Engine } from "../../server/src/storage/engine.ts";
import { mainPath } from "../../server/src/storage/open.ts";
import { openPostgres } from "../../server/src/storage/open-postgres.ts";
import { postgresEngine } from "../../server/src/storage/postgres-engine.ts";
import { sqliteEngine } from "../../server/src/storage/sqlite-engine.ts";
import type { MainTables } from "../../server/src/storage/tables/all.ts";
import * as postgresTables from "../../server/src/storage/tables/postgres.ts";
import * as sqliteTables from "../../server/src/storage/tables/sqlite.ts";
import type { AccountPlace } from "../load/accounts.ts";
import type { Receipts } from "../load/device.ts";

export interface Found {
  /** Acknowledged, and not there with that receipt. */
  readonly lost: number;
  readonly damaged: boolean;
  readonly brokenChain: boolean;
}

/** Looks into the database of running servers, over a connection of its own, for what devices hold receipts of. */
export interface Ledger {
  /** What was acknowledged since the last check. */
  check(devices: readonly Receipts[]): Promise<Found>;
  /** Everything, once nothing is under way: an entry, its effects, each once. */
  count(devices: readonly Receipts[]): Promise<{ readonly lost: number; readonly doubled: number }>;
  close(): Promise<void>;
}

const AT_ONCE = 400;

export async function openLedger({ dataDir, databaseUrl }: AccountPlace): Promise<Ledger> {
  const { engine, whole } = databaseUrl === null ? overSqlite(dataDir) : await overPostgres(databaseUrl);
  const checked = new Map<Receipts, number>();

  async function lostOf(device: Receipts, acked: readonly (readonly [string, { readonly receipt: string }])[]): Promise<number> {
    let lost = 0;
    for (let i = 0; i < acked.length; i += AT_ONCE) {
      const some = acked.slice(i, i + AT_ONCE);
      const found = await engine.read((db, { entries }) =>
        rows(db.select({ id: entries.id, receipt: entries.receipt }).from(entries).where(and(eq(entries.userId, device.person.userId), inArray(entries.id, some.map(([id]) => id))))));
      const receipts = new Map(found.map(({ id, receipt }) => [id, receipt]));
      lost += some.filter(([id, { receipt }]) => receipts.get(id) !== receipt).length;
    }
    return lost;
  }

  return {
    async check(devices) {
      let lost = 0;
      for (const device of devices) {
        const acked = [...device.acked].slice(checked.get(device) ?? 0);
        checked.set(device, (checked.get(device) ?? 0) + acked.length);
        lost += await lostOf(device, acked);
      }
      return { lost, damaged: !whole(), brokenChain: (await verifyChain(engine)).fault !== null };
    },
    async count(devices) {
      let lost = 0, doubled = 0;
      for (const device of devices) {
        const { userId } = device.person;
        lost += await lostOf(device, [...device.acked]);
        const there = await engine.read(function* (db, { entries, enrollments, jobs }) {
          return {
            entries: (yield* rows(db.select({ id: entries.id }).from(entries).where(eq(entries.userId, userId)))).length,
            enrollments: (yield* rows(db.select({ id: enrollments.id }).from(enrollments).where(eq(enrollments.userId, userId)))).length,
            handoffs: (yield* rows(db.select({ id: jobs.id }).from(jobs).where(and(eq(jobs.userId, userId), like(jobs.id, "handoff:%"))))).length,
          };
        });
        const wished = [...device.acked.values()].filter(({ enrollment }) => enrollment).length;
        for (const [is, should] of [[there.entries, device.acked.size], [there.enrollments, wished], [there.handoffs, wished]] as const) {
          lost += Math.max(0, should - is);
          doubled += Math.max(0, is - should);
        }
      }
      return { lost, doubled };
    },
    close: () => engine.close(),
  };
}

interface Source {
  readonly engine: Engine<MainTables>;
  /** Whether the file is undamaged. */
  readonly whole: () => boolean;
}

function overSqlite(dataDir: string): Source {
  const database = new Database(mainPath(dataDir), { readonly: true, timeout: 20_000 });
  const engine = sqliteEngine(database, sqliteTables.main);
  return {
    engine: { ...engine, close: async () => void database.close() },
    whole: () => database.pragma("integrity_check(1)", { simple: true }) === "ok",
  };
}

async function overPostgres(url: string): Promise<Source> {
  const pool = await openPostgres(url, "main");
  if (!pool.ok) throw new Error(pool.error);
  // Its own process was not killed; what it holds is judged by the rows and the chain.
  return { engine: postgresEngine(pool.value, postgresTables.main, { random: Math.random }), whole: () => true };
}
