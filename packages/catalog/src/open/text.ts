import type { TableName } from "../format/columns.ts";
import type { Chunk, NumberArray } from "../format/decode.ts";
import { numbersIn } from "../format/decode.ts";
import type { TextColumn, TextLists } from "../view.ts";
import type { ChunkSet, Dictionary, Named } from "./chunk-set.ts";
import { dictionaryAt, placeOf } from "./chunk-set.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Strings of one chunk, decoded when asked for. */
export class StringTable {
  private offsets: Uint32Array | null = null;
  constructor(
    private readonly chunk: Chunk,
    /** The part with the lengths; the bytes follow it. */
    private readonly part: number,
  ) {}

  get length(): number {
    return (this.chunk.lengths[this.part] ?? 0) / 2;
  }

  at(i: number): string {
    const bytes = this.bytesAt(i);
    return bytes.length === 0 ? "" : decoder.decode(bytes);
  }

  bytesAt(i: number): Uint8Array {
    const offsets = (this.offsets ??= this.readOffsets());
    const start = this.chunk.starts[this.part + 1] ?? 0;
    return this.chunk.bytes.subarray(start + (offsets[i] ?? 0), start + (offsets[i + 1] ?? 0));
  }

  lengthAt(i: number): number {
    const offsets = (this.offsets ??= this.readOffsets());
    return (offsets[i + 1] ?? 0) - (offsets[i] ?? 0);
  }

  /** FNV-1a over the bytes of a string, without making it. */
  hashAt(i: number, seed: number): number {
    const offsets = (this.offsets ??= this.readOffsets());
    const base = this.chunk.starts[this.part + 1] ?? 0;
    const { bytes } = this.chunk;
    const end = base + (offsets[i + 1] ?? 0);
    let hash = 0x811c9dc5 ^ seed;
    for (let at = base + (offsets[i] ?? 0); at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    return (hash ^ (hash >>> 15)) >>> 0;
  }

  private readOffsets(): Uint32Array {
    const lengths = numbersIn(this.chunk, this.part, "u16");
    const offsets = new Uint32Array(lengths.length + 1);
    for (let i = 0; i < lengths.length; i++) offsets[i + 1] = (offsets[i] ?? 0) + (lengths[i] ?? 0);
    return offsets;
  }
}

/** A column with a string of its own in each row. */
export function text<T extends TableName>(set: ChunkSet<T>, name: Named<T, "text">): TextColumn {
  const tables = stringTables(set, name);
  return {
    length: set.rows,
    get: (row) => {
      const chunk = set.chunkOf[row];
      return chunk === undefined ? "" : (tables(chunk)?.at(set.localOf[row] ?? 0) ?? "");
    },
  };
}

/** The string table of a column by chunk, made on first use. */
export function stringTables<T extends TableName>(set: ChunkSet<T>, name: Named<T, "text">):
(chunk: number) => StringTable | null {
  const place = placeOf(set, name);
  const made: StringTable[] = [];
  return (i) => {
    const chunk = set.chunks[i];
    return chunk === undefined || place === null ? null : (made[i] ??= new StringTable(chunk, place.first));
  };
}

/** Decoded entries of a chunk's dictionary and the index by row. */
interface Words {
  readonly words: (string | undefined)[];
  readonly table: StringTable;
  readonly index: NumberArray;
}

const wordAt = (words: Words, entry: number): string => (words.words[entry] ??= words.table.at(entry));

const wordsOf = (chunk: Chunk, dictionary: Dictionary): Words => ({
  words: [],
  table: new StringTable(chunk, dictionary.lengths),
  index: dictionary.index,
});

/** A column of repeating strings; each is decoded once a chunk. */
export function dict<T extends TableName>(set: ChunkSet<T>, name: Named<T, "dict">): TextColumn {
  const place = placeOf(set, name);
  const made: Words[] = [];
  return {
    length: set.rows,
    get: (row) => {
      const i = set.chunkOf[row];
      const chunk = i === undefined ? undefined : set.chunks[i];
      if (i === undefined || chunk === undefined || place === null) return "";
      const words = (made[i] ??= wordsOf(chunk, dictionaryAt(chunk, place.first)));
      return wordAt(words, words.index[set.localOf[row] ?? 0] ?? 0);
    },
  };
}

/** A column of lists of repeating strings. */
export function texts<T extends TableName>(set: ChunkSet<T>, name: Named<T, "texts">): TextLists {
  const place = placeOf(set, name);
  const made: (Words & { readonly offsets: Uint32Array })[] = [];
  const read = (chunk: Chunk, first: number) => {
    const counts = numbersIn(chunk, first, "u16");
    const offsets = new Uint32Array(counts.length + 1);
    for (let i = 0; i < counts.length; i++) offsets[i + 1] = (offsets[i] ?? 0) + (counts[i] ?? 0);
    return { ...wordsOf(chunk, dictionaryAt(chunk, first + 1)), offsets };
  };
  return {
    get: (row) => {
      const i = set.chunkOf[row];
      const chunk = i === undefined ? undefined : set.chunks[i];
      if (i === undefined || chunk === undefined || place === null) return [];
      const lists = (made[i] ??= read(chunk, place.first));
      const local = set.localOf[row] ?? 0;
      const list: string[] = [];
      for (let k = lists.offsets[local] ?? 0; k < (lists.offsets[local + 1] ?? 0); k++)
        list.push(wordAt(lists, lists.index[k] ?? 0));
      return list;
    },
  };
}
