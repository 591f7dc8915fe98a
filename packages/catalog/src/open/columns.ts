import type { FactGroup } from "@pathwayks/contracts";
import { bases, dayNumber, factGroups } from "@pathwayks/contracts";
import type { NumberType, TableName } from "../format/columns.ts";
import { numbersIn } from "../format/decode.ts";
import type { Chunk } from "../format/decode.ts";
import type { EvidenceColumns, NumberLists, PlaceColumns } from "../view.ts";
import { NONE, UNKNOWN } from "../view.ts";
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
    const index = indexOfPlaces(chunk, first);
    for (let i = 0; i < index.length; i++, at++) {
      const entry = (index[i] ?? 0) * 3;
      x[at] = entries[entry] ?? Number.NaN;
      y[at] = entries[entry + 1] ?? Number.NaN;
      z[at] = entries[entry + 2] ?? Number.NaN;
    }
  }
  return { x, y, z };
}

const indexOfPlaces = (chunk: Chunk, first: number) => {
  const entries = (chunk.lengths[first] ?? 0) / 12;
  return numbersIn(chunk, first + 1, entries <= 256 ? "u8" : entries <= 65_536 ? "u16" : "u32");
};

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
    values.set(parts[i] ?? [], at);
    const counts = numbersIn(chunk, first, "u16");
    for (let k = 0; k < counts.length; k++) offsets[++row] = at += counts[k] ?? 0;
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
  eachDictionary(set, name, (table, index, start) => {
    const found = Int32Array.from({ length: table.length }, (_, i) => find(table.at(i)));
    for (let i = 0; i < index.length; i++) rows[start + i] = found[index[i] ?? 0] ?? UNKNOWN;
  });
  return rows;
}

function eachDictionary<T extends TableName>(
  set: ChunkSet<T>, name: string, visit: (table: StringTable, index: ArrayLike<number>, start: number) => void,
): void {
  const place = placeOf(set, name);
  if (place === null) return;
  set.chunks.forEach((chunk, i) => {
    const { index } = dictionaryAt(chunk, place.first);
    visit(new StringTable(chunk, place.first), index, set.starts[i] ?? 0);
  });
}

type WithEvidence = "programs" | "occupations" | "jobs" | "partners";

/** Evidence by group of facts. A group is spread over the rows when it is first asked for: most screens ask for two. */
export function evidenceOf<T extends WithEvidence>(set: ChunkSet<T>, findSource: (id: string) => number): Record<FactGroup, EvidenceColumns> {
  const made = new Map<FactGroup, EvidenceColumns>();
  const get = (group: FactGroup): EvidenceColumns => {
    const known = made.get(group) ?? spreadEvidence(set, group, findSource);
    made.set(group, known);
    return known;
  };
  return {
    get listing() { return get("listing"); },
    get length() { return get("length"); },
    get cost() { return get("cost"); },
    get schedule() { return get("schedule"); },
    get completion() { return get("completion"); },
    get placement() { return get("placement"); },
    get earnings() { return get("earnings"); },
    get wages() { return get("wages"); },
  };
}

function spreadEvidence(set: ChunkSet<WithEvidence>, group: FactGroup, findSource: (id: string) => number): EvidenceColumns {
  const source = new Int32Array(set.rows), asOf = new Int32Array(set.rows);
  const basis = new Uint8Array(set.rows), sharedBy = new Uint16Array(set.rows);
  eachDictionary(set, `evidence.${group}`, (table, index, start) => {
    const facts = Array.from({ length: table.length }, (_, i) => parseEvidence(table.at(i)));
    const sources = facts.map((fact) => (fact === null ? UNKNOWN : findSource(fact.source)));
    for (let i = 0; i < index.length; i++) {
      const entry = index[i] ?? 0;
      const fact = facts[entry] ?? null;
      source[start + i] = sources[entry] ?? UNKNOWN;
      asOf[start + i] = fact?.asOf ?? UNKNOWN;
      basis[start + i] = fact?.basis ?? NONE;
      sharedBy[start + i] = fact?.sharedBy ?? 1;
    }
  });
  return { source, asOf, basis, sharedBy };
}

/** The first column of a set whose evidence cannot be read; `null` when all can. */
export function evidenceFault(set: ChunkSet<WithEvidence>): string | null {
  for (const group of factGroups) {
    let bad = false;
    eachDictionary(set, `evidence.${group}`, (table) => {
      for (let i = 0; i < table.length; i++) {
        const entry = table.at(i);
        bad ||= entry !== "" && parseEvidence(entry) === null;
      }
    });
    if (bad) return `evidence.${group}`;
  }
  return null;
}

const evidenceEntry = /^(\S+) (\d{4}-\d{2}-\d{2}) (\S+) (\d{1,5})$/;

/** `source asOf basis sharedBy`, as {@link formatEvidence} writes it. */
function parseEvidence(entry: string): { source: string; asOf: number; basis: number; sharedBy: number } | null {
  const match = evidenceEntry.exec(entry);
  if (match === null) return null;
  const [, source = "", date = "", basis = "", shared = ""] = match;
  const code = bases.findIndex((b) => b === basis);
  return code < 0 ? null : { source, asOf: dayNumber(date), basis: code, sharedBy: Number(shared) };
}

/** One entry of an evidence dictionary; "" where the group has none. */
export function formatEvidence(e: { source: string; asOf: string; basis: string; sharedBy?: number | undefined } | undefined): string {
  return e === undefined ? "" : `${e.source} ${e.asOf} ${e.basis} ${String(Math.min(e.sharedBy ?? 1, 65_535))}`;
}
