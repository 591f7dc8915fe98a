import type { NumberType, TableName } from "../format/columns.ts";
import type { Chunk } from "../format/decode.ts";
import { indexIn, numbersIn } from "../format/decode.ts";
import type { NumberLists, PlaceColumns } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import type { ChunkSet, Named } from "./chunk-set.ts";
import { dictionaryAt, placeOf } from "./chunk-set.ts";
import { StringTable } from "./text.ts";

/** Unit vectors of every row. */
export function places<T extends TableName>(set: ChunkSet<T>, name: Named<T, "place">): PlaceColumns {
  const first = placeOf(set, name)?.first ?? 0;
  const x = new Float32Array(set.rows), y = new Float32Array(set.rows), z = new Float32Array(set.rows);
  const parts = set.chunks.map((chunk) => {
    const entries = numbersIn(chunk, first, "f32");
    return { entries, index: indexIn(chunk, first + 1, entries.length / 3) };
  });
  let row = 0;
  for (const { chunk, from, to } of set.runs) {
    const part = parts[chunk];
    for (let local = from; local < to; local++, row++) {
      const entry = (part?.index[local] ?? 0) * 3;
      x[row] = part?.entries[entry] ?? Number.NaN;
      y[row] = part?.entries[entry + 1] ?? Number.NaN;
      z[row] = part?.entries[entry + 2] ?? Number.NaN;
    }
  }
  return { x, y, z };
}

/** Lists of numbers of every row. */
export function lists<T extends TableName, A extends Int32Array | Float32Array | Uint8Array>(
  set: ChunkSet<T>, name: Named<T, "numbers">, type: NumberType, make: (length: number) => A,
): { readonly offsets: Uint32Array; readonly values: A } {
  const first = placeOf(set, name)?.first ?? 0;
  const parts = set.chunks.map((chunk) => ({ values: numbersIn(chunk, first + 1, type), offsets: offsetsIn(chunk, first) }));
  const offsets = new Uint32Array(set.rows + 1);
  const values = make(parts.reduce((sum, part) => sum + part.values.length, 0));
  let row = 0, at = 0;
  for (const { chunk, from, to } of set.runs) {
    const part = parts[chunk];
    if (part === undefined) continue;
    const start = part.offsets[from] ?? 0;
    values.set(part.values.subarray(start, part.offsets[to]), at);
    for (let local = from; local < to; local++) offsets[++row] = at + (part.offsets[local + 1] ?? 0) - start;
    at = offsets[row] ?? at;
  }
  return { offsets, values: values.subarray(0, at) as A };
}

/** Running sum of a `counts` part; never beyond the values that follow it, so that damaged counts stay in their chunk. */
function offsetsIn(chunk: Chunk, first: number): Uint32Array {
  const counts = numbersIn(chunk, first, "u16");
  const offsets = new Uint32Array(counts.length + 1);
  const most = chunk.lengths[first + 1] ?? 0;
  for (let i = 0; i < counts.length; i++) offsets[i + 1] = Math.min(most, (offsets[i] ?? 0) + (counts[i] ?? 0));
  return offsets;
}

export const intLists = <T extends TableName>(set: ChunkSet<T>, name: Named<T, "numbers">): NumberLists<Int32Array> =>
  lists(set, name, "i32", (n) => new Int32Array(n));

/**
 * Rows of another table, by the id that a dictionary column holds; UNKNOWN where the id is not there. One look-up for each
 * distinct id of a chunk, not for each row.
 */
export function references<T extends TableName>(set: ChunkSet<T>, name: Named<T, "dict">,
  find: (id: string) => number): Int32Array {
  const first = placeOf(set, name)?.first ?? 0;
  const parts = set.chunks.map((chunk) => {
    const table = new StringTable(chunk, first);
    const found = new Int32Array(table.length);
    for (let i = 0; i < found.length; i++) found[i] = find(table.at(i));
    return { found, index: dictionaryAt(chunk, first).index };
  });
  const rows = new Int32Array(set.rows);
  let row = 0;
  for (const { chunk, from, to } of set.runs) {
    const part = parts[chunk];
    for (let local = from; local < to; local++) rows[row++] = part?.found[part.index[local] ?? 0] ?? UNKNOWN;
  }
  return rows;
}
