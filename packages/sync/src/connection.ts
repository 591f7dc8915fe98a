import { DeviceFault, errorNames, faultOf, type StorageFault } from "./fault.ts";
import { beginFreshLog } from "./fresh-log.ts";
import { DATABASE_NAME } from "./schema.ts";

/** A tab never waits longer than this for another tab to let go of an older database. Milliseconds. */
export const BLOCKED_AFTER = 3_000;
/** So long after the browser's storage answered at all, our database being silent means that another tab is in the way. Milliseconds. */
const GRACE = 1_000;
/** Storage that says nothing for so long is refused: a cheap phone that is busy takes seconds, never half a minute. Milliseconds. */
const SILENT_AFTER = 30_000;

export interface ConnectionDeps {
  /** Another name, for tests. */
  readonly name?: string;
  /** Another factory, for tests that break storage. */
  readonly indexedDB?: IDBFactory;
  /** Less patience, for tests: milliseconds until storage that says nothing is refused. */
  readonly silentAfter?: number;
  /** Told of every fault that a person should hear of. */
  readonly onFault?: (fault: StorageFault) => void;
}

/** An open database, whichever way it was opened. */
export interface Handle {
  close(): void;
}

/**
 * Begins to open the database. `versionChange` is to be called when another tab wants it to let go; `cancel` closes whatever
 * may still come of an opening that took too long.
 */
export type Opener<H extends Handle> = (
  deps: ConnectionDeps,
  versionChange: (handle: Handle, newVersion: number | null) => void,
) => { readonly handle: PromiseLike<H>; cancel(): void };

/**
 * The one handle to the database. `run` opens it when needed; a connection that breaks is dropped, opened afresh once and
 * the work tried once more, because retrying on the same handle never helps. Rejects with a `DeviceFault`.
 */
export class Connection<H extends Handle> {
  #handle: Promise<H> | null = null;
  /** Set when another tab opened a newer database: this one stays closed until the page reloads. */
  #retired = false;
  /** Whether this page ever had the database open. */
  #opened = false;
  /** Settles once a connection may write; begun by the first write over it. */
  #mayWrite: Promise<void> | null = null;
  readonly #opener: Opener<H>;
  readonly #deps: ConnectionDeps;

  constructor(opener: Opener<H>, deps: ConnectionDeps = {}) {
    this.#opener = opener;
    this.#deps = deps;
  }

  async run<T>(work: (handle: H) => PromiseLike<T>): Promise<T> {
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

  /** As `run`, for work that writes. */
  write<T>(work: (handle: H) => PromiseLike<T>): Promise<T> {
    return this.run(async (handle) => {
      const { indexedDB: factory = indexedDB, name = DATABASE_NAME } = this.#deps;
      await (this.#mayWrite ??= beginFreshLog(factory, name));
      return work(handle);
    });
  }

  /** `null` once the database is open, else why it is not to be had: then everything has to live in memory. */
  async refusal(): Promise<StorageFault | null> {
    // Outside a secure context there is no cryptography, and without it nothing of a person is stored.
    if (!("subtle" in crypto)) {
      this.report("unavailable");
      return "unavailable";
    }
    try {
      await this.run(() => Promise.resolve());
      return null;
    } catch (error) {
      if (error instanceof DeviceFault) return error.fault;
      throw error;
    }
  }

  close(): void {
    const handle = this.#handle;
    this.#handle = null;
    this.#mayWrite = null;
    handle?.then((it) => it.close(), () => undefined);
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

  #open(): Promise<H> {
    if (this.#retired) return Promise.reject(new DeviceFault("version"));
    this.#handle ??= this.#connect().catch((error: unknown) => {
      this.#handle = null;
      throw error;
    });
    return this.#handle;
  }

  async #connect(): Promise<H> {
    const opening = this.#opener(this.#deps, (handle, newVersion) => this.#letGo(handle, newVersion));
    const impatience = new AbortController();
    try {
      const handle = await Promise.race([opening.handle, tooLate(this.#deps, impatience.signal)]);
      this.#opened = true;
      return handle;
    } catch (error) {
      opening.cancel();
      const fault = error instanceof DeviceFault ? error.fault : openFault(error, this.#opened);
      throw new DeviceFault(fault, error);
    } finally {
      impatience.abort();
    }
  }

  /** At once, so that the newer tab does not wait. A deletion (no new version) is this app erasing itself: reopen later. */
  #letGo(handle: Handle, newVersion: number | null): void {
    handle.close();
    this.#handle = null;
    if (newVersion === null || newVersion === 0) return;
    this.#retired = true;
    this.report("version");
  }
}

/**
 * Rejects once waiting for a database makes no sense any more. The list of databases does not queue behind other tabs, so it
 * tells a phone that is only slow from a tab that will not let go: the first gets its time, since whoever is shown nothing of
 * what they saved believes it gone.
 */
async function tooLate({ indexedDB: factory = globalThis.indexedDB, silentAfter = SILENT_AFTER }: ConnectionDeps, over: AbortSignal): Promise<never> {
  await pause(BLOCKED_AFTER - GRACE, over);
  const awake = answers(factory).then(() => true);
  const silent = pause(silentAfter - BLOCKED_AFTER + GRACE, over).then(() => false);
  if (!(await Promise.race([awake, silent]))) throw new DeviceFault("unavailable");
  await pause(GRACE, over);
  throw new DeviceFault("blocked");
}

/** Resolves when the browser's storage says anything, be it a fault: opening then meets the same one and tells it. */
async function answers(factory: Partial<IDBFactory> | undefined): Promise<void> {
  await factory?.databases?.().catch(() => undefined);
}

/** Resolves after `ms`; never once it is `over`. */
const pause = (ms: number, over: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => !over.aborted && resolve(), ms);
    over.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });

/** A database that once opened and no longer does is lost; one that never opened is damaged or refused. */
function openFault(error: unknown, opened: boolean): StorageFault {
  const fault = faultOf(error);
  if (fault === "quota" || fault === "version") return fault;
  if (opened) return "lost";
  return errorNames(error).includes("UnknownError") ? "corrupt" : "unavailable";
}
