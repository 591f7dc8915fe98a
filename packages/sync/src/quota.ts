import { PACKS, removeBlobs } from "./packs.ts";
import { result, transact, type Stores } from "./raw-database.ts";

/** Where the catalog's state lies in its table. */
export const STATE = "state";

/** Where the joined copy of the active release lies in the same table: the first to go when room is needed. */
export const JOINED = "joined";

/** The part of the catalog's state that making room needs to know. */
export interface ReleaseState {
  /** Grows by one with each change. */
  readonly revision: number;
  readonly active: { readonly manifestHash: string } | null;
  readonly previous: { readonly manifestHash: string } | null;
}

/**
 * Makes room for the person's data out of the catalog, which can be downloaded again: `previous` drops the release before
 * the active one, `all` every chunk; both the joined copy. What is known about trusted versions stays, so that making room never lets an older
 * release in.
 */
export function freeSpace(db: IDBDatabase, step: "previous" | "all"): Promise<void> {
  return transact(db, "readwrite", ["chunks", "catalog"], async (stores) => {
    const state = (await result(stores("catalog").get(STATE))) as ReleaseState | undefined;
    stores("catalog").delete(JOINED);
    if (step === "all") {
      stores("chunks").clear();
      stores("catalog").delete(PACKS);
      if (state) stores("catalog").put({ ...state, revision: state.revision + 1, active: null, previous: null }, STATE);
    } else if (state?.previous) {
      const kept = await blobsOf(stores, state.active?.manifestHash);
      const old = await blobsOf(stores, state.previous.manifestHash);
      await removeBlobs(stores, new Set([...old].filter((hash) => !kept.has(hash))));
      stores("catalog").put({ ...state, revision: state.revision + 1, previous: null }, STATE);
    }
  });
}

/** The manifest's own hash and every hash that its text names. Manifests are never packed. */
async function blobsOf(stores: Stores, manifestHash: string | undefined): Promise<ReadonlySet<string>> {
  if (manifestHash === undefined) return new Set();
  const bytes = (await result(stores("chunks").get(manifestHash))) as Uint8Array | undefined;
  const text = bytes ? new TextDecoder().decode(bytes) : "";
  return new Set([manifestHash, ...(text.match(/[0-9a-f]{64}/g) ?? [])]);
}
