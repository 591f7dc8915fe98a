import type { JoinedRelease } from "../open/joined.ts";

/** A release as it stands on the device. */
export interface Installed {
  readonly version: number;
  readonly manifestHash: string;
  /** Regions whose jobs are here. */
  readonly regions: readonly string[];
  /** When its pointer runs out; afterwards the data is used, and shown as possibly old. */
  readonly expires: string;
  /** Starts that ended well, and those since the last good one that did not. */
  readonly goodStarts: number;
  readonly failedStarts: number;
}

/** What the device knows about its catalog. One record, replaced whole. */
export interface CatalogState {
  /** Grows by one with each commit. */
  readonly revision: number;
  /** Highest version taken over, by the id of a key that signed it. */
  readonly trust: Readonly<Record<string, number>>;
  readonly active: Installed | null;
  /** The release before, until the active one has started well often enough. */
  readonly previous: Installed | null;
  /** Releases that failed to start here; not taken again. */
  readonly refused: readonly { readonly version: number; readonly manifestHash: string }[];
}

export const emptyState: CatalogState = { revision: 0, trust: {}, active: null, previous: null, refused: [] };

/** A joined release (`joinCatalog`), to start from. Only a copy: the chunks are the release. */
export interface JoinedRow {
  /** Of what it was made, and by what: see `joinedKey`. */
  readonly key: string;
  /** What it hashed to when it was made. */
  readonly hash: string;
  /** `undefined` where they can no longer be read. */
  bytes(): Promise<Uint8Array | undefined>;
  prose(): Promise<Uint8Array | undefined>;
}

/** What a start asks first. */
export interface StartRows {
  readonly state: CatalogState;
  /** The blob of the active release's manifest. */
  readonly manifest: Uint8Array | undefined;
  readonly joined: JoinedRow | null;
}

/**
 * The device's storage of the catalog: blobs by their hash (manifests and chunks) and one state. Promises, each held by
 * `catalogStoreKeepsItsPromises`: what `put` answered "stored" for survives a power cut; a commit happens whole or not at
 * all; of two commits from the same state one wins. A method may reject when the storage itself fails.
 */
export interface CatalogStore {
  /** The last committed state; {@link emptyState} before the first. */
  readState(): Promise<CatalogState>;
  /**
   * In one transaction: if the stored revision is `state.revision - 1`, replaces the state and removes the blobs of `drop`
   * (those that are not there are skipped); else changes nothing.
   */
  commit(state: CatalogState, drop: readonly string[]): Promise<"committed" | "conflict">;
  /** Stores a blob durably. "full": no room; the store is as before. The same blob again is no error. */
  put(hash: string, bytes: Uint8Array): Promise<"stored" | "full">;
  /** The blobs of these hashes that are there. */
  getMany(hashes: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Hashes of all blobs. */
  hashes(): Promise<ReadonlySet<string>>;
  /** All that a start asks, in one transaction. A store without it joins nothing. */
  readStart?(): Promise<StartRows>;
  /** Keeps a joined release in the place of another. "full": none is kept. It may go whenever room is needed. */
  keepJoined?(key: string, hash: string, joined: JoinedRelease): Promise<"stored" | "full">;
}
