import type { Connection } from "./connection.ts";
import type { DeviceDatabase } from "./database.ts";
import { DeviceFault, faultOf } from "./fault.ts";
import { freeSpace } from "./quota.ts";
import { newKey, randomId, seal, unseal } from "./seal.ts";

/**
 * Named values of the person, sealed at rest. What was put is there after a crash: `put` resolves only after its strict
 * transaction has completed. Values must survive JSON.
 */
export interface RecordStore {
  /** `memory`: nothing survives the page. */
  readonly mode: "durable" | "memory";
  /** `null` where nothing was put. Rejects with a `DeviceFault`; `corrupt` never deletes what it cannot read. */
  get(name: string): Promise<unknown>;
  /** Overtaken values are skipped: of several puts that wait, only the last one is written, and all resolve with it. */
  put(name: string, value: unknown): Promise<void>;
  /** Forgets all records and rows of people, and the keys that sealed them. */
  erase(): Promise<void>;
}

const KEY = "records";
const indexKey = (name: string): string => `record:${name}`;

export class DurableRecords implements RecordStore {
  readonly mode = "durable" as const;
  readonly #connection: Connection<DeviceDatabase>;
  readonly #waiting = new Map<string, { value: unknown; done: Promise<void> }>();
  #last: Promise<unknown> = Promise.resolve();
  /** Names whose stored record could not be read: the next put goes beside it, not over it. */
  readonly #unreadable = new Set<string>();

  constructor(connection: Connection<DeviceDatabase>) {
    this.#connection = connection;
  }

  async get(name: string): Promise<unknown> {
    const found = await this.#connection.run((db) =>
      db.transaction("r", [db.meta, db.keys, db.records], async () => {
        const id = await db.meta.get(indexKey(name));
        if (typeof id !== "string") return null;
        return { id, key: await ownKey(db), record: await db.records.get(id) };
      }),
    );
    if (!found) return null;
    if (found.key && found.record) {
      const opened = await unseal(found.key, { table: "records", id: found.id }, found.record).catch(() => undefined);
      if (opened !== undefined) return opened;
    }
    this.#unreadable.add(name);
    this.#connection.report("corrupt");
    throw new DeviceFault("corrupt");
  }

  put(name: string, value: unknown): Promise<void> {
    const waiting = this.#waiting.get(name);
    if (waiting) {
      waiting.value = value;
      return waiting.done;
    }
    const done = this.#last.then(() => {
      const latest = this.#waiting.get(name)?.value;
      this.#waiting.delete(name);
      return this.#write(name, latest);
    });
    this.#last = done.catch(() => undefined);
    this.#waiting.set(name, { value, done });
    return done;
  }

  async erase(): Promise<void> {
    await this.#last;
    await this.#connection.write((db) =>
      db.transaction("rw", [db.keys, db.records, db.rows, db.meta], async () => {
        // The keys first: without them the rest is noise, should the power go in between.
        await db.keys.clear();
        await db.records.clear();
        await db.rows.clear();
        await db.meta.clear();
      }),
    );
    this.#unreadable.clear();
  }

  async #write(name: string, value: unknown): Promise<void> {
    const key = await this.#key();
    const id = (await this.#idOf(name)) ?? randomId();
    const record = await seal(key, { table: "records", id }, value);
    await withSpace(this.#connection, (db) =>
      db.transaction("rw", [db.records, db.meta], async () => {
        const before = await db.meta.get(indexKey(name));
        // Another tab may have been first; one name keeps one record. What could not be read stays until erased.
        if (typeof before === "string" && before !== id && !this.#unreadable.has(name)) await db.records.delete(before);
        await db.records.put(record, id);
        await db.meta.put(id, indexKey(name));
      }),
    );
    this.#unreadable.delete(name);
  }

  async #idOf(name: string): Promise<string | null> {
    if (this.#unreadable.has(name)) return null;
    const id = await this.#connection.run((db) => db.transaction("r", [db.meta], () => db.meta.get(indexKey(name))));
    return typeof id === "string" ? id : null;
  }

  /** Two tabs may both find no key: the one that writes first wins, the other one takes it over. */
  async #key(): Promise<CryptoKey> {
    const stored = await this.#connection.run((db) => db.transaction("r", [db.keys], () => ownKey(db)));
    if (stored) return stored;
    const fresh = await newKey();
    return withSpace(this.#connection, (db) =>
      db.transaction("rw", [db.keys], async () => {
        const other = await ownKey(db);
        if (other) return other;
        await db.keys.put(fresh, KEY);
        return fresh;
      }),
    );
  }
}

/** The key of the records; the lock is over spaces, and leaves it as it is. */
async function ownKey(db: DeviceDatabase): Promise<CryptoKey | null> {
  const key = await db.keys.get(KEY);
  return key instanceof CryptoKey ? key : null;
}

/** Runs a write of the person's data; on a full device the catalog makes room, the previous release first. */
export async function withSpace<T>(connection: Connection<DeviceDatabase>, write: (db: DeviceDatabase) => PromiseLike<T>): Promise<T> {
  for (const step of ["previous", "all"] as const) {
    try {
      return await connection.write(write);
    } catch (error) {
      if (faultOf(error) !== "quota") throw error;
      // Making room may need room itself; whether it helped is what the next try says.
      await connection.write((db) => freeSpace(db.backendDB(), step)).catch((full: unknown) => {
        if (faultOf(full) !== "quota") throw full;
      });
    }
  }
  try {
    return await connection.write(write);
  } catch (error) {
    if (faultOf(error) === "quota") connection.report("quota");
    throw error;
  }
}
