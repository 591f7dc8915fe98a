import type { Manifest, Result } from "@pathwayks/contracts";
import { factGroups, fail, ok } from "@pathwayks/contracts";
import type { CatalogError } from "../error.ts";
import { malformed } from "../error.ts";
import type { TableName } from "../format/columns.ts";
import type { Chunk } from "../format/decode.ts";
import { decodeChunk, numbersAt } from "../format/decode.ts";
import { arrayTypes } from "../format/layout.ts";
import type { CatalogView, NumberTypeName } from "../view.ts";
import type { Beside, ChunkSet, Prose, Run } from "./chunk-set.ts";
import { setOfRuns, u8 } from "./chunk-set.ts";
import type { Joined } from "./join.ts";
import { joined } from "./join.ts";
import type { Kept } from "./kept.ts";
import { isOfType } from "./kept.ts";
import { liveRows } from "./live.ts";
import { parseJson } from "../update/text.ts";
import { decodeAll, openSets, setsOf } from "./open.ts";
import { keepMarks } from "./text.ts";

// A joined release: a directory as JSON, then for each table its chunk and the numbers that opening it works out. Everything
// stands on a multiple of eight. The prose, nearly half of all bytes, is a second piece that may come later.

export interface JoinedRelease {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly prose: Uint8Array<ArrayBuffer>;
}

const typeNames = Object.keys(arrayTypes) as NumberTypeName[];

/** Name, type and length of numbers that are kept. */
type Entry = readonly [name: string, type: NumberTypeName, length: number];
/** Bytes of the chunk, bytes of its prose, and what is kept behind it. */
type Directory = readonly (readonly [table: TableName, bytes: number, prose: number, kept: readonly Entry[]])[];

/**
 * Joins a release; an error where it could not be opened either. What `use` has the view derive is kept too. Yields after each
 * column, so that other work can come in between.
 */
export function* joinCatalog(manifest: Manifest, chunks: ReadonlyMap<string, Uint8Array>, use: (view: CatalogView) => void = () => undefined):
Generator<undefined, Result<JoinedRelease, CatalogError>> {
  const decoded = decodeAll(manifest.chunks, chunks);
  if (!decoded.ok) return decoded;
  const sets = setsOf(decoded.value);
  const tables: Joined[] = [];
  for (const set of Object.values({ ...sets, jobs: liveJobs(sets.jobs) })) if (set.rows > 0) tables.push(yield* joined(set));
  return withKept(manifest, tables, use);
}

/** Opens the tables once, and lays down with them what that worked out. */
function withKept(manifest: Manifest, tables: readonly Joined[], use: (view: CatalogView) => void): Result<JoinedRelease, CatalogError> {
  const decoded = [];
  const beside = new Map<TableName, Beside>();
  for (const { chunk: bytes, prose } of tables) {
    const chunk = decodeChunk("joined", bytes);
    if (!chunk.ok) return chunk;
    decoded.push({ chunk: chunk.value, prose });
    beside.set(chunk.value.table, { kept: new Map(), prose: () => prose });
  }
  const sets = setsOf(decoded.map(({ chunk }) => chunk), beside);
  const view = openSets(manifest, sets);
  for (const set of Object.values(sets)) keepMarks(set);
  // Every ranking asks for these at once.
  for (const { evidence } of [view.programs, view.occupations, view.jobs, view.partners]) for (const group of factGroups) void evidence[group];
  use(view);
  const directory: [TableName, number, number, Entry[]][] = [];
  const parts: Uint8Array[] = [];
  for (const { chunk: { table, bytes }, prose } of decoded) {
    const entries: Entry[] = [];
    parts.push(bytes);
    for (const [name, numbers] of sets[table].kept) {
      entries.push([name, typeNames.find((type) => isOfType(type, numbers)) ?? "u8", numbers.length]);
      parts.push(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
    }
    directory.push([table, bytes.length, prose.length, entries]);
  }
  const text = new TextEncoder().encode(JSON.stringify(directory satisfies Directory));
  return ok({
    bytes: oneAfterTheOther([new Uint8Array(Uint32Array.of(text.length).buffer), text, ...parts]),
    prose: oneAfterTheOther(decoded.map(({ prose }) => prose)),
  });
}

function oneAfterTheOther(all: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(all.reduce((sum, part) => sum + room(part.length), 0));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += room(part.length);
  }
  return bytes;
}

function liveJobs(jobs: ChunkSet<"jobs">): ChunkSet<"jobs"> {
  const runs: Run[] = [];
  for (const row of liveRows(jobs, u8(jobs, "region"))) {
    const place = jobs.locate(row), last = runs.at(-1);
    if (place === null) continue;
    if (last?.chunk === place.chunk && last.to === place.local) runs[runs.length - 1] = { ...last, to: place.local + 1 };
    else runs.push({ chunk: place.chunk, from: place.local, to: place.local + 1 });
  }
  return setOfRuns("jobs", jobs.chunks, runs);
}

/**
 * Opens what `joinCatalog` made of the same release: it reads as the chunks do. Never throws, whatever the bytes. `prose` is
 * asked when a description is first read.
 */
export function openJoined(manifest: Manifest, bytes: Uint8Array, prose: Prose): Result<{ readonly view: CatalogView; readonly proseBytes: number }, CatalogError> {
  const wrong = fail(malformed("joined", "not what was laid down"));
  const chunks: Chunk[] = [];
  const beside = new Map<TableName, Beside>();
  let proseAt = 0;
  // Damage shows as numbers that do not fit, of which arrays are not made, or as no directory at all.
  try {
    const length = numbersAt(bytes, 0, "u32", 1)[0] ?? 0;
    let at = 8 + room(length);
    for (const [table, size, ofProse, entries] of parseJson(bytes.subarray(8, 8 + length)) as Directory) {
      const chunk = decodeChunk("joined", bytes.subarray(at, at + size));
      if (!chunk.ok) return chunk;
      chunks.push(chunk.value);
      at += room(size);
      const kept: Kept = new Map();
      for (const [name, type, count] of entries) {
        kept.set(name, numbersAt(bytes, at, type, count));
        at += room(count * arrayTypes[type].BYTES_PER_ELEMENT);
      }
      const from = proseAt;
      beside.set(table, { kept, prose: () => prose().subarray(from, from + ofProse) });
      proseAt += room(ofProse);
    }
    if (at !== bytes.length) return wrong;
  } catch {
    return wrong;
  }
  return ok({ view: openSets(manifest, setsOf(chunks, beside)), proseBytes: proseAt });
}

const room = (bytes: number): number => (bytes + 7) & ~7;
