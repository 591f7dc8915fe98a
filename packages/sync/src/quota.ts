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
 * the active one, `all` every chunk; both the joined copy. What is known about trusted versions stays, so that making room
 * never lets an older release in.
 */
export async function freeSpace(db: IDBDatabase, step: "previous" | "all"): Promise<void> {
  // Apart from the state: on a device without one free byte only what takes away, and writes nothing, is let through. A
  // crash in between leaves a release without its chunks, which a start takes for none.
  await transact(db, "readwrite", ["chunks", "catalog"], async (stores) => {
    stores("catalog").delete(JOINED);
    if (step === "previous") return;
    stores("chunks").clear();
  });
  await transact(db, "readwrite", ["chunks", "catalog"], async (stores) => {
    const state = (await result(stores("catalog").get(STATE))) as ReleaseState | undefined;
    if (step === "all") {
      if (state) stores("catalog").put({ ...state, revision: state.revision + 1, active: null, previous: null }, STATE);
    } else if (state?.previous) {
      const kept = await blobsOf(stores, state.active?.manifestHash);
      const old = await blobsOf(stores, state.previous.manifestHash);
      for (const hash of old) if (!kept.has(hash)) stores("chunks").delete(hash);
      stores("catalog").put({ ...state, revision: state.revision + 1, previous: null }, STATE);
    }
  });
}

/** The manifest's own hash and every hash that its text names. */
async function blobsOf(stores: Stores, manifestHash: string | undefined): Promise<ReadonlySet<string>> {
  if (manifestHash === undefined) return new Set();
  const bytes = (await result(stores("chunks").get(manifestHash))) as Uint8Array | undefined;
  const text = bytes ? new TextDecoder().decode(bytes) : "";
  return new Set([manifestHash, ...(text.match(/[0-9a-f]{64}/g) ?? [])]);
}
