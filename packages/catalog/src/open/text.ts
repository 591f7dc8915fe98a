import type { TableName } from "../format/columns.ts";
import type { Chunk, NumberArray } from "../format/decode.ts";
import { numbersIn } from "../format/decode.ts";
import { partsOf } from "../format/layout.ts";
import type { Numbers, TextColumn, TextLists } from "../view.ts";
import type { ChunkSet, Dictionary, Named, Prose } from "./chunk-set.ts";
import { dictionaryAt, placeOf } from "./chunk-set.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Every so many strings, where one begins is kept with a joined release: nobody adds up 30,000 lengths to read one title. */
const MARK = 128;

/** Strings of one chunk, decoded when asked for. */
export class StringTable {
  private made: Uint32Array | null = null;
  constructor(
    private readonly chunk: Chunk,
    /** The part with the lengths; the bytes follow it. */
    private readonly part: number,
    /** Where every MARK-th string begins, if that is known. */
    private readonly marks?: Numbers,
    /** The bytes, where they are not in the chunk. */
    private readonly prose?: Prose,
  ) {}

  get length(): number {
    return (this.chunk.lengths[this.part] ?? 0) / 2;
  }

  /** What `ends` counts in. */
  get bytes(): Uint8Array {
    return this.prose?.() ?? this.chunk.bytes;
  }

  /** String `i` stands from `ends[i]` up to, without, `ends[i + 1]`. */
  get ends(): Uint32Array {
    return (this.made ??= this.readEnds());
  }

  at(i: number): string {
    const bytes = this.bytesAt(i);
    return bytes.length === 0 ? "" : decoder.decode(bytes);
  }

  /** All of them: one call of the decoder instead of one for each, as long as the text is ASCII. */
  all(): readonly string[] {
    const { ends, length } = this, first = ends[0] ?? 0, last = ends[length] ?? 0;
    const whole = decoder.decode(this.bytes.subarray(first, last));
    const ascii = whole.length === last - first;
    const strings: string[] = [];
    for (let i = 0; i < length; i++)
      strings.push(ascii ? whole.slice((ends[i] ?? 0) - first, (ends[i + 1] ?? 0) - first) : this.at(i));
    return strings;
  }

  bytesAt(i: number): Uint8Array {
    if (this.made === null && this.marks !== undefined) return this.near(i, this.marks);
    const { ends } = this;
    return this.bytes.subarray(ends[i] ?? 0, ends[i + 1] ?? 0);
  }

  /** Where every MARK-th string begins. */
  marked(): Uint32Array {
    return this.ends.filter((_, i) => i % MARK === 0);
  }

  private near(i: number, marks: Numbers): Uint8Array {
    const lengths = numbersIn(this.chunk, this.part, "u16");
    let at = marks[Math.floor(i / MARK)] ?? 0;
    for (let before = i - (i % MARK); before < i; before++) at += lengths[before] ?? 0;
    return this.bytes.subarray(at, at + (lengths[i] ?? 0));
  }

  lengthAt(i: number): number {
    const { ends } = this;
    return (ends[i + 1] ?? 0) - (ends[i] ?? 0);
  }

  private readEnds(): Uint32Array {
    const lengths = numbersIn(this.chunk, this.part, "u16");
    const ends = new Uint32Array(lengths.length + 1);
    let at = (ends[0] = this.prose === undefined ? (this.chunk.starts[this.part + 1] ?? 0) : 0);
    for (let i = 0; i < lengths.length; ) {
      at += lengths[i] ?? 0;
      ends[++i] = at;
    }
    return ends;
  }
}

/** The strings of a column by row, all made at once. */
export function strings<T extends TableName>(set: ChunkSet<T>, name: Named<T, "text">): readonly string[] {
  const tables = stringTables(set, name);
  const chunks = set.chunks.map((_, i) => tables(i)?.all() ?? []);
  return set.runs.flatMap(({ chunk, from, to }) => chunks[chunk]?.slice(from, to) ?? []);
}

/** Rows that pass the test of their chunk; `null`: none does. */
function rowsWhere(set: ChunkSet<TableName>, tests: readonly (((local: number) => boolean) | null)[]): Uint32Array {
  const rows = new Uint32Array(set.rows);
  let row = 0, count = 0;
  for (const { chunk, from, to } of set.runs) {
    const passes = tests[chunk] ?? null;
    if (passes === null) row += to - from;
    else for (let local = from; local < to; local++, row++) if (passes(local)) rows[count++] = row;
  }
  return rows.slice(0, count);
}

/** A column with a string of its own in each row. */
export function text<T extends TableName>(set: ChunkSet<T>, name: Named<T, "text">): TextColumn {
  const tables = stringTables(set, name);
  return {
    length: set.rows,
    get: (row) => {
      const place = set.locate(row);
      return place === null ? "" : (tables(place.chunk)?.at(place.local) ?? "");
    },
    filled: () => rowsWhere(set, set.chunks.map((_, i) => (local) => (tables(i)?.lengthAt(local) ?? 0) > 0)),
  };
}

/** The string table of a column by chunk, made on first use. */
export function stringTables<T extends TableName>(set: ChunkSet<T>, name: Named<T, "text">):
(chunk: number) => StringTable | null {
  const place = placeOf(set, name);
  const made: StringTable[] = [];
  return (i) => {
    const chunk = set.chunks[i];
    return chunk === undefined || place === null ? null : (made[i] ??= stringTable(set, chunk, place.first, name));
  };
}

/** Decoded entries of a chunk's dictionary and the index by row. */
interface Words {
  readonly words: (string | undefined)[];
  readonly table: StringTable;
  readonly index: NumberArray;
}

const wordAt = (words: Words, entry: number): string => (words.words[entry] ??= words.table.at(entry));

const wordsOf = (set: ChunkSet<TableName>, chunk: Chunk, dictionary: Dictionary, name: string): Words => ({
  words: [],
  table: stringTable(set, chunk, dictionary.lengths, name),
  index: dictionary.index,
});

/** The texts of a column that are most of a release, and that no ranking, no search and no limit reads. */
export const isProse = (table: TableName, name: string): boolean => (table === "programs" || table === "jobs") && name === "description";

const stringTable = ({ table, kept, prose }: ChunkSet<TableName>, chunk: Chunk, part: number, name: string): StringTable =>
  new StringTable(chunk, part, kept.get(marksName(part)), isProse(table, name) ? prose : undefined);
const marksName = (part: number): string => `marks.${String(part)}`;

/** Notes where the strings of a set's one chunk begin, to be kept. */
export function keepMarks(set: ChunkSet<TableName>): void {
  const [chunk] = set.chunks;
  for (const { name, column, first } of chunk?.layout.columns ?? []) {
    const at = partsOf(column).indexOf("lengths");
    if (chunk !== undefined && at >= 0) set.kept.set(marksName(first + at), stringTable(set, chunk, first + at, name).marked());
  }
}

/** A column of repeating strings; each is decoded once a chunk. */
export function dict<T extends TableName>(set: ChunkSet<T>, name: Named<T, "dict">): TextColumn {
  const place = placeOf(set, name);
  const made: Words[] = [];
  return {
    length: set.rows,
    get: (row) => {
      const at = set.locate(row), chunk = at === null ? undefined : set.chunks[at.chunk];
      if (at === null || chunk === undefined || place === null) return "";
      const words = (made[at.chunk] ??= wordsOf(set, chunk, dictionaryAt(chunk, place.first), name));
      return wordAt(words, words.index[at.local] ?? 0);
    },
    filled: () => rowsWhere(set, set.chunks.map((chunk) => {
      const { index, lengths } = dictionaryAt(chunk, place?.first ?? 0), words = numbersIn(chunk, lengths, "u16");
      return words.every((length) => length === 0) ? null : (local) => (words[index[local] ?? 0] ?? 0) > 0;
    })),
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
    return { ...wordsOf(set, chunk, dictionaryAt(chunk, first + 1), name), offsets };
  };
  return {
    get: (row) => {
      const at = set.locate(row), chunk = at === null ? undefined : set.chunks[at.chunk];
      if (at === null || chunk === undefined || place === null) return [];
      const lists = (made[at.chunk] ??= read(chunk, place.first));
      const { local } = at;
      const list: string[] = [];
      for (let k = lists.offsets[local] ?? 0; k < (lists.offsets[local + 1] ?? 0); k++)
        list.push(wordAt(lists, lists.index[k] ?? 0));
      return list;
    },
  };
}
