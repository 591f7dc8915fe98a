import { CATALOG_SCHEMA } from "@pathwayks/contracts";
import type { Column, NumberType, TableName } from "./columns.ts";
import { columnsOf, tableNames } from "./columns.ts";

// A chunk, little-endian:
//
//   0  u32  magic "PWKC"        4  u16  CATALOG_SCHEMA      6  u16  table, index in `tableNames`
//   8  u32  rows               12  u32  parts               16  u32 × parts: byte length of each part
//   …  the parts in the order of `columns.ts`, each on a multiple of 4 from the chunk's start, zeros between
//
// A column is one to four parts: see `partsOf`. Nothing else is in a chunk, and its length is exact.

export const MAGIC = 0x434b5750;
export const SCHEMA = CATALOG_SCHEMA;
export const HEADER_BYTES = 16;
/** Far above any real chunk; keeps a damaged count from asking for gigabytes. */
export const MAX_ROWS = 1_000_000;
/** Not there, in a column of hundredths. */
export const NO_HUNDREDTHS = 65_535;

export const sizeOf: Record<NumberType, number> = { u8: 1, u16: 2, i32: 4, u32: 4, f32: 4 };

export const arrayTypes = { u8: Uint8Array, u16: Uint16Array, i32: Int32Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array } as const;

/** What a part of a column holds. */
export type Part = "values" | "lengths" | "bytes" | "counts" | "index" | "entries";

const parts: Record<Column["kind"], readonly Part[]> = {
  number: ["values"],
  text: ["lengths", "bytes"],
  dict: ["lengths", "bytes", "index"],
  dicts: ["lengths", "bytes", "index"],
  numbers: ["counts", "values"],
  texts: ["counts", "lengths", "bytes", "index"],
  place: ["entries", "index"],
};

export const partsOf = (column: Column): readonly Part[] => parts[column.kind];

/** Bytes of one index into a dictionary of `entries`. */
export const indexSize = (entries: number): 1 | 2 | 4 => (entries <= 256 ? 1 : entries <= 65_536 ? 2 : 4);

export const aligned = (bytes: number): number => (bytes + 3) & ~3;

export interface ColumnPlace {
  readonly name: string;
  readonly column: Column;
  /** Number of its first part. */
  readonly first: number;
}

export interface Layout {
  readonly columns: readonly ColumnPlace[];
  readonly byName: ReadonlyMap<string, ColumnPlace>;
  readonly parts: number;
}

function layOut(table: TableName): Layout {
  let first = 0;
  const columns = columnsOf(table).map(([name, column]) => {
    const placed = { name, column, first };
    first += partsOf(column).length;
    return placed;
  });
  return { columns, byName: new Map(columns.map((c) => [c.name, c])), parts: first };
}

const layouts = new Map<TableName, Layout>(tableNames.map((t) => [t, layOut(t)]));

export const layoutOf = (table: TableName): Layout => layouts.get(table) ?? layOut(table);
