import type pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { engineKeepsItsPromises } from "../../../server/src/storage/engine.conformance.ts";
import { openPostgres } from "../../../server/src/storage/open-postgres.ts";
import { postgresEngine } from "../../../server/src/storage/postgres-engine.ts";
import { main } from "../../../server/src/storage/tables/postgres.ts";
import { startPostgres, type TestPostgres } from "../../../server/src/testing/postgres.ts";

let postgres: TestPostgres;
beforeAll(async () => void (postgres = await startPostgres()));
afterAll(() => postgres.stop());

const open = async (): Promise<pg.Pool> => {
  const pool = await openPostgres(await postgres.database(), "main");
  if (!pool.ok) throw new Error(pool.error);
  return pool.value;
};

engineKeepsItsPromises("PostgreSQL", async () => postgresEngine(await open(), main, { random: Math.random }));
