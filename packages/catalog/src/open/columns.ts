import type { NumberType, TableName } from "../format/columns.ts";
import { indexIn, numbersIn } from "../format/decode.ts";
import type { NumberLists, PlaceColumns } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import type { ChunkSet, Named } from "./chunk-set.ts";
import { dictionaryAt, placeOf } from "./chunk-set.ts";
import { StringTable } from "./text.ts";

/** Unit vectors of every row. */
export function places<T extends TableName>(set: ChunkSet<T>, name: Named<T, "place">): PlaceColumns {
  const place = placeOf(set, name);
  const x = new Float32Array(set.rows), y = new Float32Array(set.rows), z = new Float32Array(set.rows);
  let at = 0;
  for (const chunk of set.chunks) {
    const first = place?.first ?? 0;
    const entries = numbersIn(chunk, first, "f32");
    const index = indexIn(chunk, first + 1, entries.length / 3);
    for (let i = 0; i < index.length; i++, at++) {
      const entry = (index[i] ?? 0) * 3;
      x[at] = entries[entry] ?? Number.NaN;
      y[at] = entries[entry + 1] ?? Number.NaN;
      z[at] = entries[entry + 2] ?? Number.NaN;
    }
  }
  return { x, y, z };
}

/** Lists of numbers of every row. */
export function lists<T extends TableName, A extends Int32Array | Float32Array | Uint8Array>(
  set: ChunkSet<T>, name: Named<T, "numbers">, type: NumberType, make: (length: number) => A,
): { readonly offsets: Uint32Array; readonly values: A } {
  const first = placeOf(set, name)?.first ?? 0;
  const parts = set.chunks.map((chunk) => numbersIn(chunk, first + 1, type));
  const values = make(parts.reduce((sum, part) => sum + part.length, 0));
  const offsets = new Uint32Array(set.rows + 1);
  let row = 0, at = 0;
  set.chunks.forEach((chunk, i) => {
    const part = parts[i] ?? [];
    values.set(part, at);
    const end = at + part.length;
    const counts = numbersIn(chunk, first, "u16");
    // Never beyond the chunk's own values, so that damaged counts cannot shift the lists of other chunks.
    for (let k = 0; k < counts.length; k++) offsets[++row] = at = Math.min(end, at + (counts[k] ?? 0));
    at = end;
  });
  return { offsets, values };
}

export const intLists = <T extends TableName>(set: ChunkSet<T>, name: Named<T, "numbers">): NumberLists<Int32Array> =>
  lists(set, name, "i32", (n) => new Int32Array(n));

/**
 * Rows of another table, by the id that a dictionary column holds; UNKNOWN where the id is not there. One look-up for each
 * distinct id of a chunk, not for each row.
 */
export function references<T extends TableName>(set: ChunkSet<T>, name: Named<T, "dict">, find: (id: string) => number): Int32Array {
  const rows = new Int32Array(set.rows);
  const first = placeOf(set, name)?.first ?? 0;
  let at = 0;
  for (const chunk of set.chunks) {
    const { index } = dictionaryAt(chunk, first);
    const table = new StringTable(chunk, first);
    const found = new Int32Array(table.length);
    for (let i = 0; i < found.length; i++) found[i] = find(table.at(i));
    for (let i = 0; i < index.length; i++) rows[at++] = found[index[i] ?? 0] ?? UNKNOWN;
  }
  return rows;
}
