import { DeviceDatabase, DATABASE_NAME } from "./database.ts";
import { DeviceFault, errorNames, faultOf, type StorageFault } from "./fault.ts";

/** A tab never waits longer than this for another tab to let go of an older database. Milliseconds. */
export const BLOCKED_AFTER = 3_000;

export interface ConnectionDeps {
  /** Another name, for tests. */
  readonly name?: string;
  /** Another factory, for tests that break storage. */
  readonly indexedDB?: IDBFactory;
  /** Told once for every fault that a person should hear of. */
  readonly onFault?: (fault: StorageFault) => void;
}

/**
 * The one handle to the database. `run` opens it when needed; a connection that breaks is dropped, opened afresh once and
 * the work tried once more, because retrying on the same handle never helps. Rejects with a `DeviceFault`.
 */
export class Connection {
  #db: Promise<DeviceDatabase> | null = null;
  /** Set when another tab opened a newer database: this one stays closed until the page reloads. */
  #retired = false;
  /** Whether this page ever had the database open. */
  #opened = false;
  readonly #deps: ConnectionDeps;

  constructor(deps: ConnectionDeps = {}) {
    this.#deps = deps;
  }

  async run<T>(work: (db: DeviceDatabase) => PromiseLike<T>): Promise<T> {
    try {
      return await work(await this.#open());
    } catch (first) {
      if (this.#retired || faultOf(first) !== "lost") throw this.#told(first);
      this.close();
      try {
        return await work(await this.#open());
      } catch (second) {
        throw this.#told(second);
      }
    }
  }

  close(): void {
    const db = this.#db;
    this.#db = null;
    db?.then((it) => it.close(), () => undefined);
  }

  /** Says a fault to whoever shows it. */
  report(fault: StorageFault): void {
    this.#deps.onFault?.(fault);
  }

  /** What the caller gets; the fault, where there is one, has then been said. */
  #told(error: unknown): unknown {
    const fault = this.#retired ? "version" : faultOf(error);
    if (fault === null) return error;
    // A full device is not said here: whoever writes first makes room and tries again.
    if (fault !== "quota") this.report(fault);
    return error instanceof DeviceFault ? error : new DeviceFault(fault, error);
  }

  #open(): Promise<DeviceDatabase> {
    if (this.#retired) return Promise.reject(new DeviceFault("version"));
    this.#db ??= this.#connect().catch((error: unknown) => {
      this.#db = null;
      throw error;
    });
    return this.#db;
  }

  async #connect(): Promise<DeviceDatabase> {
    const db = new DeviceDatabase(this.#deps.name ?? DATABASE_NAME, this.#deps.indexedDB);
    // Returning false keeps Dexie's own handlers, which would warn on the console, from running too.
    db.on("versionchange", (event) => this.#letGo(db, event as IDBVersionChangeEvent));
    db.on("blocked", () => false);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new DeviceFault("blocked")), BLOCKED_AFTER);
    });
    try {
      await Promise.race([db.open(), late]);
      this.#opened = true;
      return db;
    } catch (error) {
      db.close();
      const fault = error instanceof DeviceFault ? error.fault : openFault(error, this.#opened);
      throw new DeviceFault(fault, error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** At once, so that the newer tab does not wait. A deletion (no new version) is this app erasing itself: reopen later. */
  #letGo(db: DeviceDatabase, event: IDBVersionChangeEvent): boolean {
    db.close();
    this.#db = null;
    if (event.newVersion !== null && event.newVersion > 0) {
      this.#retired = true;
      this.report("version");
    }
    return false;
  }
}

/** A database that once opened and no longer does is lost; one that never opened is damaged or refused. */
function openFault(error: unknown, opened: boolean): StorageFault {
  const fault = faultOf(error);
  if (fault === "quota" || fault === "version") return fault;
  if (opened) return "lost";
  return errorNames(error).includes("UnknownError") ? "corrupt" : "unavailable";
}
