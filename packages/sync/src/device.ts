import { DurableBlobs } from "./blobs.ts";
import { Connection, type ConnectionDeps } from "./connection.ts";
import { openDexie } from "./database.ts";
import type { StorageFault } from "./fault.ts";
import { MemoryRecords } from "./memory-records.ts";
import type { ReleaseState } from "./quota.ts";
import { openRaw } from "./raw-database.ts";
import type { DeviceLock } from "./lock/lock.ts";
import { SealedLock } from "./lock/sealed-lock.ts";
import { DurableRecords, type RecordStore } from "./records.ts";
import { Keyring } from "./store/keyring.ts";
import type { LocalStore } from "./store/local-store.ts";
import { MemoryLocalStore } from "./store/memory-local-store.ts";
import { SealedLocalStore } from "./store/sealed-local-store.ts";

/** The person's side of the device's database, or its stand-in where the browser refuses storage. */
export interface Device {
  readonly records: RecordStore;
  /** What people have here: screen's state, outbox, feed and drafts. */
  readonly people: LocalStore;
  /** The passphrase over it; `null` where everything is in memory anyway. */
  readonly lock: DeviceLock | null;
  /** Why it is in memory; `null` while it is durable. */
  readonly refused: StorageFault | null;
  /**
   * Removes every row of every table, the key first. A browser may leave deleted bytes in its files for a while; without the
   * key they are noise, and somebody with forensic tools who also finds the old key is not promised to be kept out.
   */
  erase(): Promise<void>;
  close(): void;
}

/** The stand-in, for one page: also where the database opens and what lies in it cannot be read. */
export function memoryDevice(refused: StorageFault): Device {
  const records = new MemoryRecords();
  const people = new MemoryLocalStore();
  return { records, people, lock: null, refused, erase: async () => void (await Promise.all([records.erase(), people.erase()])), close: () => undefined };
}

/** Opens the person's records; never rejects. Where that is refused, everything works in memory and `refused` says why. */
export async function openDevice(deps: ConnectionDeps = {}): Promise<Device> {
  const connection = new Connection(openDexie, deps);
  const refused = await connection.refusal();
  if (refused !== null) return memoryDevice(refused);
  const records = new DurableRecords(connection);
  const keys = new Keyring(connection);
  const people = new SealedLocalStore(connection, keys);
  return {
    records,
    people,
    lock: new SealedLock(connection, people, keys),
    refused,
    erase: async () => {
      await records.erase();
      await connection.write((db) =>
        db.transaction("rw", [db.chunks, db.catalog], async () => {
          await db.chunks.clear();
          await db.catalog.clear();
        }),
      );
    },
    close: () => connection.close(),
  };
}

/** The catalog's side. `null` where the browser refuses storage: the catalog then lives in memory, for this page alone. */
export async function openBlobs<State extends ReleaseState>(empty: State, deps: ConnectionDeps = {}): Promise<DurableBlobs<State> | null> {
  const connection = new Connection(openRaw, deps);
  return (await connection.refusal()) === null ? new DurableBlobs(connection, empty) : null;
}
