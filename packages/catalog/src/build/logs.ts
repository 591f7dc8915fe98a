import type { Region } from "@pathwayks/contracts";
import { regions } from "@pathwayks/contracts";
import { isoWeek, toCode } from "../codes.ts";
import type { StoredRow } from "../format/columns.ts";
import { jobCarrier } from "./compile/job.ts";
import { partnerCarrier } from "./compile/other.ts";
import { programCarrier } from "./compile/program.ts";
import type { CutSize } from "./cut.ts";
import { cut } from "./cut.ts";
import type { Appended, Log, OldPart } from "./log.ts";
import { appendToLog, split } from "./log.ts";

/** Base parts are cut by key, so that even a build without an earlier release finds most of them again. */
export const baseSizes = {
  programs: { typical: 96, least: 64, most: 320 },
  partners: { typical: 160, least: 96, most: 480 },
} as const satisfies Record<string, CutSize>;

const never = () => Number.MAX_SAFE_INTEGER;

const byKeyRange = <T extends "programs" | "partners">(table: T) => (rows: readonly StoredRow<T>[], week: string) =>
  cut(rows, (row) => row.id, baseSizes[table]).map((run) => ({ week, rows: run }));

const programLog: Log<"programs"> = { table: "programs", prefix: "programs", carrier: programCarrier, expires: never,
  lay: byKeyRange("programs") };
const partnerLog: Log<"partners"> = { table: "partners", prefix: "partners", carrier: partnerCarrier, expires: never,
  lay: byKeyRange("partners") };

export const appendPrograms = (rows: readonly StoredRow<"programs">[], old: readonly OldPart<"programs">[], day: number) =>
  appendToLog(programLog, rows, old, day);
export const appendPartners = (rows: readonly StoredRow<"partners">[], old: readonly OldPart<"partners">[], day: number) =>
  appendToLog(partnerLog, rows, old, day);

/** Jobs, a log for each region: a device takes some of them. */
export function appendJobs(rows: readonly StoredRow<"jobs">[], old: readonly OldPart<"jobs">[], day: number):
readonly (Appended<"jobs"> & { readonly region: Region })[] {
  return regions.map((region, code) => ({
    region,
    ...appendToLog(
      jobLog(region), rows.filter((row) => row.region === code), old.filter((part) => part.ref.region === region), day,
    ),
  }));
}

const jobLog = (region: Region): Log<"jobs"> => ({
  table: "jobs", prefix: `jobs/${region}`, carrier: jobCarrier(toCode(regions, region)),
  expires: (row) => row.expires,
  lay: byWeekOfPosting,
});

/** Old postings run out together. A posting from the future belongs to this week. */
function byWeekOfPosting(rows: readonly StoredRow<"jobs">[], week: string) {
  const byWeek = new Map<string, StoredRow<"jobs">[]>();
  for (const row of rows) {
    const posted = isoWeek(row.posted);
    const key = posted > week ? week : posted;
    const run = byWeek.get(key);
    if (run === undefined) byWeek.set(key, [row]);
    else run.push(row);
  }
  return [...byWeek].flatMap(([key, run]) => split(run).map((slice) => ({ week: key, rows: slice })));
}
