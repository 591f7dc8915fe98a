import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordsKeepTheirPromises } from "../../../server/src/accountability/record.conformance.ts";
import { rightsKeepTheirPromises } from "../../../server/src/accountability/rights.conformance.ts";
import { ledgerKeepsItsPromises } from "../../../server/src/ledger/ledger.conformance.ts";
import { handoffKeepsItsPromises } from "../../../server/src/effects/handoff/handoff.conformance.ts";
import { notificationsKeepTheirPromises } from "../../../server/src/effects/notifications.conformance.ts";
import { runnerKeepsItsPromises } from "../../../server/src/effects/runner.conformance.ts";
import { feedKeepsItsPromises } from "../../../server/src/feed/feed.conformance.ts";
import { dailyLimitHolds } from "../../../server/src/intake/daily-limit.conformance.ts";
import { submissionsKeepTheirPromises } from "../../../server/src/intake/submission-routes.conformance.ts";
import { intakeKeepsItsPromises } from "../../../server/src/intake/intake.conformance.ts";
import { accountsKeepTheirPromises } from "../../../server/src/people/accounts.conformance.ts";
import { bucketsAndTicketsKeepTheirPromises } from "../../../server/src/policy/keeping.conformance.ts";
import { engineKeepsItsPromises } from "../../../server/src/storage/engine.conformance.ts";
import { done, rows, StorageUnavailable } from "../../../server/src/storage/engine.ts";
import { openStorage, type Storage } from "../../../server/src/storage/open.ts";
import { openPostgres } from "../../../server/src/storage/open-postgres.ts";
import { postgresEngine } from "../../../server/src/storage/postgres-engine.ts";
import { main } from "../../../server/src/storage/tables/postgres.ts";
import { startPostgres, type TestPostgres } from "../../../server/src/testing/postgres.ts";

let postgres: TestPostgres;
beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres.stop());

const open = async () => {
  const pool = await openPostgres(await postgres.database(), "main");
  if (!pool.ok) throw new Error(pool.error);
  return pool.value;
};

engineKeepsItsPromises("PostgreSQL", async () => postgresEngine(await open(), main, { random: Math.random }));

test("a connection that PostgreSQL ends fails the transaction on it, and nothing else", async () => {
  const engine = postgresEngine(await open(), main, { random: Math.random });
  await engine.write((db, { meta }) => done(db.insert(meta).values({ key: "k", value: "v" })));
  const ending = engine.write((db, { meta }) => rows(db.select({ ended: sql<boolean>`pg_terminate_backend(pg_backend_pid())` }).from(meta)));
  await expect(ending).rejects.toBeInstanceOf(StorageUnavailable);
  expect(await engine.read((db, { meta }) => rows(db.select().from(meta)))).toHaveLength(1);
  await engine.close();
});

const openAt = async (databaseUrl: string): Promise<Storage> => {
  const storage = await openStorage({ dataDir: "", databaseUrl }, { newEpoch: () => "epoch-1", random: Math.random });
  if (!storage.ok) throw new Error(storage.error);
  return storage.value;
};
/** Both databases of a server, in one PostgreSQL. */
const openBoth = async (): Promise<Storage> => openAt(await postgres.database());
/** Two processes on one database. */
const openTwice = async (): Promise<readonly [Storage, Storage]> => {
  const url = await postgres.database();
  return [await openAt(url), await openAt(url)];
};

ledgerKeepsItsPromises("PostgreSQL: rows that are only added", openBoth);
bucketsAndTicketsKeepTheirPromises("PostgreSQL", openBoth);
intakeKeepsItsPromises("The outbox on PostgreSQL", openTwice);
submissionsKeepTheirPromises("Submissions on PostgreSQL", openBoth);
dailyLimitHolds("The daily limit on PostgreSQL", openBoth);
runnerKeepsItsPromises("Jobs on PostgreSQL", openTwice);
handoffKeepsItsPromises("The hand-off on PostgreSQL", openTwice);
feedKeepsItsPromises("The feed on PostgreSQL", openBoth);
accountsKeepTheirPromises("PostgreSQL", openBoth, { rounds: 30 });
recordsKeepTheirPromises("Records and cases on PostgreSQL", openBoth);
rightsKeepTheirPromises("Export, erasure and guardians on PostgreSQL", openBoth);
notificationsKeepTheirPromises("Notifications on PostgreSQL", openBoth);
