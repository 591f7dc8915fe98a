import type { Chunk } from "../format/decode.ts";
import { numbersIn } from "../format/decode.ts";
import { layoutOf } from "../format/layout.ts";
import { compareBytes } from "../words/bytes.ts";
import type { ChunkSet, Run } from "./chunk-set.ts";
import { setOfRuns } from "./chunk-set.ts";
import { StringTable } from "./text.ts";

/** A part of a log with its ids, which ascend. */
interface Part {
  readonly chunk: number;
  readonly rows: number;
  readonly ids: StringTable;
  readonly removed: Uint8Array;
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
export function standing<T extends "programs" | "partners">(table: T, chunks: readonly Chunk[]): ChunkSet<T> {
  const parts = chunks.map((chunk, i) => partOf(table, chunk, i));
  const base: Part[] = [], later: Part[] = [];
  for (const part of parts) {
    const last = base.at(-1);
    // Once a part goes back in order, those after it are newer than it, and must not lie below it.
    const follows = later.length === 0 && (last === undefined
      || compareBytes(last.ids.bytesAt(last.rows - 1), part.ids.bytesAt(0)) < 0);
    (follows ? base : later).push(part);
  }
  return setOfRuns(table, chunks, runsOf(base, editsOf(base, later)));
}

function partOf(table: "programs" | "partners", chunk: Chunk, i: number): Part {
  const { byName } = layoutOf(table);
  const ids = new StringTable(chunk, byName.get("id")?.first ?? 0);
  return { chunk: i, rows: chunk.rows, ids, removed: Uint8Array.from(numbersIn(chunk, byName.get("removed")?.first ?? 0, "u8")) };
}

/** What the later parts change in the base, in its order; of rows with one id the newest counts. */
function editsOf(base: readonly Part[], later: readonly Part[]): Edit[] {
  const seen = new Set<string>();
  const edits: Edit[] = [];
  for (const part of [...later].reverse()) {
    for (let local = 0; local < part.rows; local++) {
      const id = part.ids.bytesAt(local), key = part.ids.at(local);
      if (seen.has(key)) continue;
      seen.add(key);
      const place = find(base, id);
      const row = part.removed[local] === 1 ? null : { chunk: part.chunk, local };
      if (row !== null || place.replaces) edits.push({ ...place, row, id });
    }
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
      addStanding(part, at, edit.local, add);
      if (edit.row !== null) add(edit.row.chunk, edit.row.local, edit.row.local + 1);
      at = edit.local + (edit.replaces ? 1 : 0);
    }
    addStanding(part, at, part.rows, add);
  });
  return runs;
}

/** Rows of a base part without its own removals, which remove nothing once what they removed is gone. */
function addStanding(part: Part, from: number, to: number, add: (chunk: number, from: number, to: number) => void): void {
  let at = from;
  for (let i = part.removed.indexOf(1, from); i >= 0 && i < to; i = part.removed.indexOf(1, at)) {
    add(part.chunk, at, i);
    at = i + 1;
  }
  add(part.chunk, at, to);
}
