import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Manifest, Pointer, Result, TrustedKey } from "@pathwayks/contracts";
import {
  MAX_MANIFEST_BYTES, fail, manifest as manifestSchema, ok, pointer as pointerSchema, pointerPayload,
} from "@pathwayks/contracts";
import { openCatalog } from "../open/open.ts";
import type { CatalogError } from "../error.ts";
import { memoryStore } from "../update/memory-store.ts";
import { updateCatalog } from "../update/update.ts";
import type { CatalogView } from "../view.ts";
import { gzipBytes, sha256Hex } from "./hash.ts";
import type { Release } from "./release.ts";
import { verifySignature } from "./sign.ts";

const POINTER = "c/channel.json";
const manifestFile = (hash: string) => `c/m/${hash}.json`;
const chunkFile = (hash: string) => `c/b/${hash}`;

/**
 * Writes a release below `dir`: chunks and manifest first, with `.gz` and `.br` beside them, and the pointer last and at
 * once, so that whoever reads sees the old release or the new one. Files that are there already are left: a hash never
 * changes what it names. Without a pointer the release is there but not published.
 */
export function writeRelease(dir: string, release: Release, pointer: Pointer | null): void {
  for (const [hash, bytes] of release.chunks) writeImmutable(join(dir, chunkFile(hash)), bytes);
  writeImmutable(join(dir, manifestFile(release.manifestHash)), release.manifestBytes);
  if (pointer !== null) writeWhole(join(dir, POINTER), Buffer.from(`${JSON.stringify(pointer)}\n`, "utf8"));
}

function writeImmutable(path: string, bytes: Uint8Array): void {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  if (!existsSync(`${path}.gz`)) writeWhole(`${path}.gz`, gzipBytes(bytes));
  if (!existsSync(`${path}.br`)) writeWhole(`${path}.br`, brotliCompressSync(bytes, quality));
  if (!existsSync(path)) writeWhole(path, bytes);
}

/** The file is there whole or not at all, also after a power cut. */
function writeWhole(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.part`;
  writeFileSync(part, bytes, { flush: true });
  renameSync(part, path);
}

/** The pointer of a release directory; `null` where nothing is published. */
export function readPointer(dir: string): Pointer | null {
  const path = join(dir, POINTER);
  if (!existsSync(path)) return null;
  return pointerSchema.safeParse(JSON.parse(readFileSync(path, "utf8"))).data ?? null;
}

/** The release that a directory's pointer names, unverified: what a build continues from. `null` where nothing is published. */
export function readRelease(dir: string): Release | null {
  const pointer = readPointer(dir);
  if (pointer === null) return null;
  const { manifestHash } = pointerPayload.parse(JSON.parse(pointer.payload));
  return readReleaseOf(dir, manifestHash);
}

/** A release by its manifest's hash. Throws where a file is missing or is not what its name says. */
export function readReleaseOf(dir: string, manifestHash: string): Release {
  const manifestBytes = readHashed(join(dir, manifestFile(manifestHash)), manifestHash);
  const manifest: Manifest = manifestSchema.parse(JSON.parse(Buffer.from(manifestBytes).toString("utf8")));
  const chunks = new Map(manifest.chunks.map(({ hash }) => [hash, readHashed(join(dir, chunkFile(hash)), hash)]));
  return { manifest, manifestBytes, manifestHash, chunks };
}

function readHashed(path: string, hash: string): Uint8Array {
  const bytes = new Uint8Array(readFileSync(path));
  if (sha256Hex(bytes) !== hash) throw new Error(`${path} is not what its name says`);
  return bytes;
}

/**
 * Checks a published release as a device would, with the protocol that devices run: signature, hashes, layout. `now` is the
 * time against which the pointer's expiry is judged; an expired pointer verifies, and is said to be expired.
 */
export async function verifyRelease(dir: string, trusted: readonly TrustedKey[], now: string):
Promise<Result<{ readonly view: CatalogView; readonly manifest: Manifest; readonly manifestHash: string; readonly expired: boolean }, CatalogError>> {
  const store = memoryStore();
  const everything = (manifest: Manifest) => [...new Set(manifest.chunks.flatMap((chunk) => chunk.region ?? []))];
  const outcome = await updateCatalog({
    fetch: (path, limit) => Promise.resolve(readAtMost(join(dir, path), limit)),
    sha256: (bytes) => Promise.resolve(sha256Hex(bytes)),
    verify: (...parts) => Promise.resolve(verifySignature(...parts)),
    now: () => now, store,
  }, { trusted, appVersion: Number.MAX_SAFE_INTEGER, regions: everything });
  if (!outcome.ok) return outcome;
  const { active } = await store.readState();
  const blobs = await store.getMany([...(await store.hashes())]);
  const manifestHash = active?.manifestHash ?? "";
  const manifest = manifestSchema.parse(JSON.parse(Buffer.from(blobs.get(manifestHash) ?? []).toString("utf8")));
  const view = openCatalog(manifest, blobs);
  return view.ok ? ok({ view: view.value, manifest, manifestHash, expired: outcome.value.expired }) : fail(view.error);
}

function readAtMost(path: string, limit: number): Uint8Array | null {
  if (!existsSync(path)) return null;
  return new Uint8Array(readFileSync(path)).subarray(0, Math.max(limit, MAX_MANIFEST_BYTES) + 1);
}

/** Removes files of a release directory that none of these releases needs; gives the number of files removed. */
export function pruneReleases(dir: string, keep: readonly Release[]): number {
  const needed = new Set(keep.flatMap((release) => [`${release.manifestHash}.json`, ...release.chunks.keys()]));
  let removed = 0;
  for (const folder of ["c/m", "c/b"]) {
    if (!existsSync(join(dir, folder))) continue;
    for (const name of readdirSync(join(dir, folder))) {
      if (needed.has(name.replace(/\.(gz|br|part)$/, ""))) continue;
      rmSync(join(dir, folder, name));
      removed++;
    }
  }
  return removed;
}
