import { Dexie, type Table } from "dexie";
import type { Opener } from "./connection.ts";
import type { LockedKey } from "./lock/passphrase.ts";
import { DATABASE_NAME, SCHEMA_VERSION, tables } from "./schema.ts";

/** One sealed record. `schemaV` is part of what the seal covers. */
export interface SealedRecord {
  readonly schemaV: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
}

/** One sealed row of a space, and the revision of the store that wrote it. */
export interface SealedRow extends SealedRecord {
  readonly at: number;
}

/** The database as the person's side sees it. */
export class DeviceDatabase extends Dexie {
  readonly chunks!: Table<unknown, string>;
  readonly catalog!: Table<unknown, string>;
  /** Random id → sealed record. */
  readonly records!: Table<SealedRecord, string>;
  /** Fixed word or space → non-extractable key; under a lock, a space's key is sealed. */
  readonly keys!: Table<CryptoKey | LockedKey, string>;
  /** Fixed words: which random id holds which record. */
  readonly meta!: Table<unknown, string>;
  /** `<space>.<random id>` → sealed row. */
  readonly rows!: Table<SealedRow, string>;

  constructor(name: string, indexedDB?: IDBFactory) {
    // Strict: a transaction completes only once the bytes are on the disk. Chrome's default since 121 is relaxed.
    super(name, { chromeTransactionDurability: "strict", cache: "disabled", ...(indexedDB ? { indexedDB } : {}) });
    this.version(SCHEMA_VERSION).stores(Object.fromEntries(tables.map((table) => [table, ""])));
  }
}

export const openDexie: Opener<DeviceDatabase> = ({ name, indexedDB }, versionChange) => {
  const db = new DeviceDatabase(name ?? DATABASE_NAME, indexedDB);
  // Returning false keeps Dexie's own handlers, which would warn on the console, from running too.
  db.on("versionchange", (event) => {
    versionChange(db, (event as IDBVersionChangeEvent).newVersion);
    return false;
  });
  db.on("blocked", () => false);
  return { handle: db.open().then(() => db), cancel: () => db.close() };
};
