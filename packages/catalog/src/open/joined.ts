import type { Manifest, Result } from "@pathwayks/contracts";
import { factGroups, fail, ok } from "@pathwayks/contracts";
import type { CatalogError } from "../error.ts";
import { malformed } from "../error.ts";
import type { TableName } from "../format/columns.ts";
import { tableNames } from "../format/columns.ts";
import type { Chunk } from "../format/decode.ts";
import { decodeChunk, numbersAt } from "../format/decode.ts";
import type { CatalogView, NumberTypeName } from "../view.ts";
import type { ChunkSet, Run } from "./chunk-set.ts";
import { setOfRuns, u8 } from "./chunk-set.ts";
import { joined } from "./join.ts";
import type { Kept } from "./kept.ts";
import { arrayTypes, isOfType } from "./kept.ts";
import { liveRows } from "./live.ts";
import { parseJson } from "../update/text.ts";
import { decodeAll, openSets, setsOf } from "./open.ts";
import { keepMarks } from "./text.ts";

// A joined release: a directory as JSON, then for each table its chunk and the numbers that opening it works out. Everything
// stands on a multiple of eight.

const typeNames = Object.keys(arrayTypes) as NumberTypeName[];

/** Name, type and length of numbers that are kept. */
type Entry = readonly [name: string, type: NumberTypeName, length: number];
/** Bytes of the chunk, and what is kept behind it. */
type Directory = readonly (readonly [table: TableName, bytes: number, kept: readonly Entry[]])[];

/**
 * Joins a release; an error where it could not be opened either. What `use` has the view derive is kept too. Yields after each
 * column, so that other work can come in between.
 */
export function* joinCatalog(manifest: Manifest, chunks: ReadonlyMap<string, Uint8Array>, use: (view: CatalogView) => void = () => undefined):
Generator<undefined, Result<Uint8Array<ArrayBuffer>, CatalogError>> {
  const decoded = decodeAll(manifest.chunks, chunks);
  if (!decoded.ok) return decoded;
  const sets = setsOf(decoded.value);
  const tables: Uint8Array<ArrayBuffer>[] = [];
  for (const set of Object.values({ ...sets, jobs: liveJobs(sets.jobs) })) if (set.rows > 0) tables.push(yield* joined(set));
  return withKept(manifest, tables, use);
}

/** Opens the tables once, and lays down with them what that worked out. */
function withKept(manifest: Manifest, tables: readonly Uint8Array<ArrayBuffer>[], use: (view: CatalogView) => void): Result<Uint8Array<ArrayBuffer>, CatalogError> {
  const decoded = [];
  for (const table of tables) {
    const chunk = decodeChunk("joined", table);
    if (!chunk.ok) return chunk;
    decoded.push(chunk.value);
  }
  const sets = setsOf(decoded);
  const view = openSets(manifest, sets);
  for (const set of Object.values(sets)) keepMarks(set);
  // Every ranking asks for these at once.
  for (const { evidence } of [view.programs, view.occupations, view.jobs, view.partners]) for (const group of factGroups) void evidence[group];
  use(view);
  const directory: [TableName, number, Entry[]][] = [];
  const parts: Uint8Array[] = [];
  for (const { table, bytes } of decoded) {
    const entries: Entry[] = [];
    parts.push(bytes);
    for (const [name, numbers] of sets[table].kept) {
      entries.push([name, typeNames.find((type) => isOfType(type, numbers)) ?? "u8", numbers.length]);
      parts.push(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
    }
    directory.push([table, bytes.length, entries]);
  }
  return ok(laidDown(directory, parts));
}

function laidDown(directory: Directory, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(directory));
  const all = [new Uint8Array(Uint32Array.of(text.length).buffer), text, ...parts];
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

/** Opens what `joinCatalog` made of the same release: it reads as the chunks do. Never throws, whatever the bytes. */
export function openJoined(manifest: Manifest, bytes: Uint8Array): Result<CatalogView, CatalogError> {
  const wrong = fail(malformed("joined", "its parts do not add up to its length"));
  const length = bytes.byteOffset % 8 === 0 && bytes.length >= 8 ? (numbersAt(bytes, 0, "u32", 1)[0] ?? 0) : bytes.length;
  const directory = parseDirectory(bytes.subarray(8, 8 + length));
  if (directory === null) return wrong;
  const chunks: Chunk[] = [];
  const kept = new Map<TableName, Kept>();
  let at = 8 + room(length);
  for (const [table, size, entries] of directory) {
    const chunk = decodeChunk("joined", bytes.subarray(at, at + size));
    if (!chunk.ok) return chunk;
    chunks.push(chunk.value);
    at += room(size);
    const numbers: Kept = new Map();
    for (const [name, type, count] of entries) {
      const end = at + count * arrayTypes[type].BYTES_PER_ELEMENT;
      if (end > bytes.length) return wrong;
      numbers.set(name, type === "f64" ? new Float64Array(bytes.buffer, bytes.byteOffset + at, count) : numbersAt(bytes, at, type, count));
      at = room(end);
    }
    kept.set(table, numbers);
  }
  return at === bytes.length ? ok(openSets(manifest, setsOf(chunks, kept))) : wrong;
}

const room = (bytes: number): number => (bytes + 7) & ~7;

function parseDirectory(bytes: Uint8Array): Directory | null {
  const found = parseJson(bytes);
  return Array.isArray(found) && found.every(isTable) ? found : null;
}

const isTable = (it: unknown): it is Directory[number] =>
  Array.isArray(it) && tableNames.some((name) => name === it[0]) && isSize(it[1]) && Array.isArray(it[2]) && it[2].every(isEntry);
const isEntry = (it: unknown): it is Entry => Array.isArray(it) && typeof it[0] === "string" && typeNames.some((name) => name === it[1]) && isSize(it[2]);
const isSize = (it: unknown): boolean => Number.isInteger(it) && Number(it) >= 0;
