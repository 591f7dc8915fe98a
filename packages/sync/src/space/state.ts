import type { DeviceId, EntryId, FeedCursor, Json, OutboxEntry, ReceiptNumber, RejectionCode, Stamp, UserId } from "@pathwayks/contracts";

// What the rows of a space hold. Version of each: 1. A newer app adds members and never changes what one means.

/** Who the space is for, and its counters. One row. Instants in milliseconds; `now` is this device's clock. */
export interface About {
  readonly v: 1;
  /** `null`: nobody has signed in yet; everything stays on this device. */
  readonly account: UserId | null;
  /** Counts sign-ins: an answer to a question from before the newest one says nothing about it. */
  readonly signIns: number;
  readonly device: DeviceId;
  /** Sequence number of the newest entry. */
  readonly seq: number;
  /** The latest stamp that was made or seen. */
  readonly clock: Stamp | null;
  /** What to add to this device's clock to get the server's, where they differ by minutes. */
  readonly skew: number;
  /** The server's newest known time; 0 = never heard. */
  readonly serverMs: number;
  readonly epoch: string | null;
  readonly cursor: FeedCursor | null;
  /** Counts resets of the feed; things of an older round go when the new round is complete. */
  readonly round: number;
  readonly resyncing: boolean;
  readonly queue: Queue;
  readonly lease: Lease | null;
  /** This space took the place of one whose account was erased, and the person has not heard of it yet. */
  readonly erased?: boolean;
}

/** How the conversation goes as a whole. */
export interface Queue {
  /** Failures in a row that blame no entry. */
  readonly fails: number;
  readonly notBefore: number;
  /** Entries in the next batch at most. */
  readonly limit: number;
  /** Batches that went through, ever: tells whether others pass. */
  readonly passed: number;
  /** Everything waits for the person to sign in again. */
  readonly hold: "sign-in" | null;
}

/** Who is sending now. */
export interface Lease {
  readonly holder: string;
  readonly until: number;
}

/** What a person sees of an entry. Drafts lie in a group of their own. */
export const entryStates = ["queued", "sending", "received", "answered", "needs-you", "withdrawn"] as const;
export type EntryState = (typeof entryStates)[number];

/** Why an entry needs the person; the words are the screen's. `depends`: another one must be mended first. */
export type NeedsYou =
  | { readonly kind: "rejected"; readonly code: RejectionCode; readonly fields: readonly { readonly field: string; readonly message: string }[] }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "too-large" }
  | { readonly kind: "parked" }
  | { readonly kind: "depends"; readonly on: EntryId };

export interface Receipt {
  readonly number: ReceiptNumber;
  /** The feed holds what came of it once it has passed this, in the same life of the server. */
  readonly serverSeq: number;
  readonly epoch: string;
  /** The server's time. */
  readonly atMs: number;
}

/** Why something was withdrawn. */
export type WithdrawnBy = "person" | "replaced" | "revoked" | "elsewhere" | "empty";

/** One decision. `entry` is what is sent, and the same each time. */
export interface StoredEntry {
  readonly v: 1;
  readonly entry: OutboxEntry;
  readonly state: EntryState;
  readonly madeAt: number;
  /** How often it was offered to the network. From the first time on it never changes. */
  readonly tries: number;
  /** Faults of the server that hit this one alone, in a row: which, how many, and how much had passed at the first. */
  readonly faults: { readonly what: string; readonly count: number; readonly passedBefore: number } | null;
  readonly nextAt: number;
  readonly receipt: Receipt | null;
  /** The server may have forgotten it: to be offered again, though it stays received. */
  readonly offer: boolean;
  readonly needs: NeedsYou | null;
  readonly withdrawn: WithdrawnBy | null;
  /** When the person handed it to staff. */
  readonly handedAt: number | null;
  /** The body is gone; the receipt stays. */
  readonly stub: boolean;
  /** The person took it out of the list. */
  readonly hidden: boolean;
}

/** A form half filled. `id`: of the entry that it will become, made when the form was opened. */
export interface Draft {
  readonly v: 1;
  readonly id: EntryId;
  readonly rev: number;
  readonly value: Json;
  readonly savedAt: number;
}

/** Something that the server said. `value: null`: revoked, and kept to hide local changes to it. */
export interface Thing {
  readonly v: 1;
  /** A kind of the feed, or one that only newer apps know. */
  readonly kind: string;
  readonly id: string;
  readonly value: Json;
  readonly round: number;
}

export interface Groups {
  readonly about: About;
  readonly outbox: StoredEntry;
  readonly drafts: Draft;
  readonly things: Thing;
}

/** Key of a thing's row. */
export const thingKey = (kind: string, id: string): string => `${kind}|${id}`;

/** Entries in a batch when all is well. */
export const FULL_BATCH = 50;

export const newAbout = (device: DeviceId): About => ({
  v: 1, account: null, signIns: 0, device, seq: 0, clock: null, skew: 0, serverMs: 0, epoch: null, cursor: null, round: 0, resyncing: false,
  queue: { fails: 0, notBefore: 0, limit: FULL_BATCH, passed: 0, hold: null }, lease: null,
});
