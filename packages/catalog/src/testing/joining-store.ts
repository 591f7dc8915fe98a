import { memoryStore } from "../update/memory-store.ts";
import type { CatalogStore } from "../update/store.ts";

export interface JoiningStore extends CatalogStore {
  readStart: NonNullable<CatalogStore["readStart"]>;
  keepJoined: NonNullable<CatalogStore["keepJoined"]>;
  /** The joined copy, to be looked at and tampered with. `null`: bytes that can no longer be read. */
  copy: { readonly key: string; readonly hash: string; readonly bytes: Uint8Array | null; readonly prose: Uint8Array | null } | null;
}

/** A store in memory that keeps a joined copy, as a device's does. */
export function joiningStore(): JoiningStore {
  const store = memoryStore();
  const joining: JoiningStore = {
    ...store,
    copy: null,
    readStart: async () => {
      const state = await store.readState(), hash = state.active?.manifestHash ?? "";
      const { copy } = joining;
      const joined = copy && { key: copy.key, hash: copy.hash, bytes: () => Promise.resolve(copy.bytes?.slice()), prose: () => Promise.resolve(copy.prose?.slice()) };
      return { state, manifest: (await store.getMany([hash])).get(hash), joined };
    },
    keepJoined: (key, hash, joined) => {
      joining.copy = { key, hash, ...joined };
      return Promise.resolve("stored");
    },
  };
  return joining;
}
