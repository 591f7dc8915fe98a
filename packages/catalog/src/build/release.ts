import type { ChunkKind, ChunkRef, Manifest } from "@pathwayks/contracts";
import { CATALOG_SCHEMA, MAX_CHUNK_BYTES, chunkKinds, dayNumber, manifest as manifestSchema } from "@pathwayks/contracts";
import { intToSoc } from "../codes.ts";
import type { StoredRow, TableName } from "../format/columns.ts";
import { chunkKindOf } from "../format/columns.ts";
import { decodeChunk } from "../format/decode.ts";
import { encodeChunk } from "../format/encode.ts";
import { decodeRows } from "../format/rows.ts";
import { compileJob } from "./compile/job.ts";
import { compileCounty, compileOccupation, compilePartner, compileSource, compileTitles, compileZip } from "./compile/other.ts";
import { compileProgram } from "./compile/program.ts";
import { cut } from "./cut.ts";
import type { CutSize } from "./cut.ts";
import { byKey, gzipBytes, sha256Hex } from "./hash.ts";
import type { LogTable, OldPart } from "./log.ts";
import { oldPart } from "./log.ts";
import { appendJobs, appendPartners, appendPrograms } from "./logs.ts";
import { jobLinker } from "./link/job.ts";
import { indexOccupations } from "./link/occupations.ts";
import { indexCrosswalk, linkProgram } from "./link/program.ts";
import { estimatePriors } from "./priors.ts";
import type { CatalogRows } from "./rows.ts";

/** A release before it is signed. The chunks are those of the whole release, by hash. */
export interface Release {
  readonly manifest: Manifest;
  /** The exact bytes whose hash the pointer names. */
  readonly manifestBytes: Uint8Array;
  readonly manifestHash: string;
  readonly chunks: ReadonlyMap<string, Uint8Array>;
}

export interface BuildInput {
  readonly rows: CatalogRows;
  /** The release that devices have now; jobs continue its log. */
  readonly prev?: Release | null;
  /** Instant of the build: jobs that ran out before its day are left out. */
  readonly createdAt: string;
  readonly title?: string;
  /** Lowest wire version of an app that can read it. */
  readonly minApp?: number;
}

/** National tables change as a whole and seldom: cut coarsely. */
export const chunkSizes = {
  occupations: { typical: 128, least: 48, most: 320 },
  titles: { typical: 64, least: 24, most: 160 },
} as const satisfies Partial<Record<ChunkKind, CutSize>>;

/** A pure function of its input: the same rows in any order give the same bytes. The rows must have been validated. */
export function buildRelease(input: BuildInput): Release {
  const { rows, prev = null, createdAt, title = "Kansas career pathways", minApp = 1 } = input;
  const chunks = new Map<string, Uint8Array>();
  const refs: ChunkRef[] = [];
  const add = <T extends TableName>(table: T, id: string, stored: readonly StoredRow<T>[], region?: string) => {
    const bytes = encodeChunk(table, stored);
    if (bytes.length > MAX_CHUNK_BYTES) throw new Error(`chunk ${id} has ${String(bytes.length)} bytes`);
    const hash = sha256Hex(bytes) as ChunkRef["hash"];
    chunks.set(hash, bytes);
    const ref = { id, kind: chunkKindOf[table], hash, size: bytes.length, gzip: gzipBytes(bytes).length, count: stored.length };
    refs.push(region === undefined ? ref : { ...ref, region });
  };
  addTables(rows, add);
  const day = dayNumber(createdAt);
  const keep = (kept: readonly ChunkRef[]) => kept.forEach((ref) => {
    refs.push(ref);
    chunks.set(ref.hash, prev?.chunks.get(ref.hash) ?? new Uint8Array());
  });
  const programs = appendPrograms(compilePrograms(rows), oldParts(prev, "programs"), day);
  for (const part of programs.added) add("programs", part.id, part.rows);
  const partners = appendPartners(sorted(rows.partners, (p) => p.id).map(compilePartner), oldParts(prev, "partners"), day);
  for (const part of partners.added) add("partners", part.id, part.rows);
  const jobs = appendJobs(compileJobs(rows, day), oldParts(prev, "jobs"), day);
  for (const log of jobs) for (const part of log.added) add("jobs", part.id, part.rows, log.region);
  for (const log of [programs, partners, ...jobs]) keep(log.kept);
  refs.sort((a, b) => chunkKinds.indexOf(a.kind) - chunkKinds.indexOf(b.kind) || byKey(a.id, b.id));
  const head = { version: (prev?.manifest.version ?? 0) + 1, createdAt, title, minApp, prev: prev?.manifestHash ?? null };
  return seal(head, refs, chunks);
}

type Add = <T extends TableName>(table: T, id: string, stored: readonly StoredRow<T>[], region?: string) => void;

function addTables(rows: CatalogRows, add: Add): void {
  for (const run of cut(occupationsOf(rows), (o) => o.soc, chunkSizes.occupations))
    add("occupations", `occupations/${run[0]?.soc ?? ""}`, run.map(compileOccupation));
  for (const run of cut(occupationsOf(rows).filter((o) => o.altTitles.length > 0), (o) => o.soc, chunkSizes.titles)) {
    const titles = run.flatMap(compileTitles);
    add("titles", `titles/${intToSoc(titles[0]?.soc ?? 0)}`, titles);
  }
  const whole = <T extends TableName>(table: T, id: string, stored: readonly StoredRow<T>[]) => {
    if (stored.length > 0) add(table, id, stored);
  };
  whole("counties", "places/counties", sorted(rows.counties, (c) => c.fips).map(compileCounty));
  whole("zips", "places/zips", sorted(rows.zips, (z) => z.zip).map(compileZip));
  whole("sources", "sources", sorted(rows.sources, (s) => s.id).map(compileSource));
  whole("model", "model", estimatePriors(rows.programs));
}

const sorted = <R>(rows: readonly R[], keyOf: (row: R) => string): R[] => [...rows].sort((a, b) => byKey(keyOf(a), keyOf(b)));
const occupationsOf = (rows: CatalogRows) => sorted(rows.occupations, (o) => o.soc);

function compilePrograms(rows: CatalogRows): StoredRow<"programs">[] {
  const index = indexOccupations(occupationsOf(rows));
  const crosswalk = indexCrosswalk(rows.crosswalk);
  return sorted(rows.programs, (p) => p.id).map((p) => compileProgram(p, linkProgram(p, crosswalk, index)));
}

/** Jobs that stand on the day of the build. */
function compileJobs(rows: CatalogRows, day: number): StoredRow<"jobs">[] {
  const link = jobLinker(indexOccupations(occupationsOf(rows)));
  return sorted(rows.jobs, (j) => j.id).filter((j) => dayNumber(j.expirationDate) >= day).map((j) => compileJob(j, link(j)));
}

/** The parts of a log in the earlier release, in order. */
function oldParts<T extends LogTable>(prev: Release | null, table: T): OldPart<T>[] {
  if (prev === null) return [];
  return prev.manifest.chunks.filter((ref) => ref.kind === table).map((ref) => {
    const chunk = decodeChunk(ref.id, prev.chunks.get(ref.hash) ?? new Uint8Array());
    if (!chunk.ok) throw new Error(`the previous release has no readable ${ref.id}`);
    return oldPart(ref, decodeRows(table, chunk.value));
  });
}

type Head = { version: number; createdAt: string; title: string; minApp: number; prev: string | null };

function seal(head: Head, refs: readonly ChunkRef[], chunks: ReadonlyMap<string, Uint8Array>): Release {
  const { version, createdAt, title, minApp, prev } = head;
  const manifest = manifestSchema.parse({
    version, createdAt, schemaV: CATALOG_SCHEMA, minApp, title, chunks: refs, prev, rootHash: sha256Hex(rootText(refs)),
  });
  const manifestBytes = new TextEncoder().encode(JSON.stringify(manifest));
  return { manifest, manifestBytes, manifestHash: sha256Hex(manifestBytes), chunks };
}

const rootText = (refs: readonly ChunkRef[]): string => refs.map((ref) => `${ref.hash}\n`).join("");
