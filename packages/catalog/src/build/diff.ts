import type { ChunkKind, ChunkRef } from "@pathwayks/contracts";
import { chunkKinds } from "@pathwayks/contracts";
import { gzipBytes } from "./hash.ts";
import type { Release } from "./release.ts";

/** What a device with the old release fetches for the new one. Bytes of gzip transfers. */
export interface ReleaseDiff {
  readonly chunks: number;
  /** All of it: chunks, manifest and pointer. */
  readonly bytes: number;
  readonly manifestBytes: number;
  readonly byKind: Readonly<Partial<Record<ChunkKind, { readonly chunks: number; readonly bytes: number }>>>;
  /** Ids of chunks that the new release has and the old one does not, by hash. */
  readonly fetched: readonly string[];
  /** Bytes of a first download of the new release. */
  readonly wholeBytes: number;
}

/** About what a pointer costs; it is always fetched. */
const POINTER_BYTES = 400;

/** `regions`: those a device holds; all where it is left out. */
export function diffReleases(old: Release | null, next: Release, regions?: readonly string[]): ReleaseDiff {
  const holds = (ref: ChunkRef) => regions === undefined || ref.region === undefined || regions.includes(ref.region);
  const had = new Set(old?.manifest.chunks.filter(holds).map((ref) => ref.hash));
  const wanted = next.manifest.chunks.filter(holds);
  const fetched = wanted.filter((ref) => !had.has(ref.hash));
  const manifestBytes = gzipBytes(next.manifestBytes).length;
  const total = (refs: readonly ChunkRef[]) => refs.reduce((sum, ref) => sum + ref.gzip, 0);
  const byKind = Object.fromEntries(chunkKinds.flatMap((kind) => {
    const refs = fetched.filter((ref) => ref.kind === kind);
    return refs.length === 0 ? [] : [[kind, { chunks: refs.length, bytes: total(refs) }]];
  }));
  return {
    chunks: fetched.length, bytes: total(fetched) + manifestBytes + POINTER_BYTES, manifestBytes, byKind,
    fetched: fetched.map((ref) => ref.id), wholeBytes: total(wanted) + manifestBytes + POINTER_BYTES,
  };
}
