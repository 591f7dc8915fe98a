import type { Chunk } from "../format/decode.ts";
import { layoutOf } from "../format/layout.ts";
import { compareBytes } from "../words/bytes.ts";
import type { Beside, ChunkSet, Run } from "./chunk-set.ts";
import { chunkSet, setOfRuns } from "./chunk-set.ts";
import { StringTable } from "./text.ts";

/** A part of a log with its ids, which ascend. */
interface Part {
  readonly chunk: number;
  readonly rows: number;
  readonly ids: StringTable;
  readonly removes: StringTable;
}

/** What a later part does to the base: puts a row in before `local` of a base part, takes the row there away, or both. */
interface Edit {
  readonly part: number;
  readonly local: number;
  readonly replaces: boolean;
  readonly row: { readonly chunk: number; readonly local: number } | null;
  readonly id: Uint8Array;
}

/**
 * The rows of programs or partners that stand, in the order of their ids: just what a build without an earlier release would
 * have laid down, so that a view does not depend on the days that led to it. Base parts follow each other in order; only
 * the rows of later parts, a few hundred, are looked up in them.
 */
export function standing<T extends "programs" | "partners">(table: T, chunks: readonly Chunk[], beside?: Beside): ChunkSet<T> {
  const parts = chunks.map((chunk, i) => partOf(table, chunk, i));
  if (parts.length === 1 && parts[0]?.removes.length === 0) return chunkSet(table, chunks, beside);
  // Of a part that only removes the one row has no id.
  const onlyRemoves = (part: Part | undefined) => part !== undefined && part.ids.lengthAt(0) === 0;
  while (onlyRemoves(parts[0])) parts.shift();
  const base: Part[] = [], later: Part[] = [];
  for (const part of parts) {
    const last = base.at(-1);
    // Once a part goes back in order or removes, those after it are newer than it, and must not lie below it. Before the
    // first there is nothing to remove.
    const follows = last === undefined
      || (later.length === 0 && part.removes.length === 0 && compareBytes(last.ids.bytesAt(last.rows - 1), part.ids.bytesAt(0)) < 0);
    (follows ? base : later).push(part);
  }
  return setOfRuns(table, chunks, runsOf(base, editsOf(base, later)), beside);
}

function partOf(table: "programs" | "partners", chunk: Chunk, i: number): Part {
  const { byName } = layoutOf(table);
  const ids = new StringTable(chunk, byName.get("id")?.first ?? 0);
  return { chunk: i, rows: chunk.rows, ids, removes: new StringTable(chunk, (byName.get("removes")?.first ?? 0) + 1) };
}

/** What the later parts change in the base, in its order; of rows with one id the newest counts. */
function editsOf(base: readonly Part[], later: readonly Part[]): Edit[] {
  const seen = new Set<string>();
  const edits: Edit[] = [];
  for (const part of [...later].reverse()) {
    const note = (ids: StringTable, i: number, row: Edit["row"]) => {
      const id = ids.bytesAt(i), key = ids.at(i);
      if (key === "" || seen.has(key)) return;
      seen.add(key);
      const place = find(base, id);
      if (row !== null || place.replaces) edits.push({ ...place, row, id });
    };
    for (let local = 0; local < part.rows; local++) note(part.ids, local, { chunk: part.chunk, local });
    for (let i = 0; i < part.removes.length; i++) note(part.removes, i, null);
  }
  return edits.sort((a, b) => a.part - b.part || a.local - b.local || compareBytes(a.id, b.id));
}

/** Where an id stands in the base, or would. */
function find(base: readonly Part[], id: Uint8Array): { part: number; local: number; replaces: boolean } {
  const part = Math.max(0, lowerBound(base.length, (i) => compareBytes(base[i]?.ids.bytesAt(0) ?? id, id) <= 0) - 1);
  const ids = base[part]?.ids;
  const local = lowerBound(base[part]?.rows ?? 0, (i) => compareBytes(ids?.bytesAt(i) ?? id, id) < 0);
  const replaces = ids !== undefined && local < (base[part]?.rows ?? 0) && compareBytes(ids.bytesAt(local), id) === 0;
  return { part, local, replaces };
}

/** First number below `count` for which `before` no longer holds. */
function lowerBound(count: number, before: (i: number) => boolean): number {
  let low = 0, high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function runsOf(base: readonly Part[], edits: readonly Edit[]): Run[] {
  const runs: Run[] = [];
  const add = (chunk: number, from: number, to: number) => {
    if (to > from) runs.push({ chunk, from, to });
  };
  let next = 0;
  base.forEach((part, i) => {
    let at = 0;
    for (let edit = edits[next]; edit?.part === i; edit = edits[++next]) {
      add(part.chunk, at, edit.local);
      if (edit.row !== null) add(edit.row.chunk, edit.row.local, edit.row.local + 1);
      at = edit.local + (edit.replaces ? 1 : 0);
    }
    add(part.chunk, at, part.rows);
  });
  return runs;
}
