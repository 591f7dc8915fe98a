import type { ChunkRef, Manifest } from "@pathwayks/contracts";
import { manifest as manifestSchema } from "@pathwayks/contracts";
import { chunksFor } from "./manifest.ts";
import type { CatalogState, CatalogStore, Installed } from "./store.ts";
import { parseJson } from "./text.ts";

/** The manifest of a release on the device; `null` where it is lost or damaged. */
export async function storedManifest(store: CatalogStore, hash: string): Promise<Manifest | null> {
  const bytes = (await store.getMany([hash])).get(hash);
  return bytes === undefined ? null : (manifestSchema.safeParse(parseJson(bytes)).data ?? null);
}

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
