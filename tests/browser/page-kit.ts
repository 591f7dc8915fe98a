// What the pages of these tests share: the list of cases, fresh databases, and the browser's own view of them.
import { emptyState, type CatalogState, type CatalogStore } from "../../packages/catalog/src/update/store.ts";
import { DeviceFault, openBlobs, openDevice, type ConnectionDeps, type Device, type StorageFault } from "@pathwayks/sync";

export const cases: { name: string; body: () => Promise<void> }[] = [];
export const test = (name: string, body: () => Promise<void>): void => void cases.push({ name, body });

let count = 0;
export const freshName = (): string => `test-${Date.now()}-${count++}`;

export interface Opened {
  readonly device: Device;
  readonly faults: StorageFault[];
  readonly name: string;
}
export async function open(deps: ConnectionDeps = {}): Promise<Opened> {
  const faults: StorageFault[] = [];
  const name = deps.name ?? freshName();
  const device = await openDevice({ ...deps, name, onFault: (fault) => faults.push(fault) });
  return { device, faults, name };
}

/** The database as the browser has it, without anything of ours in between. */
export function raw(name: string, version?: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("open failed"));
  });
}

export function all(db: IDBDatabase, store: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const request = db.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => resolve(request.result as unknown[]);
    request.onerror = () => reject(request.error ?? new Error("read failed"));
  });
}

export function change(db: IDBDatabase, store: string, work: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, "readwrite");
    work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });
}

export const faultFrom = (work: Promise<unknown>): Promise<StorageFault | "none" | "other"> =>
  work.then(() => "none" as const, (error: unknown) => (error instanceof DeviceFault ? error.fault : "other"));

export type Blobs = CatalogStore & Required<Pick<CatalogStore, "readStart" | "keepJoined">>;

export async function openCatalog(name = freshName()): Promise<Blobs> {
  const store: Blobs | null = await openBlobs<CatalogState>(emptyState, { name });
  if (!store) throw new Error("storage is refused");
  return store;
}
