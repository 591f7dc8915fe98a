import type { Connection } from "../connection.ts";
import type { DeviceDatabase } from "../database.ts";
import { DeviceLocked } from "../lock/lock.ts";
import { lockedKey, openKey, type LockedKey, type LockRow } from "../lock/passphrase.ts";
import { newKey } from "../seal.ts";
import type { Commit, SpaceId } from "./local-store.ts";

/** Where `meta` holds the lock. */
const LOCK = "lock";
export const keyName = (space: SpaceId): string => `space:${space}`;

/** A key as it is used, and as it is kept. */
export interface MadeKey {
  readonly key: CryptoKey;
  readonly kept: CryptoKey | LockedKey;
}

export const plainKey = async (): Promise<MadeKey> => {
  const key = await newKey();
  return { key, kept: key };
};

export async function keyUnder(master: CryptoKey, space: SpaceId): Promise<MadeKey> {
  const { key, locked } = await lockedKey(master, keyName(space));
  return { key, kept: locked };
}

export const lockOf = (db: DeviceDatabase): PromiseLike<LockRow | null> => db.meta.get(LOCK).then((row) => (row as LockRow | undefined) ?? null);
export const putLock = (db: DeviceDatabase, row: LockRow | null): PromiseLike<unknown> => (row ? db.meta.put(row, LOCK) : db.meta.delete(LOCK));

/** What a locked device may say of what waits, after a commit. */
export function recounted(lock: LockRow, { waiting, forget = [] }: Pick<Commit, "waiting" | "forget">): LockRow {
  const counts = Object.entries({ ...lock.waiting, ...(waiting && { [waiting[0]]: waiting[1] }) });
  return { ...lock, waiting: Object.fromEntries(counts.filter(([space]) => !forget.includes(space))) };
}

/** The keys of spaces, as far as this page may open them. */
export class Keyring {
  /** Opens them while there is a lock; in this page's memory alone. */
  master: CryptoKey | null = null;
  readonly #connection: Connection<DeviceDatabase>;

  constructor(connection: Connection<DeviceDatabase>) {
    this.#connection = connection;
  }

  async open(space: SpaceId, kept: CryptoKey | LockedKey): Promise<CryptoKey> {
    if (kept instanceof CryptoKey) return kept;
    const key = this.master && (await openKey(this.master, keyName(space), kept));
    if (!key) throw new DeviceLocked();
    return key;
  }

  /** A key for each space that begins. */
  async begin(spaces: readonly SpaceId[]): Promise<ReadonlyMap<SpaceId, MadeKey>> {
    if (spaces.length === 0) return new Map();
    // Who sets or removes a lock commits: the commit that these keys are for meets the lock that is read here, or a conflict.
    const lock = await this.#connection.run((db) => db.transaction("r", [db.meta], () => lockOf(db)));
    const { master } = this;
    if (lock && !master) throw new DeviceLocked();
    return new Map(await Promise.all(spaces.map(async (space) => [space, await (lock && master ? keyUnder(master, space) : plainKey())] as const)));
  }
}
