import type { DeviceDatabase } from "./database.ts";

/** Where the catalog's state lies in its table. */
export const STATE = "state";

/** The part of the catalog's state that making room needs to know. */
export interface ReleaseState {
  /** Grows by one with each change. */
  readonly revision: number;
  readonly active: { readonly manifestHash: string } | null;
  readonly previous: { readonly manifestHash: string } | null;
}

/**
 * Makes room for the person's data out of the catalog, which can be downloaded again: `previous` drops the release before
 * the active one, `all` every chunk. What is known about trusted versions stays, so that making room never lets an older
 * release in.
 */
export async function freeSpace(db: DeviceDatabase, step: "previous" | "all"): Promise<void> {
  await db.transaction("rw", [db.chunks, db.catalog], async () => {
    const state = (await db.catalog.get(STATE)) as ReleaseState | undefined;
    if (step === "all") {
      await db.chunks.clear();
      if (state) await db.catalog.put({ ...state, revision: state.revision + 1, active: null, previous: null }, STATE);
    } else if (state?.previous) {
      const kept = await blobsOf(db, state.active?.manifestHash);
      const old = await blobsOf(db, state.previous.manifestHash);
      await db.chunks.bulkDelete([...old].filter((hash) => !kept.has(hash)));
      await db.catalog.put({ ...state, revision: state.revision + 1, previous: null }, STATE);
    }
  });
}

/** The manifest's own hash and every hash that its text names. */
async function blobsOf(db: DeviceDatabase, manifestHash: string | undefined): Promise<ReadonlySet<string>> {
  if (manifestHash === undefined) return new Set();
  const bytes = await db.chunks.get(manifestHash);
  const text = bytes ? new TextDecoder().decode(bytes) : "";
  return new Set([manifestHash, ...(text.match(/[0-9a-f]{64}/g) ?? [])]);
}
