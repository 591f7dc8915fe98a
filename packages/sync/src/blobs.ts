import type { Connection } from "./connection.ts";
import type { DeviceDatabase } from "./database.ts";
import { faultOf } from "./fault.ts";
import { STATE, type ReleaseState } from "./quota.ts";

/**
 * Blobs by their hash and one state, for the catalog. Has the shape of the catalog's own port without knowing its types.
 * Everything durable before it is said to be; rejects with a `DeviceFault` when the storage itself fails.
 */
export class DurableBlobs<State extends ReleaseState> {
  readonly #connection: Connection;
  readonly #empty: State;

  /** `empty`: the state before the first commit. */
  constructor(connection: Connection, empty: State) {
    this.#connection = connection;
    this.#empty = empty;
  }

  readState(): Promise<State> {
    return this.#connection.run((db) => db.transaction("r", [db.catalog], () => this.#stored(db)));
  }

  /** In one transaction, if nobody committed since: replaces the state and removes the blobs of `drop`. */
  commit(state: State, drop: readonly string[]): Promise<"committed" | "conflict"> {
    return this.#connection.run((db) =>
      db.transaction("rw", [db.catalog, db.chunks], async () => {
        const { revision } = await this.#stored(db);
        if (revision !== state.revision - 1) return "conflict";
        await db.catalog.put(state, STATE);
        await db.chunks.bulkDelete([...drop]);
        return "committed";
      }),
    );
  }

  /** "full": no room. Whoever puts then gives up the previous release and tries again. */
  async put(hash: string, bytes: Uint8Array): Promise<"stored" | "full"> {
    // A view would take its whole buffer along into the database. The copy also keeps what the caller changes later out.
    const blob = bytes.slice();
    try {
      return await this.#connection.run((db) =>
        db.transaction("rw", [db.chunks], async () => {
          await db.chunks.put(blob, hash);
          return "stored" as const;
        }),
      );
    } catch (error) {
      if (faultOf(error) === "quota") return "full";
      throw error;
    }
  }

  /** Those that are there, in one transaction. */
  async getMany(hashes: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = await this.#connection.run((db) => db.transaction("r", [db.chunks], () => db.chunks.bulkGet([...hashes])));
    const blobs = new Map<string, Uint8Array>();
    hashes.forEach((hash, i) => {
      const bytes = found[i];
      if (bytes) blobs.set(hash, bytes);
    });
    return blobs;
  }

  async hashes(): Promise<ReadonlySet<string>> {
    return new Set(await this.#connection.run((db) => db.transaction("r", [db.chunks], () => db.chunks.toCollection().primaryKeys())));
  }

  async #stored(db: DeviceDatabase): Promise<State> {
    return ((await db.catalog.get(STATE)) as State | undefined) ?? this.#empty;
  }
}
