import type { NumberType, TableName } from "../format/columns.ts";
import type { Chunk, NumberArray } from "../format/decode.ts";
import { indexIn, numbersIn } from "../format/decode.ts";
import type { NumberLists, PlaceColumns } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import type { ChunkSet, Named } from "./chunk-set.ts";
import { dictionaryAt, placeOf, soleChunk } from "./chunk-set.ts";
import { kept, keptAll } from "./kept.ts";
import { StringTable } from "./text.ts";

/** The places of all chunks one after the other, and which of them each row has. */
export function places<T extends TableName>(set: ChunkSet<T>, name: Named<T, "place">): PlaceColumns {
  return keptAll(set, name, { at: "u32", x: "f32", y: "f32", z: "f32" }, () => joinPlaces(set, name));
}

function joinPlaces<T extends TableName>(set: ChunkSet<T>, name: Named<T, "place">): PlaceColumns {
  const first = placeOf(set, name)?.first ?? 0;
  let count = 0;
  const parts = set.chunks.map((chunk) => {
    const entries = numbersIn(chunk, first, "f32"), base = count;
    count += entries.length / 3;
    return { entries, base, index: indexIn(chunk, first + 1, entries.length / 3) };
  });
  const x = new Float32Array(count), y = new Float32Array(count), z = new Float32Array(count);
  for (const { entries, base } of parts) {
    for (let i = 0; i * 3 < entries.length; i++) {
      x[base + i] = entries[i * 3] ?? Number.NaN;
      y[base + i] = entries[i * 3 + 1] ?? Number.NaN;
      z[base + i] = entries[i * 3 + 2] ?? Number.NaN;
    }
  }
  const at = new Uint32Array(set.rows);
  let row = 0;
  for (const { chunk, from, to } of set.runs) {
    const part = parts[chunk];
    if (part === undefined) continue;
    const { base, index } = part;
    for (let local = from; local < to; local++) at[row++] = base + (index[local] ?? 0);
  }
  return { at, x, y, z };
}

/** Where each row's list begins among the lists of its column, and where they lie in their chunks. */
export interface ListOffsets {
  readonly offsets: Uint32Array;
  /** One element a run: its values are those of `chunk` from `from` up to, without, `to`. */
  readonly runs: readonly { readonly chunk: number; readonly from: number; readonly to: number }[];
}

/** Offsets of a column of lists. Columns whose lists are equally long in every row can share them. */
export function listOffsets<T extends TableName>(set: ChunkSet<T>, name: Named<T, "numbers">): ListOffsets {
  const first = placeOf(set, name)?.first ?? 0, sole = soleChunk(set);
  if (sole !== null) {
    const offsets = kept(set, `${name}.offsets`, "u32", () => offsetsIn(sole, first));
    return { offsets, runs: [{ chunk: 0, from: 0, to: offsets[set.rows] ?? 0 }] };
  }
  const parts = set.chunks.map((chunk) => offsetsIn(chunk, first));
  const offsets = new Uint32Array(set.rows + 1);
  let row = 0, at = 0;
  const runs = set.runs.map(({ chunk, from, to }) => {
    const own = parts[chunk] ?? new Uint32Array(to + 1);
    const start = own[from] ?? 0, shift = at - start;
    for (let local = from + 1; local <= to; local++) offsets[++row] = shift + (own[local] ?? 0);
    at = offsets[row] ?? at;
    return { chunk, from: start, to: own[to] ?? start };
  });
  return { offsets, runs };
}

/** Running sum of a `counts` part; never beyond the values that follow it, so that damaged counts stay in their chunk. */
function offsetsIn(chunk: Chunk, first: number): Uint32Array {
  const counts = numbersIn(chunk, first, "u16");
  const offsets = new Uint32Array(counts.length + 1);
  const most = chunk.lengths[first + 1] ?? 0;
  let sum = 0;
  for (let i = 0; i < counts.length; ) {
    sum += counts[i] ?? 0;
    offsets[++i] = sum;
  }
  return sum <= most ? offsets : offsets.map((offset) => Math.min(most, offset));
}

/** The values of a column of lists, those of one row after those of the row before, to `out`. */
export function listValues<T extends TableName, A extends NumberArray>(
  set: ChunkSet<T>, name: Named<T, "numbers">, type: NumberType, { runs }: ListOffsets, out: A,
): A {
  const first = placeOf(set, name)?.first ?? 0;
  const parts = set.chunks.map((chunk) => numbersIn(chunk, first + 1, type));
  let at = 0;
  for (const { chunk, from, to } of runs) {
    if (to > from) out.set(parts[chunk]?.subarray(from, to) ?? [], at);
    at += to - from;
  }
  return out;
}

export function intLists<T extends TableName>(set: ChunkSet<T>, name: Named<T, "numbers">): NumberLists<Int32Array> {
  const offsets = listOffsets(set, name);
  return { offsets: offsets.offsets, values: listValues(set, name, "i32", offsets, new Int32Array(offsets.offsets.at(-1) ?? 0)) };
}

/**
 * Rows of another table, by the id that a dictionary column holds; UNKNOWN where the id is not there. One look-up for each
 * distinct id of a chunk, not for each row.
 */
export function references<T extends TableName>(set: ChunkSet<T>, name: Named<T, "dict">,
  find: (id: string) => number): Int32Array {
  return kept(set, `${name}.row`, "i32", () => lookUp(set, name, find));
}

function lookUp<T extends TableName>(set: ChunkSet<T>, name: Named<T, "dict">, find: (id: string) => number): Int32Array {
  const first = placeOf(set, name)?.first ?? 0;
  const parts = set.chunks.map((chunk) => {
    return { found: new StringTable(chunk, first).all().map(find), index: dictionaryAt(chunk, first).index };
  });
  const rows = new Int32Array(set.rows);
  let row = 0;
  for (const { chunk, from, to } of set.runs) {
    const part = parts[chunk];
    if (part === undefined) continue;
    const { found, index } = part;
    for (let local = from; local < to; local++) rows[row++] = found[index[local] ?? 0] ?? UNKNOWN;
  }
  return rows;
}
