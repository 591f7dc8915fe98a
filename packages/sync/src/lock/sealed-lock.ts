import type { Connection } from "../connection.ts";
import type { DeviceDatabase, SealedRow } from "../database.ts";
import { unsent } from "../outbox/list.ts";
import { withSpace } from "../records.ts";
import { Work } from "../space/work.ts";
import { keyName, keyUnder, lockOf, plainKey, putLock, type Keyring, type MadeKey } from "../store/keyring.ts";
import type { Snapshot } from "../store/local-store.ts";
import { DIRECTORY, directoryOf, type SealedLocalStore } from "../store/sealed-local-store.ts";
import type { DeviceLock, LockState } from "./lock.ts";
import { masterOf, newLock, type LockRow } from "./passphrase.ts";

/** The lock over the sealed store. */
export class SealedLock implements DeviceLock {
  readonly #connection: Connection<DeviceDatabase>;
  readonly #store: SealedLocalStore;
  readonly #keys: Keyring;

  constructor(connection: Connection<DeviceDatabase>, store: SealedLocalStore, keys: Keyring) {
    this.#connection = connection;
    this.#store = store;
    this.#keys = keys;
  }

  async state(): Promise<LockState> {
    const row = await this.#row();
    if (!row) return { status: "none" };
    return { status: this.#keys.master ? "open" : "locked", waiting: Object.values(row.waiting).reduce((sum, count) => sum + count, 0) };
  }

  async unlock(passphrase: string): Promise<boolean> {
    const row = await this.#row();
    const master = row && (await masterOf(row, passphrase));
    if (master) this.#keys.master = master;
    return !row || master !== null;
  }

  async set(passphrase: string): Promise<void> {
    if (await this.#row()) throw new Error("this device has a lock already");
    const { row, master } = await newLock(passphrase);
    // Before the commit: whatever reads after it finds the keys locked.
    this.#keys.master = master;
    await this.#rekey(row, (space) => keyUnder(master, space)).catch((error: unknown) => {
      this.#keys.master = null;
      throw error;
    });
  }

  async remove(passphrase: string): Promise<boolean> {
    if (!(await this.unlock(passphrase))) return false;
    await this.#rekey(null, plainKey);
    this.#keys.master = null;
    return true;
  }

  #row(): Promise<LockRow | null> {
    return this.#connection.run((db) => db.transaction("r", [db.meta], () => lockOf(db)));
  }

  /** Every row under a new key of its space, in one transaction; worked out again when another page committed meanwhile. */
  async #rekey(row: LockRow | null, make: (space: string) => Promise<MadeKey>): Promise<void> {
    for (;;) {
      const { spaces, revision } = await this.#store.directory();
      const whole = (await Promise.all(spaces.map((space) => this.#store.read(space)))).filter((found): found is Snapshot => found?.revision === revision);
      if (whole.length !== spaces.length) continue;
      const parts = await Promise.all(whole.map(async (snapshot) => {
        const { key, kept } = await make(snapshot.space);
        return { space: snapshot.space, kept, waiting: unsent(new Work(snapshot)), rows: await this.#store.resealed(snapshot, key) };
      }));
      const waiting = Object.fromEntries(parts.map(({ space, waiting: count }) => [space, count]));
      if (await this.#commit(revision, row && { ...row, waiting }, parts)) return;
    }
  }

  #commit(base: number, row: LockRow | null, parts: readonly Part[]): Promise<boolean> {
    return withSpace(this.#connection, (db) =>
      db.transaction("rw", [db.keys, db.rows, db.meta], async () => {
        const directory = await directoryOf(db);
        if (directory.revision !== base) return false;
        for (const { space, kept, rows } of parts) {
          await db.keys.put(kept, keyName(space));
          for (const [id, sealed] of rows) await db.rows.put(sealed, id);
        }
        await putLock(db, row);
        await db.meta.put({ ...directory, revision: base + 1 }, DIRECTORY);
        return true;
      }));
  }
}

interface Part {
  readonly space: string;
  readonly kept: MadeKey["kept"];
  readonly rows: readonly (readonly [string, SealedRow])[];
}
