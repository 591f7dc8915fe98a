import { Cells } from "./cells.ts";
import { clipped, countReasons, type ImportReport, type Reject } from "./report.ts";
import { keyOf, mergeTable, saveTables, saveText, schemas, tableNames, type Rows, type TableName } from "./rows.ts";
import type { Table, TableRow } from "./table.ts";

/** What an import made of its input, before anything is written. */
export interface Outcome {
  readonly kind: string;
  readonly accepted: number;
  /** Input rows left out (a row may have several rejects). */
  readonly rejected: number;
  readonly rejects: readonly Reject[];
  readonly notes: readonly string[];
}

interface Collected<T extends TableName> {
  readonly rows: Rows[T][number][];
  readonly rejects: Reject[];
  readonly rejected: number;
}

type Make = (cells: Cells, values: TableRow["values"]) => unknown;

/** Turns the rows of a table into rows of the catalog; what does not fit becomes rejects. `null` from `make` skips a row. */
export function collect<T extends TableName>(table: T, input: Table, make: Make): Collected<T> {
  return collectRecords(table, input.file, input.rows, (cells, record) => make(cells, record.values));
}

/** {@link collect} over records of any shape that know their row number. */
export function collectRecords<
  T extends TableName,
  R extends { readonly row: number; readonly values: Readonly<Record<string, unknown>> },
>(table: T, file: string, records: readonly R[], make: (cells: Cells, record: R) => unknown): Collected<T> {
  const rows = new Map<string, Rows[T][number]>();
  const rejects: Reject[] = [];
  let rejected = 0;
  for (const record of records) {
    const cells = new Cells(file, record.row, record.values);
    const candidate = make(cells, record);
    if (candidate !== null && cells.problems.length === 0) admit(table, candidate, cells, rows);
    if (cells.problems.length > 0) rejected++;
    rejects.push(...cells.problems);
  }
  return { rows: [...rows.values()], rejects, rejected };
}

function admit<T extends TableName>(table: T, candidate: unknown, cells: Cells, rows: Map<string, Rows[T][number]>): void {
  const parsed = schemas[table].safeParse(candidate);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) cells.reject(issue.path.join("."), issue.message, valueAt(candidate, issue.path));
    return;
  }
  const row = parsed.data as Rows[T][number];
  const key = keyOf(table, row);
  if (rows.has(key)) cells.reject("id", "the same row came before", key);
  else rows.set(key, row);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) at = at !== null && typeof at === "object" ? (at as Record<PropertyKey, unknown>)[key] : undefined;
  return clipped(at ?? "");
}

/** How the rows of an import replace those of the last one: by default, only rows with the same key. */
export type Replaces = { readonly [T in TableName]?: (old: Rows[T][number]) => boolean };

/** Merges the new rows into the row directory, writes the reject file, and reports. */
export function finish(into: string, outcome: Outcome, tables: Partial<Rows>, replaces: Replaces = {}): ImportReport {
  const merged: Partial<Record<TableName, Rows[TableName]>> = {};
  for (const name of tableNames) if (tables[name] !== undefined) merged[name] = mergedTable(into, name, tables, replaces);
  const rejectName = `rejects-${outcome.kind}.ndjson`;
  saveText(into, rejectName, outcome.rejects.length === 0 ? null : outcome.rejects.map((r) => `${JSON.stringify(r)}\n`).join(""));
  saveTables(into, merged as Partial<Rows>);
  return {
    kind: outcome.kind,
    accepted: outcome.accepted,
    rejected: outcome.rejected,
    rejectFile: outcome.rejects.length === 0 ? null : `${into}/${rejectName}`,
    reasons: countReasons(outcome.rejects),
    tables: Object.fromEntries(Object.entries(merged).map(([name, rows]) => [name, rows.length])),
    notes: outcome.notes,
  };
}

function mergedTable<T extends TableName>(into: string, name: T, tables: Partial<Rows>, replaces: Replaces): Rows[T] {
  return mergeTable(into, name, tables[name] as Rows[T], replaces[name] ?? (() => false));
}
