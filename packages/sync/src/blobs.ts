import type { Connection } from "./connection.ts";
import { faultOf } from "./fault.ts";
import { JOINED, STATE, type ReleaseState } from "./quota.ts";
import { result, transact, type Stores } from "./raw-database.ts";

/** The joined copy as it lies in its row. */
interface StoredCopy {
  readonly key: string;
  readonly hash: string;
  readonly bytes: Blob;
  readonly prose: Blob;
}

/**
 * Blobs by their hash and one state, for the catalog. Has the shape of the catalog's own port without knowing its types.
 * Everything durable before it is said to be; rejects with a `DeviceFault` when the storage itself fails. A blob lies under
 * its hash, as it came.
 */
export class DurableBlobs<State extends ReleaseState> {
  readonly #connection: Connection<IDBDatabase>;
  readonly #empty: State;

  /** `empty`: the state before the first commit. */
  constructor(connection: Connection<IDBDatabase>, empty: State) {
    this.#connection = connection;
    this.#empty = empty;
  }

  readState(): Promise<State> {
    return this.#run("readonly", (stores) => this.#stored(stores));
  }

  /** All that a start asks, in one transaction: each turn between page and database costs milliseconds. */
  async readStart() {
    const { copy, ...rows } = await this.#run("readonly", async (stores) => {
      const [state, copy] = await Promise.all([this.#stored(stores), result(stores("catalog").get(JOINED)) as Promise<StoredCopy | undefined>]);
      const manifest = state.active ? await row(stores, state.active.manifestHash) : undefined;
      return { state, manifest, copy };
    });
    const joined = copy ? { key: copy.key, hash: copy.hash, bytes: () => bytesOf(copy.bytes), prose: () => bytesOf(copy.prose) } : null;
    return { state: rows.state, manifest: rows.manifest, joined };
  }

  /** Keeps the joined copy of a release in the place of another. */
  async keepJoined(key: string, hash: string, { bytes, prose }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly prose: Uint8Array<ArrayBuffer> }): Promise<"stored" | "full"> {
    const copy: StoredCopy = { key, hash, bytes: new Blob([bytes]), prose: new Blob([prose]) };
    return this.#fits(async (stores) => {
      stores("catalog").put(copy, JOINED);
      return "stored" as const;
    });
  }

  /** In one transaction, if nobody committed since: replaces the state and removes the blobs of `drop`. */
  commit(state: State, drop: readonly string[]): Promise<"committed" | "conflict"> {
    return this.#run("readwrite", async (stores) => {
      const { revision, active } = await this.#stored(stores);
      if (revision !== state.revision - 1) return "conflict";
      stores("catalog").put(state, STATE);
      if (active?.manifestHash !== state.active?.manifestHash) stores("catalog").delete(JOINED);
      for (const hash of drop) stores("chunks").delete(hash);
      return "committed";
    });
  }

  /** "full": no room, even without the joined copy. Whoever puts then gives up the previous release and tries again. */
  async put(hash: string, bytes: Uint8Array): Promise<"stored" | "full"> {
    // A view would take its whole buffer along into the database. The copy also keeps what the caller changes later out.
    const blob = bytes.slice();
    const stored = () => this.#fits(async (stores) => {
      stores("chunks").put(blob, hash);
      return "stored" as const;
    });
    if ((await stored()) === "stored") return "stored";
    await this.#run("readwrite", async (stores) => void stores("catalog").delete(JOINED));
    return stored();
  }

  /** Those that are there, in one transaction. */
  async getMany(hashes: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const rows = await this.#run("readonly", (stores) => Promise.all(hashes.map(async (hash) => [hash, await row(stores, hash)] as const)));
    return new Map(rows.flatMap(([hash, bytes]) => (bytes ? [[hash, bytes] as const] : [])));
  }

  hashes(): Promise<ReadonlySet<string>> {
    return this.#run("readonly", async (stores) => {
      const keys = await result(stores("chunks").getAllKeys());
      return new Set(keys.filter((key): key is string => typeof key === "string"));
    });
  }

  /** Writes, unless there is no room. */
  async #fits<T>(work: (stores: Stores) => Promise<T>): Promise<T | "full"> {
    try {
      return await this.#run("readwrite", work);
    } catch (error) {
      if (faultOf(error) === "quota") return "full";
      throw error;
    }
  }

  #run<T>(mode: IDBTransactionMode, work: (stores: Stores) => Promise<T>): Promise<T> {
    return this.#connection[mode === "readonly" ? "run" : "write"]((db) => transact(db, mode, ["catalog", "chunks"], work));
  }

  async #stored(stores: Stores): Promise<State> {
    return ((await result(stores("catalog").get(STATE))) as State | undefined) ?? this.#empty;
  }
}

const row = (stores: Stores, hash: string): Promise<Uint8Array | undefined> => result(stores("chunks").get(hash) as IDBRequest<Uint8Array | undefined>);

/** `undefined` where they cannot be read: to a reader they are lost. Not within a transaction, which would end while it waits. */
const bytesOf = (blob: Blob): Promise<Uint8Array | undefined> => blob.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => undefined);
