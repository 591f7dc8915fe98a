import type { CatalogState, CatalogStore } from "./store.ts";
import { emptyState } from "./store.ts";

/** A store that forgets at the end of the page: for browsers that refuse storage, and for tests. */
export function memoryStore(): CatalogStore {
  const blobs = new Map<string, Uint8Array>();
  let stored: CatalogState = emptyState;
  return {
    readState: () => Promise.resolve(stored),
    commit: (state, drop) => {
      if (stored.revision !== state.revision - 1) return Promise.resolve("conflict");
      stored = state;
      for (const hash of drop) blobs.delete(hash);
      return Promise.resolve("committed");
    },
    put: (hash, bytes) => {
      blobs.set(hash, bytes.slice());
      return Promise.resolve("stored");
    },
    getMany: (hashes) => Promise.resolve(new Map(hashes.flatMap((hash) => {
      const bytes = blobs.get(hash);
      return bytes === undefined ? [] : [[hash, bytes] as const];
    }))),
    hashes: () => Promise.resolve(new Set(blobs.keys())),
  };
}
