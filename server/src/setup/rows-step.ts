import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { dayNumber } from "@pathwayks/contracts";
import type { IsoDate } from "@pathwayks/contracts";
import { loadTable, refreshSampleJobs, saveTables, tableNames } from "../import/index.ts";
import type { Rows } from "../import/index.ts";
import { writeWhole } from "../durable-files.ts";
import { fingerprintOf } from "./fingerprint.ts";

// DATA_DIR/rows holds the rows of the current catalog. As long as they are the starter's, a start brings them up to date;
// from the first import by hand on they are the operator's, and no start touches them.

/** Sample jobs live for weeks; moving them on once a week keeps some of them open. */
const REFRESH_DAYS = 7;

const origin = z.object({ starter: z.string(), refreshed: z.string(), rows: z.string() });

export interface RowsStepDeps {
  readonly starterDir: string;
  readonly dataDir: string;
  readonly today: IsoDate;
  readonly say: (line: string) => void;
}

const rowFiles = tableNames.map((name) => `${name}.ndjson`);

export const fingerprintOfRows = (folder: string): string => fingerprintOf(folder, rowFiles, "");

const originFile = (rows: string) => join(rows, "origin.json");

function originOf(rows: string): z.infer<typeof origin> | null {
  if (!existsSync(originFile(rows))) return null;
  const parsed = origin.safeParse(JSON.parse(readFileSync(originFile(rows), "utf8")));
  return parsed.success ? parsed.data : null;
}

/** Makes sure that there are rows. Says whether they are the starter's, as this server wrote them. */
export function ensureRows({ starterDir, dataDir, today, say }: RowsStepDeps): {
  readonly folder: string;
  readonly ours: boolean;
} {
  const folder = join(dataDir, "rows");
  const known = originOf(folder);
  const starter = fingerprintOfRows(starterDir);
  if (existsSync(folder)) {
    const ours = known !== null && known.rows === fingerprintOfRows(folder);
    if (!ours) return { folder, ours };
    if (known.starter === starter && dayNumber(today) - dayNumber(known.refreshed) < REFRESH_DAYS) return { folder, ours };
  }
  say(known === null ? "Importing the starter catalog …" : "Bringing the starter catalog up to date …");
  // Written beside and renamed as one: a start that is stopped here leaves the old rows or the new ones, never a mixture.
  const half = join(dataDir, ".rows-half");
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  const tables = Object.fromEntries(tableNames.map((name) => [name, loadTable(starterDir, name)])) as unknown as Rows;
  saveTables(half, { ...tables, jobs: refreshSampleJobs(tables.jobs, today) });
  writeWhole(originFile(half), `${JSON.stringify({ starter, refreshed: today, rows: fingerprintOfRows(half) })}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(half, folder);
  return { folder, ours: true };
}
