import { mkdtempSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startPostgres } from "../../server/src/testing/postgres.ts";
import { Chance } from "../simulation/chance.ts";
import { brokenPromises, inWords, killUnderLoad, removeRun } from "./kill.ts";
import type { KillFigures } from "./kill.ts";

// `npm run kill -- [--kills N] [--acks N] [--seed N] [--on sqlite|postgres]`: bar 4 at length. Half of the kills hit one server
// on SQLite, half hit two servers on one PostgreSQL.

const { values } = parseArgs({ options: { kills: { type: "string", default: "200" }, acks: { type: "string", default: "50000" }, seed: { type: "string", default: "1" }, on: { type: "string" } } });
const [kills, acks, seed] = [Number(values.kills), Number(values.acks), Number(values.seed)];
const SLOWEST_START_MS = 3_000;
const on = (["sqlite", "postgres"] as const).filter((name) => values.on === undefined || values.on === name);
const folder = mkdtempSync(join(tmpdir(), "pathwayks-kill-"));
const say = (line: string) => void (process.stdout.isTTY ? process.stdout.write(`\r${line}  `) : undefined);

async function runOn(name: "sqlite" | "postgres"): Promise<KillFigures> {
  const share = { folder: join(folder, name), kills: Math.ceil(kills / on.length), leastAcks: Math.ceil(acks / on.length), chance: new Chance(seed), say };
  if (name === "sqlite") return killUnderLoad({ ...share, databaseUrl: null });
  const postgres = await startPostgres();
  try {
    return await killUnderLoad({ ...share, databaseUrl: await postgres.database() });
  } finally {
    await postgres.stop();
  }
}

let good = on.length > 0;
for (const name of on) {
  const figures = await runOn(name);
  const broken = [...brokenPromises(figures), ...(figures.slowestStartMs > SLOWEST_START_MS ? [`slowest start ${Math.round(figures.slowestStartMs)} ms, at most ${SLOWEST_START_MS} wanted`] : [])];
  console.log(`\n${name}, seed ${seed}, load of the machine ${loadavg()[0]?.toFixed(1) ?? "?"}: ${inWords(figures)}`);
  for (const line of broken) console.log(`  ✗ ${line}`);
  good &&= broken.length === 0;
}
removeRun(folder);
process.exit(good ? 0 : 1);
