import type { ChunkRef } from "@pathwayks/contracts";
import { isoWeek } from "../codes.ts";
import type { StoredRow } from "../format/columns.ts";
import { columnsOf } from "../format/columns.ts";
import { byKey } from "./hash.ts";

// Programs, partners and jobs change a little every day and all over, so each is a log of parts: a release adds one small part
// with what changed, and leaves the others as they are. DESIGN.md, "Logs", says why and what it costs.

export type LogTable = "programs" | "partners" | "jobs";

/** A part of an earlier release, with the rows it holds and the ids it takes away. */
export interface OldPart<T extends LogTable> {
  readonly ref: ChunkRef;
  readonly rows: readonly StoredRow<T>[];
  readonly removes: readonly string[];
}

/** A part from its stored rows. */
export const oldPart = <T extends LogTable>(ref: ChunkRef, stored: readonly StoredRow<T>[]): OldPart<T> =>
  ({ ref, rows: stored.filter((row) => row.id !== ""), removes: stored.flatMap((row) => row.removes) });

export interface NewPart<T extends LogTable> {
  readonly id: string;
  readonly rows: readonly StoredRow<T>[];
}

/** One log: a table, or a region of one. */
export interface Log<T extends LogTable> {
  readonly table: T;
  /** First steps of its parts' ids: `programs`, `jobs/area-4`. */
  readonly prefix: string;
  /** The row without an id, for a part that only removes. */
  readonly carrier: StoredRow<T>;
  /** Last day of a row, after which it is gone by itself. */
  readonly expires: (row: StoredRow<T>) => number;
  /** How the rows are laid down when there is no earlier release: runs of them by week. */
  readonly lay: (rows: readonly StoredRow<T>[], week: string) =>
    readonly { readonly week: string; readonly rows: readonly StoredRow<T>[] }[];
}

/** What keeps a log short and its dead rows few. Both cost transfers, and so are set by the figures in DESIGN.md. */
export const logLimits = {
  /** A part with a smaller share of rows that still count may be given up; what counts in it is then written anew … */
  liveShare: 0.5,
  /** … the emptiest first, and no more rows in a release than this share of those that changed anyway, … */
  budget: 0.3,
  /** … or this many, so that quiet logs are tidied too. */
  leastBudget: 24,
  /** A part of a finished week with fewer rows is small … */
  smallRows: 48,
  /** … and when a log has this many of them, they become one. */
  smallParts: 5,
  /** Rows of one part; more are split, so that tidying has small pieces to take. */
  mostRows: 400,
} as const;

export interface Appended<T extends LogTable> {
  readonly kept: readonly ChunkRef[];
  readonly added: readonly NewPart<T>[];
}

/** The log after a release. `rows` are all rows that stand, sorted by id; `day` is the release's day number. */
export function appendToLog<T extends LogTable>(log: Log<T>, rows: readonly StoredRow<T>[], old: readonly OldPart<T>[],
  day: number): Appended<T> {
  // Weeks only go forward: a part is newer than another when its week and number are.
  const week = old.reduce((latest, part) => (weekOf(part.ref) > latest ? weekOf(part.ref) : latest), isoWeek(day));
  if (old.length === 0) return { kept: [], added: numbered(log, log.lay(rows, week), new Map()) };
  const desired = new Map<string, string>(rows.map((row) => [String(row.id), rowKey(log.table, row)]));
  const before = visibleRows(log, old);
  const changes = rows.filter((row) => before.get(row.id)?.key !== desired.get(row.id)).length;
  const budget = Math.max(logLimits.leastBudget, changes * logLimits.budget);
  const worn = wornParts(log, old, before, desired, { week, day, budget });
  const kept = old.filter((part) => !worn.has(part));
  const visible = visibleRows(log, kept);
  const changed = rows.filter((row) => visible.get(row.id)?.key !== desired.get(row.id));
  const gone = [...visible].filter(([id, seen]) => !desired.has(id) && seen.expires >= day).map(([id]) => id).sort(byKey);
  const runs = split(withRemovals(log, changed, gone)).map((run) => ({ week, rows: run }));
  const last = Math.max(0, ...old.filter((part) => weekOf(part.ref) === week).map((part) => numberOf(part.ref)));
  return { kept: kept.map((part) => part.ref), added: numbered(log, runs, new Map([[week, last]])) };
}

const weekOf = (ref: ChunkRef): string => ref.id.split("/").at(-2) ?? "";
const numberOf = (ref: ChunkRef): number => Number(ref.id.split("/").at(-1) ?? 0);

function numbered<T extends LogTable>(log: Log<T>,
  runs: readonly { readonly week: string; readonly rows: readonly StoredRow<T>[] }[],
  last: Map<string, number>): NewPart<T>[] {
  return runs.map(({ week, rows }) => {
    const number = (last.get(week) ?? 0) + 1;
    last.set(week, number);
    return { id: `${log.prefix}/${week}/${String(number).padStart(4, "0")}`, rows };
  });
}

function withRemovals<T extends LogTable>(log: Log<T>, rows: readonly StoredRow<T>[], removes: readonly string[]) {
  if (removes.length === 0) return rows;
  const [first = log.carrier, ...rest] = rows;
  return [{ ...first, removes }, ...rest];
}

export function split<R>(rows: readonly R[]): R[][] {
  const runs: R[][] = [];
  for (let i = 0; i < rows.length; i += logLimits.mostRows) runs.push(rows.slice(i, i + logLimits.mostRows));
  return runs;
}

interface Today {
  readonly week: string;
  readonly day: number;
  /** Rows that may be written anew. */
  readonly budget: number;
}

/** Parts to give up: empty ones, the emptiest of the worn ones, and small ones of finished weeks that have become many. */
function wornParts<T extends LogTable>(log: Log<T>, old: readonly OldPart<T>[], visible: ReadonlyMap<string, Visible<T>>,
  desired: ReadonlyMap<string, string>, today: Today): ReadonlySet<OldPart<T>> {
  const counting = countingRows(log, old, visible, desired, today.day);
  const size = (part: OldPart<T>) => part.rows.length + part.removes.length;
  const share = (part: OldPart<T>) => (counting.get(part) ?? 0) / size(part);
  const small = old.filter((part) => weekOf(part.ref) < today.week && size(part) < logLimits.smallRows);
  const worn = new Set(small.length >= logLimits.smallParts ? small : []);
  let left = today.budget;
  for (const part of [...old].sort((a, b) => share(a) - share(b) || byKey(a.ref.id, b.ref.id))) {
    const rows = counting.get(part) ?? 0;
    if (share(part) >= logLimits.liveShare || rows > left) continue;
    left -= rows;
    worn.add(part);
  }
  return worn;
}

/** By part what still counts: rows that stand, and removals of rows that an older part would show without them. */
function countingRows<T extends LogTable>(log: Log<T>, old: readonly OldPart<T>[], visible: ReadonlyMap<string, Visible<T>>,
  desired: ReadonlyMap<string, string>, day: number): ReadonlyMap<OldPart<T>, number> {
  const removedBy = new Map<string, OldPart<T>>(), held = new Set<string>();
  for (const part of old) {
    for (const id of part.removes) if (held.has(id)) removedBy.set(id, part);
    for (const row of part.rows) {
      removedBy.delete(row.id);
      if (log.expires(row) >= day) held.add(row.id);
    }
  }
  const counts = new Map<OldPart<T>, number>();
  const add = (part: OldPart<T>) => counts.set(part, (counts.get(part) ?? 0) + 1);
  for (const [id, seen] of visible) if (seen.key === desired.get(id)) add(seen.part);
  for (const part of removedBy.values()) add(part);
  return counts;
}

interface Visible<T extends LogTable> {
  readonly part: OldPart<T>;
  readonly key: string;
  readonly expires: number;
}

/** What a device sees of these parts: the reader's rule (`open/live.ts`), said again over rows. */
function visibleRows<T extends LogTable>(log: Log<T>, parts: readonly OldPart<T>[]): Map<string, Visible<T>> {
  const visible = new Map<string, Visible<T>>();
  for (const part of parts) {
    for (const id of part.removes) visible.delete(id);
    for (const row of part.rows) visible.set(row.id, { part, key: rowKey(log.table, row), expires: log.expires(row) });
  }
  return visible;
}

/** What a row says about its record and its part rather than about the world. */
const notFacts: ReadonlySet<string> = new Set(["createdAt", "updatedAt", "removes"]);

/**
 * Equal for rows that say the same. Numbers are compared as they are stored; a new date of change alone is no change, so
 * that a source which touches every record each night costs no device a byte.
 */
function rowKey<T extends LogTable>(table: T, row: StoredRow<T>): string {
  const cells = row as Readonly<Record<string, unknown>>;
  const key = JSON.stringify(columnsOf(table).map(([name, column]) => {
    if (notFacts.has(name)) return 0;
    const value = cells[name];
    if (!("type" in column) || column.type !== "f32") return value;
    return typeof value === "number" ? Math.fround(value) : (value as readonly number[]).map(Math.fround);
  }));
  // Half a surrogate pair is stored as the replacement character, and must not look changed each time.
  return key.replace(/\\ud[89a-f][0-9a-f]{2}/g, "\ufffd");
}
