import type { Json } from "@pathwayks/contracts";

/** Random; names one person's rows on this device, and nobody. */
export type SpaceId = string;

/**
 * `about`: who this is for, counters, cursor. `outbox`: decisions on their way. `drafts`: forms half filled.
 * `things`: what the server said.
 */
export const rowGroups = ["about", "outbox", "drafts", "things"] as const;
export type RowGroup = (typeof rowGroups)[number];

/** One row, and the revision of the store that wrote it. */
export interface StoredRow {
  readonly at: number;
  readonly value: Json;
}

/** A space at one moment. */
export interface Snapshot {
  readonly space: SpaceId;
  readonly revision: number;
  readonly rows: { readonly [G in RowGroup]: ReadonlyMap<string, StoredRow> };
}

/** Which spaces there are, and which one the screen shows. */
export interface Directory {
  readonly revision: number;
  readonly active: SpaceId | null;
  readonly spaces: readonly SpaceId[];
}

/** `value: null` removes the row. */
export interface RowWrite {
  readonly space: SpaceId;
  readonly group: RowGroup;
  readonly key: string;
  readonly value: Json;
}

export interface Commit {
  /** The revision on which this was worked out. */
  readonly base: number;
  readonly writes: readonly RowWrite[];
  /** Spaces that begin with this commit, each with a key of its own. */
  readonly begin?: readonly SpaceId[];
  /** Spaces to throw away: their keys first, then their rows. */
  readonly forget?: readonly SpaceId[];
  /** The space that the screen shows from now on. */
  readonly active?: SpaceId;
  /** Decisions that are not with the server after this commit; a locked device says how many there are. */
  readonly waiting?: readonly [SpaceId, number];
}

/**
 * What the people of this device have on it.
 *
 * - A commit happens whole or not at all, even if the power fails in the middle: the screen's state, the outbox, the feed's
 *   cursor and the drafts are rows of one transaction.
 * - It resolves with `committed` only once it would survive a crash of browser and system (strict durability).
 * - It happens only if nobody, in any tab, committed since its `base`; else it changes nothing and says `conflict`.
 * - `read` sees whole commits only, and whatever was committed before it began.
 * - Rows are sealed at rest with a key of their space; their keys, their number and the ids of spaces tell nothing personal.
 *   A row that is moved elsewhere does not open.
 * - A space that was forgotten is gone for good: a write to it says `gone` and changes nothing.
 *
 * Rejects with a `DeviceFault`, and with `DeviceLocked` while nothing can be read. A full device gives up the catalog before it refuses a row of a person.
 */
export interface LocalStore {
  /** `memory`: nothing survives the page. */
  readonly mode: "durable" | "memory";
  directory(): Promise<Directory>;
  /** `null` where there is no such space. `known`, an older snapshot of it, spares opening rows that did not change. */
  read(space: SpaceId, known?: Snapshot): Promise<Snapshot | null>;
  commit(commit: Commit): Promise<"committed" | "conflict" | "gone">;
}

/** The rows of a space that has none. */
export const emptyRows = (): { [G in RowGroup]: Map<string, StoredRow> } =>
  ({ about: new Map(), outbox: new Map(), drafts: new Map(), things: new Map() });
