import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rowKinds, type CatalogRows } from "@pathwayks/catalog/build";
import { county, crosswalkRow, job, occupation, partner, program, source, zipPlace } from "@pathwayks/contracts";
import { toDisk, writeWhole } from "../durable-files.ts";

/** The tables of a row directory, one NDJSON file each. */
export type Rows = CatalogRows;
export type TableName = keyof Rows;

/** Written in this order, so that a reader between two renames finds every row's source and provider. */
export const tableNames: readonly TableName[] = rowKinds;

export const schemas = {
  programs: program,
  occupations: occupation,
  jobs: job,
  partners: partner,
  counties: county,
  zips: zipPlace,
  crosswalk: crosswalkRow,
  sources: source,
} as const;

const keys: { readonly [T in TableName]: (row: Rows[T][number]) => string } = {
  programs: (r) => r.id,
  occupations: (r) => r.soc,
  jobs: (r) => r.id,
  partners: (r) => r.id,
  counties: (r) => r.fips,
  zips: (r) => r.zip,
  crosswalk: (r) => `${r.cip} ${r.soc ?? "99-9999"}`,
  sources: (r) => r.id,
};

/** What makes a row of a table itself: its id or code. */
export const keyOf = <T extends TableName>(table: T, row: Rows[T][number]): string => keys[table](row);

/** A table of a row directory; empty where the file is not there. The files are our own: a bad line is a bug and throws. */
export function loadTable<T extends TableName>(into: string, table: T): Rows[T] {
  const path = join(into, `${table}.ndjson`);
  if (!existsSync(path)) return [] as unknown as Rows[T];
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as unknown) as unknown as Rows[T];
}

/** Replaces the rows of `table` that `replaces` names, and any with the same key, by the new ones. */
export function mergeTable<T extends TableName>(
  into: string,
  table: T,
  rows: Rows[T],
  replaces: (old: Rows[T][number]) => boolean,
): Rows[T] {
  const merged = new Map<string, Rows[T][number]>();
  for (const old of loadTable(into, table)) if (!replaces(old)) merged.set(keyOf(table, old), old);
  for (const row of rows) merged.set(keyOf(table, row), row);
  return [...merged.values()] as unknown as Rows[T];
}

/**
 * Writes tables: all temporary files first, flushed to the disk, then the renames. A crash before the first rename leaves
 * the last good content. Rows sorted by key, keys sorted: the same rows give the same bytes.
 */
export function saveTables(into: string, tables: { readonly [T in TableName]?: Rows[T] }): void {
  mkdirSync(into, { recursive: true });
  const named = tableNames.filter((name) => tables[name] !== undefined);
  for (const name of named) writeFileSync(join(into, `.${name}.ndjson.part`), serialize(name, tables[name] ?? []), { flush: true });
  for (const name of named) renameSync(join(into, `.${name}.ndjson.part`), join(into, `${name}.ndjson`));
  toDisk(into);
}

/** NDJSON of a table, rows sorted by key. */
export function serialize<T extends TableName>(table: T, rows: Rows[T]): string {
  const keyed = rows.map((row) => ({ key: keyOf(table, row), line: canonical(row) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ line }) => `${line}\n`).join("");
}

/** Writes a file that is not a table (the reject file) with the same care; `null` removes it. */
export function saveText(into: string, name: string, text: string | null): void {
  mkdirSync(into, { recursive: true });
  if (text === null) return rmSync(join(into, name), { force: true });
  writeWhole(join(into, name), text);
}

/** JSON with the keys of every object in code-unit order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
