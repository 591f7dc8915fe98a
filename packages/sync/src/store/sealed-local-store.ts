import type { Json } from "@pathwayks/contracts";
import type { Connection } from "../connection.ts";
import type { DeviceDatabase, SealedRow } from "../database.ts";
import { DeviceFault } from "../fault.ts";
import type { LockedKey } from "../lock/passphrase.ts";
import { withSpace } from "../records.ts";
import { randomId, seal, unseal, type SealedPlace } from "../seal.ts";
import { keyName, lockOf, putLock, recounted, type Keyring, type MadeKey } from "./keyring.ts";
import { emptyRows, rowGroups, type Commit, type Directory, type LocalStore, type RowGroup, type RowWrite, type Snapshot, type SpaceId, type StoredRow } from "./local-store.ts";

export const DIRECTORY = "spaces";
const place = (group: RowGroup, key: string): string => `${group}/${key}`;
const sealedAt = (space: SpaceId, id: string): SealedPlace => ({ table: "rows", id, owner: space });

/** What a row holds under its seal. */
interface Opened {
  readonly group: RowGroup;
  readonly key: string;
  readonly value: Json;
}

interface Place {
  readonly id: string;
  readonly at: number;
}

/** Where each row of a space lies, as of a revision. */
interface Index {
  readonly revision: number;
  readonly key: CryptoKey;
  readonly ids: ReadonlyMap<string, string>;
}

interface Read {
  readonly directory: Directory;
  readonly key: CryptoKey | LockedKey | undefined;
  readonly ids: readonly string[];
  readonly rows: readonly SealedRow[];
}

/** The browser's database under a seal. */
export class SealedLocalStore implements LocalStore {
  readonly mode = "durable" as const;
  readonly #connection: Connection<DeviceDatabase>;
  readonly #indexes = new Map<SpaceId, Index>();
  readonly #keys: Keyring;

  constructor(connection: Connection<DeviceDatabase>, keys: Keyring) {
    this.#connection = connection;
    this.#keys = keys;
  }

  directory(): Promise<Directory> {
    return this.#connection.run((db) => db.transaction("r", [db.meta], () => directoryOf(db)));
  }

  async read(space: SpaceId, known?: Snapshot): Promise<Snapshot | null> {
    const index = this.#indexes.get(space);
    const found = await this.#readRows(space, index ? known?.revision : undefined);
    if (found === "unchanged") return known ?? null;
    if (!found.key || !found.directory.spaces.includes(space)) return null;
    const key = await this.#keys.open(space, found.key);
    const { rows, ids } = await this.#opened(space, key, found, known, index);
    const { revision } = found.directory;
    this.#indexes.set(space, { revision, key, ids });
    return { space, revision, rows };
  }

  async commit(commit: Commit): Promise<"committed" | "conflict" | "gone"> {
    const { base, writes, begin = [] } = commit;
    const fresh = await this.#keys.begin(begin);
    const spaces = [...new Set(writes.map(({ space }) => space))];
    // Only who has read a space at this revision knows where its rows lie.
    const stale = spaces.some((space) => !fresh.has(space) && this.#indexes.get(space)?.revision !== base);
    if (stale) return this.#notNow(spaces, fresh);
    const rows = await this.#sealed(writes, base + 1, fresh);
    const outcome = await withSpace(this.#connection, (db) =>
      db.transaction("rw", [db.keys, db.rows, db.meta], () => this.#write(db, commit, fresh, rows)));
    if (outcome === "committed") this.#remember(spaces, fresh, rows, base + 1, commit.forget ?? []);
    return outcome;
  }

  /** Rows of a space sealed anew, under another key and where they lie; with `at` as it is, so that nobody takes them for changed. */
  async resealed({ space, rows }: Snapshot, key: CryptoKey): Promise<readonly (readonly [string, SealedRow])[]> {
    const ids = this.#indexes.get(space)?.ids ?? new Map<string, string>();
    const all = rowGroups.flatMap((group) => [...rows[group]].map(([name, row]) => ({ group, name, row })));
    return Promise.all(all.map(async ({ group, name, row: { at, value } }) => {
      const id = ids.get(place(group, name)) ?? randomId();
      return [`${space}.${id}`, { at, ...(await seal(key, sealedAt(space, id), { group, key: name, value })) }] as const;
    }));
  }

  async #write(db: DeviceDatabase, commit: Commit, fresh: ReadonlyMap<SpaceId, MadeKey>, rows: readonly Sealed[]): Promise<"committed" | "conflict" | "gone"> {
    const { base, writes, begin = [], forget = [], active } = commit;
    const now = await directoryOf(db);
    if (writes.some(({ space }) => !now.spaces.includes(space) && !begin.includes(space))) return "gone";
    if (now.revision !== base) return "conflict";
    for (const space of forget) {
      await db.keys.delete(keyName(space));
      await db.rows.where(":id").startsWith(`${space}.`).delete();
    }
    for (const [space, { kept }] of fresh) await db.keys.put(kept, keyName(space));
    for (const { space, id, row } of rows) {
      const key = `${space}.${id}`;
      if (row) await db.rows.put(row, key);
      else await db.rows.delete(key);
    }
    const spaces = [...new Set([...now.spaces, ...begin])].filter((space) => !forget.includes(space));
    const shown = active ?? now.active;
    const lock = await lockOf(db);
    if (lock) await putLock(db, recounted(lock, commit));
    await db.meta.put({ revision: base + 1, active: shown !== null && spaces.includes(shown) ? shown : null, spaces }, DIRECTORY);
    return "committed";
  }

  async #notNow(spaces: readonly SpaceId[], fresh: ReadonlyMap<SpaceId, MadeKey>): Promise<"conflict" | "gone"> {
    const { spaces: there } = await this.directory();
    return spaces.every((space) => there.includes(space) || fresh.has(space)) ? "conflict" : "gone";
  }

  #readRows(space: SpaceId, known: number | undefined): Promise<Read | "unchanged"> {
    return this.#connection.run((db) =>
      db.transaction("r", [db.meta, db.keys, db.rows], async () => {
        const directory = await directoryOf(db);
        if (directory.revision === known && directory.spaces.includes(space)) return "unchanged" as const;
        const range = db.rows.where(":id").startsWith(`${space}.`);
        const [key, ids, rows] = await Promise.all([db.keys.get(keyName(space)), range.primaryKeys(), range.toArray()]);
        return { directory, key, ids, rows };
      }));
  }

  /** Opens what is newer than the snapshot at hand. A row that does not open stays where it is, and is told. */
  async #opened(space: SpaceId, key: CryptoKey, found: Read, known: Snapshot | undefined, index: Index | undefined): Promise<{ rows: Snapshot["rows"]; ids: ReadonlyMap<string, string> }> {
    const old = known && index ? inverse(index.ids) : new Map<string, string>();
    const rows = emptyRows();
    const ids = new Map<string, string>();
    await Promise.all(found.rows.map(async (row, i) => {
      const id = (found.ids[i] ?? "").slice(space.length + 1);
      const before = known && row.at <= known.revision ? old.get(id) : undefined;
      const kept = before === undefined ? undefined : keptRow(known, before);
      const opened = kept ?? (await open(key, space, { id, at: row.at }, row));
      if (opened === null) {
        this.#connection.report("corrupt");
        return;
      }
      rows[opened.group].set(opened.key, opened.row);
      ids.set(place(opened.group, opened.key), id);
    }));
    if (found.rows.length > 0 && rows.about.size === 0) throw new DeviceFault("corrupt");
    return { rows, ids };
  }

  #sealed(writes: readonly RowWrite[], at: number, fresh: ReadonlyMap<SpaceId, MadeKey>): Promise<Sealed[]> {
    return Promise.all(writes.map(async ({ space, group, key, value }) => {
      const index = this.#indexes.get(space);
      const crypt = fresh.get(space)?.key ?? index?.key;
      if (!crypt) throw new DeviceFault("corrupt");
      const id = index?.ids.get(place(group, key)) ?? randomId();
      const row = value === null ? null : { at, ...(await seal(crypt, sealedAt(space, id), { group, key, value })) };
      return { space, id, place: place(group, key), row };
    }));
  }

  #remember(spaces: readonly SpaceId[], fresh: ReadonlyMap<SpaceId, MadeKey>, rows: readonly Sealed[], revision: number, forget: readonly SpaceId[]): void {
    for (const space of spaces) {
      const key = fresh.get(space)?.key ?? this.#indexes.get(space)?.key;
      if (!key) continue;
      const ids = new Map(this.#indexes.get(space)?.ids);
      for (const row of rows)
        if (row.space === space) {
          if (row.row) ids.set(row.place, row.id);
          else ids.delete(row.place);
        }
      this.#indexes.set(space, { revision, key, ids });
    }
    for (const space of forget) this.#indexes.delete(space);
  }
}

interface Sealed {
  readonly space: SpaceId;
  readonly id: string;
  readonly place: string;
  readonly row: SealedRow | null;
}

export async function directoryOf(db: DeviceDatabase): Promise<Directory> {
  return ((await db.meta.get(DIRECTORY)) as Directory | undefined) ?? { revision: 0, active: null, spaces: [] };
}

interface Found {
  readonly group: RowGroup;
  readonly key: string;
  readonly row: StoredRow;
}

async function open(key: CryptoKey, space: SpaceId, { id, at }: Place, sealed: SealedRow): Promise<Found | null> {
  const opened = (await unseal(key, sealedAt(space, id), sealed).catch(() => null)) as Opened | null;
  return opened === null ? null : { group: opened.group, key: opened.key, row: { at, value: opened.value } };
}

function keptRow(known: Snapshot | undefined, where: string): Found | undefined {
  const at = where.indexOf("/");
  const group = rowGroups.find((name) => name === where.slice(0, at));
  const key = where.slice(at + 1);
  const row = group && known?.rows[group].get(key);
  return group && row ? { group, key, row } : undefined;
}

const inverse = (ids: ReadonlyMap<string, string>): Map<string, string> => new Map([...ids].map(([where, id]) => [id, where]));
