import type { ChunkRef, Region } from "@pathwayks/contracts";
import { regions } from "@pathwayks/contracts";
import { isoWeek, toCode } from "../codes.ts";
import type { StoredRow } from "../format/columns.ts";
import { columnsOf } from "../format/columns.ts";
import { byKey } from "./hash.ts";
import { removedJob } from "./compile/job.ts";

// Jobs change every day, so they are a log: a release adds one small part for each region that changed, and leaves the
// others as they are. DESIGN.md, "Jobs", says why and what it costs.

type JobRow = StoredRow<"jobs">;

/** A part of an earlier release, with the rows it holds. */
export interface OldPart {
  readonly ref: ChunkRef;
  readonly rows: readonly JobRow[];
}

export interface NewPart {
  readonly id: string;
  readonly region: Region;
  readonly rows: readonly JobRow[];
}

export interface JobLog {
  readonly kept: readonly ChunkRef[];
  readonly added: readonly NewPart[];
}

/** What keeps the log short, and its dead rows few. Both cost transfers, and so are set by the figures in DESIGN.md. */
export const logLimits = {
  /** A part with a smaller share of rows that stand is given up, and what stands in it is written anew. */
  liveShare: 0.5,
  /** A part of a finished week with fewer rows is small … */
  smallRows: 48,
  /** … and when a region has this many of them, they become one. */
  smallParts: 5,
  /** Rows of one part; more are split. */
  mostRows: 1_000,
} as const;

/** The log after a release. `rows` are all jobs that stand, sorted by id; `day` is the release's day number. */
export function appendJobs(rows: readonly JobRow[], old: readonly OldPart[], day: number): JobLog {
  const week = latestWeek(old, day);
  const logs = regions.map((region, code) => appendRegion(
    region, rows.filter((row) => row.region === code), old.filter((part) => part.ref.region === region), week, day));
  return { kept: logs.flatMap((log) => log.kept), added: logs.flatMap((log) => log.added) };
}

/** Weeks only go forward: a part is newer than another when its week and number are. */
function latestWeek(old: readonly OldPart[], day: number): string {
  return old.reduce((latest, part) => (weekOf(part.ref) > latest ? weekOf(part.ref) : latest), isoWeek(day));
}

const weekOf = (ref: ChunkRef): string => ref.id.split("/")[2] ?? "";
const numberOf = (ref: ChunkRef): number => Number(ref.id.split("/")[3] ?? 0);

function appendRegion(region: Region, rows: readonly JobRow[], old: readonly OldPart[], week: string, day: number): JobLog {
  if (old.length === 0) return { kept: [], added: firstParts(region, rows, week) };
  const desired = new Map(rows.map((row) => [row.id, rowKey(row)]));
  const worn = wornParts(old, desired, week);
  const kept = old.filter((part) => !worn.has(part));
  const visible = visibleRows(kept);
  const changed = rows.filter((row) => visible.get(row.id)?.key !== desired.get(row.id));
  const gone = [...visible].filter(([id, seen]) => !desired.has(id) && seen.expires >= day).map(([id]) => removedJob(id, toCode(regions, region)));
  const next = Math.max(0, ...old.filter((part) => weekOf(part.ref) === week).map((part) => numberOf(part.ref))) + 1;
  const added = split([...changed, ...gone].sort((a, b) => byKey(a.id, b.id)));
  return { kept: kept.map((part) => part.ref), added: added.map((part, i) => ({ id: partId(region, week, next + i), region, rows: part })) };
}

/** Base parts by week of posting, so that the old ones run out whole. A posting from the future belongs to this week. */
function firstParts(region: Region, rows: readonly JobRow[], week: string): NewPart[] {
  const byWeek = new Map<string, JobRow[]>();
  for (const row of rows) {
    const posted = isoWeek(row.posted);
    const key = posted > week ? week : posted;
    byWeek.set(key, [...(byWeek.get(key) ?? []), row]);
  }
  return [...byWeek].flatMap(([key, part]) => split(part).map((slice, i) => ({ id: partId(region, key, i + 1), region, rows: slice })));
}

const partId = (region: Region, week: string, number: number): string => `jobs/${region}/${week}/${String(number).padStart(4, "0")}`;

function split(rows: readonly JobRow[]): JobRow[][] {
  const parts: JobRow[][] = [];
  for (let i = 0; i < rows.length; i += logLimits.mostRows) parts.push(rows.slice(i, i + logLimits.mostRows));
  return parts;
}

/** Parts to give up: worn out, or small ones of finished weeks that have become many. */
function wornParts(old: readonly OldPart[], desired: ReadonlyMap<string, string>, week: string): ReadonlySet<OldPart> {
  const visible = visibleRows(old);
  const share = (part: OldPart) =>
    part.rows.filter((row) => visible.get(row.id)?.part === part && visible.get(row.id)?.key === desired.get(row.id)).length / part.rows.length;
  const worn = old.filter((part) => share(part) < logLimits.liveShare);
  const small = old.filter((part) => weekOf(part.ref) < week && part.rows.length < logLimits.smallRows && !worn.includes(part));
  return new Set(small.length >= logLimits.smallParts ? [...worn, ...small] : worn);
}

interface Visible {
  readonly part: OldPart;
  readonly key: string;
  readonly expires: number;
}

/** What a device sees of these parts: the reader's rule (`open/live.ts`), said again over rows. */
function visibleRows(parts: readonly OldPart[]): Map<string, Visible> {
  const visible = new Map<string, Visible>();
  for (const part of parts) {
    for (const row of part.rows) {
      if (row.removed === 1) visible.delete(row.id);
      else visible.set(row.id, { part, key: rowKey(row), expires: row.expires });
    }
  }
  return visible;
}

const facts = columnsOf("jobs").filter(([name]) => name !== "createdAt" && name !== "updatedAt");

/**
 * Equal for rows that say the same. Numbers are compared as they are stored; a new date of change alone is no change, so
 * that a source which touches every record each night costs no device a byte.
 */
function rowKey(row: JobRow): string {
  const cells = row as Readonly<Record<string, unknown>>;
  return JSON.stringify(facts.map(([name, column]) => {
    const value = cells[name];
    return column.kind === "number" && column.type === "f32" && typeof value === "number" ? Math.fround(value) : value;
  }));
}
