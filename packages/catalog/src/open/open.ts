import type { ChunkRef, Manifest, Result, Source, SourceId } from "@pathwayks/contracts";
import { fail, ok } from "@pathwayks/contracts";
import { dateOrNull, socToInt } from "../codes.ts";
import type { CatalogError } from "../error.ts";
import { malformed } from "../error.ts";
import type { TableName } from "../format/columns.ts";
import { chunkKindOf } from "../format/columns.ts";
import type { Chunk } from "../format/decode.ts";
import { decodeChunk } from "../format/decode.ts";
import type { CatalogView } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import type { Beside, ChunkSet } from "./chunk-set.ts";
import { chunkSet, i32, u8 } from "./chunk-set.ts";
import { evidenceOf } from "./evidence.ts";
import { openJobs } from "./jobs.ts";
import { openOccupations, openTitles } from "./occupations.ts";
import { openCounties, openPartners, openZips } from "./partners.ts";
import { openPriors } from "./priors.ts";
import { openPrograms } from "./programs.ts";
import { keptAll } from "./kept.ts";
import { once } from "./lazy.ts";
import { standing } from "./standing.ts";
import { dict, strings, text } from "./text.ts";

/**
 * Opens a release from its manifest and the bytes of its chunks, by hash. Chunks are not hashed again here: whoever stores
 * them has done that. A region's jobs may be left out as a whole, and so may the titles; anything else that is missing, and
 * any chunk that is not what the manifest says, is an error. Never throws.
 */
export function openCatalog(manifest: Manifest, chunks: ReadonlyMap<string, Uint8Array>): Result<CatalogView, CatalogError> {
  const decoded = decodeAll(manifest.chunks, chunks);
  return decoded.ok ? ok(openSets(manifest, setsOf(decoded.value))) : decoded;
}

/** A view of the rows of each table. */
export function openSets(manifest: Manifest, { programs, partners, occupations, jobs, ...rest }: Sets): CatalogView {
  const sources = openSources(rest.sources);
  const findSource = finder(() => sources.map((source) => source.id));
  const soc = i32(occupations, "soc");
  const findSoc = socFinder(soc);
  const partnerColumns = openPartners(partners, evidenceOf(partners, findSource));
  const partner = finder(() => strings(partners, "id"));
  const opened = openPrograms(programs, { partner, soc: findSoc, evidence: evidenceOf(programs, findSource) });
  const jobColumns = openJobs(jobs, { partner, soc: findSoc, evidence: evidenceOf(jobs, findSource) });
  return {
    version: manifest.version, createdAt: manifest.createdAt, title: manifest.title, ...opened,
    occupations: openOccupations(occupations, soc, findSoc, evidenceOf(occupations, findSource)), jobs: jobColumns,
    partners: partnerColumns,
    counties: openCounties(rest.counties), zips: openZips(rest.zips), titles: openTitles(rest.titles, findSoc), sources,
    priors: openPriors(rest.model),
    derived: (topic, shape, make) => keptAll(programs, topic, shape, make),
    find: {
      program: finder(() => strings(programs, "id")), occupation: (code) => findSoc(socToInt(code)), job: finder(() => strings(jobs, "id"), () => jobColumns.live),
      partner, source: findSource,
    },
  };
}

export type Sets = { readonly [T in TableName]: ChunkSet<T> };

/** The rows of each table, whose chunks come in the order of the manifest. Of jobs all of them: which stand, `liveRows` says. */
export function setsOf(chunks: readonly Chunk[], beside: ReadonlyMap<TableName, Beside> = new Map()): Sets {
  const of = (table: TableName) => chunks.filter((chunk) => chunk.table === table);
  const set = <T extends TableName>(table: T): ChunkSet<T> => chunkSet(table, of(table), beside.get(table));
  const stand = <T extends "programs" | "partners">(table: T): ChunkSet<T> => standing(table, of(table), beside.get(table));
  return {
    programs: stand("programs"), partners: stand("partners"), occupations: set("occupations"), jobs: set("jobs"),
    titles: set("titles"), counties: set("counties"), zips: set("zips"), sources: set("sources"), model: set("model"),
  };
}

export function decodeAll(refs: readonly ChunkRef[], chunks: ReadonlyMap<string, Uint8Array>): Result<readonly Chunk[], CatalogError> {
  const left = refs.find((ref) => !chunks.has(ref.hash) && !mayBeAbsent(ref, refs, chunks));
  if (left !== undefined) return fail({ kind: "missing-chunk", chunk: left.id });
  const decoded: Chunk[] = [];
  for (const ref of refs) {
    const bytes = chunks.get(ref.hash);
    if (bytes === undefined) continue;
    const chunk = decodeChunk(ref.id, bytes);
    if (!chunk.ok) return chunk;
    if (chunkKindOf[chunk.value.table] !== ref.kind) return fail(malformed(ref.id, "another kind than the manifest says"));
    if (chunk.value.rows !== ref.count) return fail(malformed(ref.id, "another number of rows than the manifest says"));
    decoded.push(chunk.value);
  }
  return ok(decoded);
}

/** A region is there whole or not at all: a missing later part would bring back what it removed. */
function mayBeAbsent(ref: ChunkRef, refs: readonly ChunkRef[], chunks: ReadonlyMap<string, Uint8Array>): boolean {
  if (ref.kind === "titles") return !refs.some((other) => other.kind === "titles" && chunks.has(other.hash));
  return ref.region !== undefined && !refs.some((other) => other.region === ref.region && chunks.has(other.hash));
}

function openSources(set: ChunkSet<"sources">): readonly Source[] {
  const id = text(set, "id"), title = text(set, "title"), publisher = dict(set, "publisher"), url = text(set, "url");
  const licence = dict(set, "licence"), published = i32(set, "published"), limitDays = i32(set, "limitDays"),
    sample = u8(set, "sample");
  return Array.from({ length: set.rows }, (_, i) => ({
    id: id.get(i) as SourceId, title: title.get(i), publisher: publisher.get(i), url: url.get(i) || null, licence: licence.get(i),
    published: dateOrNull(published[i] ?? UNKNOWN), limitDays: limitDays[i] ?? 0, sample: sample[i] === 1,
  }));
}

/** Rows by id, made on first use. */
function finder(idsOf: () => readonly string[], rowsOf?: () => Uint32Array): (id: string) => number {
  const rows = once(() => {
    const ids = idsOf(), found = new Map<string, number>();
    if (rowsOf !== undefined) for (const row of rowsOf()) found.set(ids[row] ?? "", row);
    else ids.forEach((id, row) => found.set(id, row));
    return found;
  });
  return (id) => rows().get(id) ?? UNKNOWN;
}

function socFinder(soc: Int32Array): (code: number) => number {
  const rows = new Map<number, number>();
  soc.forEach((code, row) => rows.set(code, row));
  return (code) => rows.get(code) ?? UNKNOWN;
}
