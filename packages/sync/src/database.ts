import { Dexie, type Table } from "dexie";

// One database for the whole device. Everything is keyed from outside by something that identifies nobody: a hash, a
// random id, a fixed word. Changes are additive only: an older app must still open what a newer one has written.

export const DATABASE_NAME = "pathwayks";

/** One sealed record. `schemaV` is part of what the seal covers. */
export interface SealedRecord {
  readonly schemaV: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
}

export class DeviceDatabase extends Dexie {
  /** SHA-256 → the chunk's bytes, as they came. */
  readonly chunks!: Table<Uint8Array, string>;
  /** The catalog's bookkeeping under fixed words. */
  readonly catalog!: Table<unknown, string>;
  /** Random id → sealed record. */
  readonly records!: Table<SealedRecord, string>;
  /** Fixed word → non-extractable key. */
  readonly keys!: Table<CryptoKey, string>;
  /** Fixed words: which random id holds which record. */
  readonly meta!: Table<unknown, string>;

  constructor(name: string, indexedDB?: IDBFactory) {
    // Strict: a transaction completes only once the bytes are on the disk. Chrome's default since 121 is relaxed.
    super(name, { chromeTransactionDurability: "strict", cache: "disabled", ...(indexedDB ? { indexedDB } : {}) });
    this.version(1).stores({ chunks: "", catalog: "", records: "", keys: "", meta: "" });
  }
}
