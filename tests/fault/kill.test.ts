import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostgres } from "../../server/src/testing/postgres.ts";
import { Chance } from "../simulation/chance.ts";
import { brokenPromises, inWords, killUnderLoad, removeRun } from "./kill.ts";

// A short run of what `npm run kill` does at length.

const SEED = Number(process.env["SEED"] ?? 4);
let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "pathwayks-kill-"))));
afterAll(() => removeRun(folder));

test("one server on SQLite is killed under load: nothing acknowledged is lost, nothing doubled, the file and the chain are whole", async () => {
  const figures = await killUnderLoad({ folder: join(folder, "sqlite"), kills: 6, databaseUrl: null, chance: new Chance(SEED) });
  console.log(`SQLite, seed ${SEED}: ${inWords(figures)}`);
  expect(brokenPromises(figures)).toEqual([]);
}, 300_000);

test("two servers on one PostgreSQL are killed in turn under load: the same holds, whichever one a device reaches", async () => {
  const postgres = await startPostgres();
  try {
    const figures = await killUnderLoad({ folder: join(folder, "postgres"), kills: 5, databaseUrl: await postgres.database(), chance: new Chance(SEED) });
    console.log(`PostgreSQL, seed ${SEED}: ${inWords(figures)}`);
    expect(brokenPromises(figures)).toEqual([]);
  } finally {
    await postgres.stop();
  }
}, 300_000);
