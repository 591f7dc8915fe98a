import type { Result } from "@pathwayks/contracts";
import { fail, ok } from "@pathwayks/contracts";
import type { CatalogError } from "../error.ts";
import { malformed } from "../error.ts";
import { compareBytes } from "../words/bytes.ts";
import type { Column, NumberType, TableName } from "./columns.ts";
import { tableNames } from "./columns.ts";
import type { Layout } from "./layout.ts";
import { HEADER_BYTES, MAGIC, MAX_ROWS, SCHEMA, aligned, arrayTypes, indexSize, layoutOf, sizeOf } from "./layout.ts";
import type { Numbers, NumberTypeName } from "../view.ts";

export type NumberArray = Numbers;

/**
 * A chunk whose parts have been checked to lie within it and to be as long as its rows need. What is inside the parts is
 * checked once, when a release is taken over (`chunkFault`); readers ask typed arrays and slices only, which give nothing for
 * what is out of bounds, so that damage that comes later shows as a missing word and never as an exception.
 */
export interface Chunk {
  readonly table: TableName;
  readonly rows: number;
  readonly layout: Layout;
  /** Whole chunk; starts on a multiple of 4 of its buffer. */
  readonly bytes: Uint8Array;
  /** Start and length of each part in `bytes`. */
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
}

/** Reads and checks the bytes of a chunk. Never throws, whatever the bytes. `what` names the chunk in the error. */
export function decodeChunk(what: string, raw: Uint8Array): Result<Chunk, CatalogError> {
  if (!littleEndian) return fail(malformed(what, "this machine's byte order is not supported"));
  // Typed arrays over a buffer need its alignment; a chunk cut out of a larger buffer is copied.
  const bytes = raw.byteOffset % 4 === 0 ? raw : raw.slice();
  if (bytes.length < HEADER_BYTES) return fail(malformed(what, "shorter than its header"));
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header.getUint32(0, true) !== MAGIC) return fail(malformed(what, "not a catalog chunk"));
  if (header.getUint16(4, true) !== SCHEMA) return fail(malformed(what, "an unknown layout"));
  const table = tableNames[header.getUint16(6, true)];
  if (table === undefined) return fail(malformed(what, "an unknown table"));
  const rows = header.getUint32(8, true);
  const layout = layoutOf(table);
  if (rows > MAX_ROWS) return fail(malformed(what, "too many rows"));
  if (header.getUint32(12, true) !== layout.parts || bytes.length < HEADER_BYTES + layout.parts * 4)
    return fail(malformed(what, "the wrong number of columns"));
  const chunk = placeParts({ table, rows, layout, bytes });
  if (chunk === null) return fail(malformed(what, "its parts do not add up to its length"));
  for (const { name, column, first } of layout.columns)
    if (!fits(chunk, column, first)) return fail(malformed(what, `${name}: the wrong length`));
  return ok(chunk);
}

/** Whether the parts of a column have the lengths that its rows and dictionaries ask for. Looks at no value. */
function fits({ lengths, rows }: Chunk, column: Column, first: number): boolean {
  const size = lengths[first] ?? 0;
  switch (column.kind) {
    case "number": return size === rows * column.width * sizeOf[column.type];
    case "text": return size === rows * 2;
    case "dict": return size % 2 === 0 && lengths[first + 2] === rows * indexSize(size / 2);
    case "dicts": return size % 2 === 0 && lengths[first + 2] === rows * column.width * indexSize(size / 2);
    case "numbers": return size === rows * 2 && (lengths[first + 1] ?? 0) % sizeOf[column.type] === 0;
    case "texts": {
      const entries = (lengths[first + 1] ?? 0) / 2;
      return size === rows * 2 && Number.isInteger(entries) && (lengths[first + 3] ?? 0) % indexSize(entries) === 0;
    }
    case "place": return size % 12 === 0 && lengths[first + 1] === rows * indexSize(size / 12);
  }
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function placeParts(chunk: Omit<Chunk, "starts" | "lengths">): Chunk | null {
  const { bytes, layout } = chunk;
  const lengths = new Uint32Array(bytes.buffer, bytes.byteOffset + HEADER_BYTES, layout.parts);
  const starts = new Uint32Array(layout.parts);
  let at = HEADER_BYTES + layout.parts * 4;
  for (let i = 0; i < layout.parts; i++) {
    starts[i] = at;
    at += aligned(lengths[i] ?? 0);
    if (at > bytes.length || (lengths[i] ?? 0) > bytes.length) return null;
  }
  return at === bytes.length ? { ...chunk, starts, lengths } : null;
}

/** A part as numbers, without copying. */
export const numbersIn = (chunk: Chunk, part: number, type: NumberType): NumberArray =>
  numbersAt(chunk.bytes, chunk.starts[part] ?? 0, type, (chunk.lengths[part] ?? 0) / sizeOf[type]);

/** `count` numbers that begin at byte `at`, a multiple of their size, without copying. Throws where they do not fit. */
export const numbersAt = ({ buffer, byteOffset }: Uint8Array, at: number, type: NumberTypeName, count: number): NumberArray =>
  new arrayTypes[type](buffer as ArrayBuffer, byteOffset + at, count);

/** The index part of a dictionary of `entries`. */
export const indexIn = (chunk: Chunk, part: number, entries: number): NumberArray => {
  const size = indexSize(entries);
  return numbersIn(chunk, part, size === 1 ? "u8" : size === 2 ? "u16" : "u32");
};

/** Number of strings that a `lengths` part counts. */
export const stringsIn = (chunk: Chunk, part: number): number => (chunk.lengths[part] ?? 0) / 2;

/**
 * What is wrong inside a decoded chunk: codes that the vocabulary does not have, indices beyond their dictionary, lists and
 * texts that do not add up to what is there. `null`: nothing.
 */
export function chunkFault(chunk: Chunk): string | null {
  for (const { name, column, first } of chunk.layout.columns) {
    const fault = columnFault(chunk, column, first);
    if (fault !== null) return `${name}: ${fault}`;
  }
  const id = chunk.layout.byName.get("id");
  return id !== undefined && !ascends(chunk, id.first) ? "id: not in ascending order" : null;
}

/** Whether the texts of a column ascend by their bytes; the search in parts of a log rests on it. */
function ascends(chunk: Chunk, first: number): boolean {
  const lengths = numbersIn(chunk, first, "u16");
  let at = chunk.starts[first + 1] ?? 0, before: Uint8Array | null = null;
  for (let i = 0; i < lengths.length; i++) {
    const id = chunk.bytes.subarray(at, (at += lengths[i] ?? 0));
    if (before !== null && compareBytes(before, id) >= 0) return false;
    before = id;
  }
  return true;
}

function columnFault(chunk: Chunk, column: Column, first: number): string | null {
  switch (column.kind) {
    case "number":
      return column.below === 256 ? null : codesFault(chunk, first, column.below);
    case "text":
      return textsFault(chunk, first);
    case "dict":
    case "dicts":
      return textsFault(chunk, first) ?? indexFault(chunk, first + 2, stringsIn(chunk, first));
    case "numbers":
      return sum(numbersIn(chunk, first, "u16")) * sizeOf[column.type] === chunk.lengths[first + 1]
        ? null
        : "its lists do not add up";
    case "texts": {
      const entries = stringsIn(chunk, first + 1);
      const total = sum(numbersIn(chunk, first, "u16"));
      if (total * indexSize(entries) !== chunk.lengths[first + 3]) return "its lists do not add up";
      return textsFault(chunk, first + 1) ?? indexFault(chunk, first + 3, entries);
    }
    case "place":
      return indexFault(chunk, first + 1, (chunk.lengths[first] ?? 0) / 12);
  }
}

function codesFault(chunk: Chunk, part: number, below: number): string | null {
  const codes = numbersIn(chunk, part, "u8");
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (code >= below && code !== 255) return "an unknown code";
  }
  return null;
}

function textsFault(chunk: Chunk, part: number): string | null {
  return sum(numbersIn(chunk, part, "u16")) === chunk.lengths[part + 1] ? null : "its texts do not add up";
}

function indexFault(chunk: Chunk, part: number, entries: number): string | null {
  const index = indexIn(chunk, part, entries);
  for (let i = 0; i < index.length; i++) if ((index[i] ?? 0) >= entries) return "an index beyond its dictionary";
  return null;
}

function sum(values: NumberArray): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] ?? 0;
  return total;
}
