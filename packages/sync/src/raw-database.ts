import type { Opener } from "./connection.ts";
import { DATABASE_NAME, SCHEMA_VERSION, tables, type TableName } from "./schema.ts";

// The same database without Dexie, for the catalog's blobs: at every start many megabytes are read before anything can be
// asked, and on a cheap phone each layer in between costs tens of milliseconds.

/** Dexie multiplies its version numbers by ten. */
const VERSION = SCHEMA_VERSION * 10;

export const openRaw: Opener<IDBDatabase> = ({ name = DATABASE_NAME, indexedDB: factory = globalThis.indexedDB }, versionChange) => {
  let cancelled = false;
  const open = async (version: number | undefined): Promise<IDBDatabase> => {
    const db = await opened(factory, name, version);
    if (cancelled) db.close();
    db.onversionchange = (event) => versionChange(db, event.newVersion);
    return db;
  };
  // A newer app has been here: its database is opened as it is.
  const handle = open(VERSION).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "VersionError") return open(undefined);
    throw error;
  });
  return { handle, cancel: () => void (cancelled = true) };
};

function opened(factory: IDBFactory | undefined, name: string, version: number | undefined): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (!factory) throw new DOMException("no IndexedDB", "NotSupportedError");
    const request = version === undefined ? factory.open(name) : factory.open(name, version);
    request.onupgradeneeded = () => {
      for (const table of tables) if (!request.result.objectStoreNames.contains(table)) request.result.createObjectStore(table);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException("open failed", "UnknownError"));
  });
}

/** The value of a request. Only for awaiting inside a transaction. */
export function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new DOMException("request failed", "UnknownError"));
  });
}

/** The tables of a transaction, by name. */
export type Stores = (name: TableName) => IDBObjectStore;

/**
 * Runs `work` in one transaction, strict where it writes, and resolves with its value only after the transaction has
 * completed: Chrome tells a full disk by aborting the transaction alone. `work` may await nothing but requests of its own.
 */
export function transact<T>(
  db: IDBDatabase, mode: IDBTransactionMode, names: readonly TableName[], work: (stores: Stores) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(names, mode, { durability: mode === "readwrite" ? "strict" : "default" });
    let value: { readonly it: T } | null = null;
    transaction.oncomplete = () => (value ? resolve(value.it) : reject(new DOMException("ended too early", "AbortError")));
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
    work((name) => transaction.objectStore(name)).then(
      (it) => (value = { it }),
      (error: unknown) => {
        // The transaction's own error says more than that of a request which it took along.
        reject(transaction.error ?? error);
        try {
          transaction.abort();
        } catch {
          // It has ended already.
        }
      },
    );
  });
}
