import { gzipSync } from "node:zlib";
import { buildRelease, diffReleases, type Release } from "@pathwayks/catalog/build";
import type { IsoDate } from "@pathwayks/contracts";
import { generateRows } from "../../server/src/import/generate.ts";
import { mutateDay } from "../../server/src/import/mutate.ts";
import { figure, type Figure } from "./measure.ts";

// What a day's changes cost a device that already has the release of the day before, at the whole size of the issue.

const day = (n: number): IsoDate => new Date(Date.UTC(2026, 10, 23 + n)).toISOString().slice(0, 10) as IsoDate;
const gzip = (rows: readonly object[]): number => gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join(""), { level: 9 }).length;

/** Bytes fetched, manifest and pointer included, against the gzip size of the changed rows as JSON lines, for `days` days in a row. */
export function dayFigures(days: number): Figure[] {
  let rows = generateRows({ programs: 10_000, jobs: 33_500, seed: 1 });
  let prev: Release = buildRelease({ rows, prev: null, createdAt: `${day(0)}T08:00:00Z` });
  const ratios: number[] = [];
  const kilobytes: number[] = [];
  for (let n = 1; n <= days; n++) {
    const today = mutateDay(rows, 100 + n, day(n));
    const { newJobs, editedJobs, goneJobs, programs } = today.changed;
    rows = today.rows;
    const next = buildRelease({ rows, prev, createdAt: `${day(n)}T08:00:00Z` });
    const { bytes } = diffReleases(prev, next);
    kilobytes.push(bytes / 1000);
    ratios.push(bytes / gzip([...newJobs, ...editedJobs, ...programs, { goneJobs }]));
    prev = next;
  }
  return [
    figure("a day's changes: bytes fetched ÷ gzip of the changed rows", "×", ratios, { bound: { most: 2, on: "median" }, note: `${days} days in a row` }),
    figure("a day's changes", "kB", kilobytes),
  ];
}
