import { assemble, bytesOf, packIndex } from "./assemble.ts";
import type { Column, NumberType, StoredRow, TableName } from "./columns.ts";
import { columnsOf } from "./columns.ts";

type Value = number | string | readonly number[] | readonly string[];

/**
 * The bytes of a chunk: the same rows give the same bytes. Throws where a row does not fit the format (a text over 65,535
 * bytes, a list over 65,535 entries): the contracts' schemas let no such row through.
 */
export function encodeChunk<T extends TableName>(table: T, rows: readonly StoredRow<T>[]): Uint8Array<ArrayBuffer> {
  const parts = columnsOf(table).flatMap(([name, column]) => encodeColumn(column, rows.map((row) => valueOf(row, name))));
  return assemble(table, rows.length, parts);
}

const valueOf = (row: Readonly<Record<string, Value>>, name: string): Value => {
  const value = row[name];
  if (value === undefined) throw new Error(`a stored row has no ${name}`);
  return value;
};

function encodeColumn(column: Column, values: readonly Value[]): Uint8Array[] {
  switch (column.kind) {
    case "number":
      return [packNumbers(column.type, values.flatMap(numbersOf), values.length * column.width)];
    case "text":
      return packStrings(values.map(String));
    case "dict":
      return packDictionary(values.map(String), values.length);
    case "dicts":
      return packDictionary(values.flatMap(stringsOf), values.length * column.width);
    case "numbers": {
      const flat = values.flatMap(numbersOf);
      return [packCounts(values.map((v) => numbersOf(v).length)), packNumbers(column.type, flat, flat.length)];
    }
    case "texts": {
      const flat = values.flatMap(stringsOf);
      return [packCounts(values.map((v) => stringsOf(v).length)), ...packDictionary(flat, flat.length)];
    }
    case "place":
      return packPlaces(values.map(numbersOf));
  }
}

const numbersOf = (value: Value): number[] => (Array.isArray(value) ? value.map(Number) : [Number(value)]);
const stringsOf = (value: Value): string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

function packNumbers(type: NumberType, values: readonly number[], expected: number): Uint8Array {
  if (values.length !== expected) throw new Error(`${String(values.length)} numbers where ${String(expected)} belong`);
  switch (type) {
    case "u8": return bytesOf(Uint8Array.from(values));
    case "u16": return bytesOf(Uint16Array.from(values));
    case "i32": return bytesOf(Int32Array.from(values));
    case "u32": return bytesOf(Uint32Array.from(values));
    case "f32": return bytesOf(Float32Array.from(values));
  }
}

function packCounts(counts: readonly number[]): Uint8Array {
  if (counts.some((n) => n > 65_535)) throw new Error("a list or text is too long for a chunk");
  return packNumbers("u16", counts, counts.length);
}

const encoder = new TextEncoder();

function packStrings(strings: readonly string[]): Uint8Array[] {
  const encoded = strings.map((s) => encoder.encode(s));
  const bytes = new Uint8Array(encoded.reduce((sum, e) => sum + e.length, 0));
  let at = 0;
  for (const e of encoded) {
    bytes.set(e, at);
    at += e.length;
  }
  return [packCounts(encoded.map((e) => e.length)), bytes];
}

/** Entries stand in the order of first use, so that text of neighbouring rows stays together for the compressor. */
function packDictionary(strings: readonly string[], expected: number): Uint8Array[] {
  if (strings.length !== expected) throw new Error(`${String(strings.length)} texts where ${String(expected)} belong`);
  const entries = new Map<string, number>();
  const index = strings.map((s) => entries.get(s) ?? (entries.set(s, entries.size), entries.size - 1));
  return [...packStrings([...entries.keys()]), packIndex(index, entries.size)];
}

function packPlaces(places: readonly (readonly number[])[]): Uint8Array[] {
  const entries = new Map<string, { readonly at: number; readonly place: readonly number[] }>();
  const index = places.map((place) => {
    const key = place.join();
    const known = entries.get(key);
    if (known !== undefined) return known.at;
    entries.set(key, { at: entries.size, place });
    return entries.size - 1;
  });
  const flat = [...entries.values()].flatMap((e) => e.place);
  return [packNumbers("f32", flat, entries.size * 3), packIndex(index, entries.size)];
}
