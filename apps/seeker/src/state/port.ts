import type { SeekerProfile } from "@pathwayks/contracts";
import type { DeviceLock, SyncClient } from "@pathwayks/sync";

// What the person's part of the device keeps. Encrypted at rest; nothing of it leaves the device before somebody signs in.

/** Raw answers of the assessment by question id, so that a question shows again what was tapped. */
export type Answers = Readonly<Record<string, unknown>>;

export interface PersonRecord {
  readonly schemaV: 1;
  readonly profile: SeekerProfile;
  readonly answers: Answers;
  /** Question to resume at; `null` = not begun, "done" = finished. */
  readonly at: string | null;
  readonly saved: {
    readonly pathways: readonly { readonly id: string; readonly savedAt: string; readonly matchScore: number }[];
    readonly programs: readonly { readonly id: string; readonly savedAt: string }[];
    readonly jobs: readonly { readonly id: string; readonly savedAt: string }[];
  };
  /** Up to three pathways, side by side. */
  readonly compare: readonly string[];
}

/** `emptied`: what was here at the last visit is gone, though nobody of this app took it away. */
export type StorageFault = "quota" | "blocked" | "unavailable" | "lost" | "corrupt" | "version" | "emptied";

export interface PersonStore {
  /** `memory`: storage is refused or unreadable; everything is gone when the page closes, and a banner says so. May become so by `load`. */
  readonly mode: "durable" | "memory";
  /** The passphrase over all of it; while it is locked, `load` must wait. `null` where nothing is kept. */
  readonly lock: DeviceLock | null;
  /** The record, and the client through which everything else of the person goes. */
  load(): Promise<{ readonly record: PersonRecord; readonly client: SyncClient }>;
  /** Resolves only after the strict transaction has completed; rejects with a {@link StorageFault}. */
  save(record: PersonRecord): Promise<void>;
  /** What came from another tab or device, under what `shown` has that is not saved yet; `shown` itself where nothing did. */
  rebased(shown: PersonRecord): PersonRecord;
  /** Removes the record, the key and the catalog: nothing of the person is left readable. */
  eraseEverything(): Promise<void>;
  usage(): Promise<{ readonly usedBytes: number | null; readonly quotaBytes: number | null; readonly persisted: boolean }>;
  askToPersist(): Promise<boolean>;
  onFault(listener: (fault: StorageFault) => void): () => void;
}

/** Not personal, so readable before anything is unlocked: kept in localStorage. */
export interface Settings {
  readonly language: "en" | "es";
  readonly textSize: 100 | 125 | 150 | 200;
  /** `own-region`: only jobs of the person's region are downloaded. `ask`: nothing large without asking. */
  readonly dataUse: "all" | "own-region" | "ask";
}
