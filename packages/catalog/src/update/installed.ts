import type { ChunkRef, Manifest } from "@pathwayks/contracts";
import { chunksFor } from "./manifest.ts";
import type { CatalogState, CatalogStore, Installed } from "./store.ts";
import { parseJson } from "./text.ts";

/**
 * The manifest of a release on the device; `null` where it is lost or damaged. Its hash and every field were checked when the
 * release was switched to. A start asks only whether it still reads as one: each millisecond here is one before the first answer.
 */
export async function storedManifest(store: CatalogStore, hash: string): Promise<Manifest | null> {
  return manifestIn((await store.getMany([hash])).get(hash));
}

export function manifestIn(bytes: Uint8Array | undefined): Manifest | null {
  const parsed = bytes === undefined ? undefined : parseJson(bytes);
  return readsAsManifest(parsed) ? parsed : null;
}

function readsAsManifest(value: unknown): value is Manifest {
  if (!isObject(value) || !Number.isInteger(value["version"]) || !Array.isArray(value["chunks"])) return false;
  return value["chunks"].every((ref: unknown) =>
    isObject(ref) && typeof ref["id"] === "string" && typeof ref["hash"] === "string" && typeof ref["kind"] === "string" && Number.isInteger(ref["count"])
    && (ref["region"] === undefined || typeof ref["region"] === "string"));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Hashes of all blobs of a release: its manifest and the chunks of its regions. */
export async function blobsOf(store: CatalogStore, release: Installed | null): Promise<ReadonlySet<string>> {
  if (release === null) return new Set();
  const manifest = await storedManifest(store, release.manifestHash);
  const chunks: readonly ChunkRef[] = manifest === null ? [] : chunksFor(manifest, release.regions);
  return new Set([release.manifestHash, ...chunks.map((chunk) => chunk.hash)]);
}

/** Without the previous release: the next state, and the blobs that only it needed. What `keep` names stays too. */
export async function withoutPrevious(store: CatalogStore, state: CatalogState, keep: ReadonlySet<string>):
Promise<{ readonly next: CatalogState; readonly drop: readonly string[] }> {
  const active = await blobsOf(store, state.active);
  const drop = [...(await blobsOf(store, state.previous))].filter((hash) => !active.has(hash) && !keep.has(hash));
  return { next: { ...state, revision: state.revision + 1, previous: null }, drop };
}
