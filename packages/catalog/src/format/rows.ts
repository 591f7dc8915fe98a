import { StringTable } from "../open/text.ts";
import type { Column, StoredRow, TableName } from "./columns.ts";
import type { Chunk } from "./decode.ts";
import { indexIn, numbersIn, stringsIn } from "./decode.ts";

type Cell = number | string | readonly number[] | readonly string[];

/** The stored rows of a chunk: the inverse of `encodeChunk`. For builders and tests; readers use columns. */
export function decodeRows<T extends TableName>(table: T, chunk: Chunk): StoredRow<T>[] {
  if (chunk.table !== table) throw new Error(`a chunk of ${chunk.table} where one of ${table} belongs`);
  const cells = chunk.layout.columns.map(({ name, column, first }) => [name, cellsOf(chunk, column, first)] as const);
  const rowAt = (row: number) => Object.fromEntries(cells.map(([name, at]) => [name, at(row)])) as StoredRow<T>;
  return Array.from({ length: chunk.rows }, (_, row) => rowAt(row));
}

function cellsOf(chunk: Chunk, column: Column, first: number): (row: number) => Cell {
  switch (column.kind) {
    case "number": {
      const values = numbersIn(chunk, first, column.type);
      const { width } = column;
      return width === 1 ? (row) => values[row] ?? 0 : (row) => Array.from(values.subarray(row * width, (row + 1) * width));
    }
    case "text": {
      const table = new StringTable(chunk, first);
      return (row) => table.at(row);
    }
    case "dict":
      return words(chunk, first);
    case "dicts": {
      const word = words(chunk, first);
      return (row) => Array.from({ length: column.width }, (_, i) => word(row * column.width + i));
    }
    case "numbers": {
      const values = numbersIn(chunk, first + 1, column.type), offsets = offsetsOf(chunk, first);
      return (row) => Array.from(values.subarray(offsets[row], offsets[row + 1]));
    }
    case "texts": {
      const word = words(chunk, first + 1), offsets = offsetsOf(chunk, first);
      return (row) => Array.from({ length: (offsets[row + 1] ?? 0) - (offsets[row] ?? 0) },
        (_, i) => word((offsets[row] ?? 0) + i));
    }
    case "place": {
      const entries = numbersIn(chunk, first, "f32");
      const index = indexIn(chunk, first + 1, entries.length / 3);
      return (row) => Array.from(entries.subarray((index[row] ?? 0) * 3, (index[row] ?? 0) * 3 + 3));
    }
  }
}

function words(chunk: Chunk, first: number): (i: number) => string {
  const table = new StringTable(chunk, first);
  const index = indexIn(chunk, first + 2, stringsIn(chunk, first));
  const made: string[] = [];
  return (i) => (made[index[i] ?? 0] ??= table.at(index[i] ?? 0));
}

function offsetsOf(chunk: Chunk, part: number): Uint32Array {
  const counts = numbersIn(chunk, part, "u16");
  const offsets = new Uint32Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) offsets[i + 1] = (offsets[i] ?? 0) + (counts[i] ?? 0);
  return offsets;
}
