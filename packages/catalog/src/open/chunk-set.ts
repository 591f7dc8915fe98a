import type { NumberType, TableName, Tables } from "../format/columns.ts";
import type { Chunk, NumberArray } from "../format/decode.ts";
import { indexIn, numbersIn, stringsIn } from "../format/decode.ts";
import type { ColumnPlace } from "../format/layout.ts";
import { NO_HUNDREDTHS } from "../format/layout.ts";
import type { Kept } from "./kept.ts";
import { kept } from "./kept.ts";

/** Rows of a chunk from `from` up to, without, `to`. */
export interface Run {
  readonly chunk: number;
  readonly from: number;
  readonly to: number;
}

/** The rows of one table in the order of the view, and where in which chunk each stands. */
export interface ChunkSet<T extends TableName> {
  readonly table: T;
  readonly chunks: readonly Chunk[];
  readonly rows: number;
  readonly runs: readonly Run[];
  /** What was worked out from the rows by name, so that it can be kept with a joined release. */
  readonly kept: Kept;
  /** The bytes of the prose, where they are not in the chunk; throws until they have come. */
  readonly prose: Prose | undefined;
  /** Where a row stands; `null` beyond the last. Cheapest for rows near the one asked for before. */
  locate(row: number): { readonly chunk: number; readonly local: number } | null;
}

export type Prose = () => Uint8Array;

/** What a joined copy has beside a chunk. */
export interface Beside {
  readonly kept: Kept;
  readonly prose?: Prose;
}

/** All rows of all chunks, one after the other. */
export const chunkSet = <T extends TableName>(table: T, chunks: readonly Chunk[], beside?: Beside): ChunkSet<T> =>
  setOfRuns(table, chunks, chunks.map((chunk, i) => ({ chunk: i, from: 0, to: chunk.rows })), beside);

export function setOfRuns<T extends TableName>(table: T, chunks: readonly Chunk[], runs: readonly Run[], beside: Beside = { kept: new Map() }): ChunkSet<T> {
  const starts = new Uint32Array(runs.length + 1);
  for (const [i, { from, to }] of runs.entries()) starts[i + 1] = (starts[i] ?? 0) + to - from;
  const rows = starts[runs.length] ?? 0;
  let near = 0;
  const locate = (row: number) => {
    if (!(row >= 0 && row < rows)) return null;
    if (row < (starts[near] ?? 0) || row >= (starts[near + 1] ?? 0)) near = runAt(starts, row);
    const run = runs[near];
    return run === undefined ? null : { chunk: run.chunk, local: run.from + row - (starts[near] ?? 0) };
  };
  return { table, chunks, rows, runs, kept: beside.kept, prose: beside.prose, locate };
}

/** The run that a row stands in, by where the runs start. */
function runAt(starts: Uint32Array, row: number): number {
  let low = 0, high = starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= row) low = middle;
    else high = middle;
  }
  return low;
}

/** Names of the columns of a table that are of one kind. */
export type Named<T extends TableName, Kind extends string> = {
  [C in keyof Tables[T]]: Tables[T][C] extends { kind: Kind } ? C : never;
}[keyof Tables[T]] & string;

/** Names of the number columns of a table that have this type. */
export type NumberNamed<T extends TableName, Type extends NumberType> = {
  [C in keyof Tables[T]]: Tables[T][C] extends { kind: "number"; type: Type } ? C : never;
}[keyof Tables[T]] & string;

export function placeOf(set: ChunkSet<TableName>, name: string): ColumnPlace | null {
  return set.chunks[0]?.layout.byName.get(name) ?? null;
}

type Maker<A> = new (length: number) => A;

/** The one chunk whose rows, all of them, the set is. */
export function soleChunk({ chunks, runs }: ChunkSet<TableName>): Chunk | null {
  const [chunk] = chunks, [run] = runs;
  return chunk !== undefined && chunks.length === 1 && runs.length === 1 && run?.from === 0 && run.to === chunk.rows ? chunk : null;
}

/** The values of every run, one after the other; those of a sole chunk are not copied. */
function concatenate<A extends NumberArray>(set: ChunkSet<TableName>, name: string, type: NumberType, array: Maker<A>, width = 1): A {
  const place = placeOf(set, name), sole = soleChunk(set);
  const whole = place === null || sole === null ? null : numbersIn(sole, place.first, type);
  if (whole instanceof array) return whole;
  const out = new array(set.rows * width);
  if (place === null) return out;
  const parts = set.chunks.map((chunk) => numbersIn(chunk, place.first, type));
  let at = 0;
  for (const { chunk, from, to } of set.runs) {
    const part = parts[chunk];
    if (part === undefined) continue;
    out.set(from === 0 && to * width === part.length ? part : part.subarray(from * width, to * width), at);
    at += (to - from) * width;
  }
  return out;
}

export const u8 = <T extends TableName>(set: ChunkSet<T>, name: NumberNamed<T, "u8">): Uint8Array =>
  concatenate(set, name, "u8", Uint8Array);
export const i32 = <T extends TableName>(set: ChunkSet<T>, name: NumberNamed<T, "i32">): Int32Array =>
  concatenate(set, name, "i32", Int32Array);
export const u32 = <T extends TableName>(set: ChunkSet<T>, name: NumberNamed<T, "u32">): Uint32Array =>
  concatenate(set, name, "u32", Uint32Array);
export const f32 = <T extends TableName>(set: ChunkSet<T>, name: NumberNamed<T, "f32">): Float32Array =>
  concatenate(set, name, "f32", Float32Array);

/** Hundredths in whole numbers as fractions; NaN where there is none. */
export function hundredths<T extends TableName>(set: ChunkSet<T>, name: NumberNamed<T, "u16">, width: number): Float32Array {
  return kept(set, name, "f32", () => {
    const raw = concatenate(set, name, "u16", Uint16Array, width);
    const values = new Float32Array(raw.length);
    for (let i = 0; i < raw.length; i++) values[i] = raw[i] === NO_HUNDREDTHS ? Number.NaN : (raw[i] ?? 0) / 100;
    return values;
  });
}

/** Row by row of a dictionary: which chunk, and which entry of its dictionary. */
export interface Dictionary {
  readonly entries: number;
  /** Position of the part with the entries' lengths. */
  readonly lengths: number;
  readonly index: NumberArray;
}

/** The dictionary that begins at part `first` of a chunk. */
export function dictionaryAt(chunk: Chunk, first: number): Dictionary {
  const entries = stringsIn(chunk, first);
  return { entries, lengths: first, index: indexIn(chunk, first + 2, entries) };
}

/** Each value through a function: `Int32Array.from` takes an iterator's detour, ten times as long on a cold start. */
export function mapped(values: Int32Array | Uint32Array, f: (value: number) => number): Int32Array {
  const out = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = f(values[i] ?? 0);
  return out;
}
