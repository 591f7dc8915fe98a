import type { Commit, LocalStore, RowWrite, Snapshot, SpaceId } from "../store/local-store.ts";
import { unsent } from "../outbox/list.ts";
import type { Signal } from "../ports.ts";
import { Work } from "./work.ts";

/** The space was forgotten, in this tab or another: whoever signs in next gets another one. */
export class SpaceGone extends Error {
  constructor() {
    super("what was on this device of this person is gone");
    this.name = "SpaceGone";
  }
}

/** A change that others overtook this often is a bug, not bad luck. */
const MOST_OVERTAKEN = 1_000;

export interface SpaceDeps {
  readonly store: LocalStore;
  readonly signal?: Signal | undefined;
}

/** What one person has on this device, kept in memory as it was last seen, and the one way to change it. */
export class Space {
  readonly id: SpaceId;
  readonly #deps: SpaceDeps;
  #snapshot: Snapshot;
  #last: Promise<unknown> = Promise.resolve();
  readonly #listeners = new Set<() => void>();

  private constructor(deps: SpaceDeps, snapshot: Snapshot) {
    this.#deps = deps;
    this.#snapshot = snapshot;
    this.id = snapshot.space;
  }

  /** `null` where there is no such space. */
  static async open(deps: SpaceDeps, id: SpaceId): Promise<Space | null> {
    const snapshot = await deps.store.read(id);
    return snapshot && new Space(deps, snapshot);
  }

  /** As last seen. To read only: what is written to it goes nowhere. */
  get view(): Work {
    return new Work(this.#snapshot);
  }

  get revision(): number {
    return this.#snapshot.revision;
  }

  /**
   * Commits what `body` makes of the space, durably, and gives what it gives. `body` runs again when another tab was first,
   * so it draws no ids of its own and does nothing outside. Where it writes nothing, nothing is committed, and what it
   * gives holds for the newest state. Rejects with
   * {@link SpaceGone} or a `DeviceFault`.
   */
  change<T>(body: (work: Work) => T | Promise<T>, also: Pick<Commit, "active" | "begin" | "forget"> = {}): Promise<T> {
    const run = this.#last.then(() => this.#attempt(body, also));
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** Looks what others committed. */
  async refresh(): Promise<void> {
    const before = this.#snapshot;
    const found = await this.#deps.store.read(this.id, before);
    if (!found) throw new SpaceGone();
    // A slower read must not bring back an older state.
    if (found.revision >= this.#snapshot.revision) this.#snapshot = found;
    if (found.revision !== before.revision) this.#tell();
  }

  /** Told after each commit, also those of others once they were looked at. Returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #attempt<T>(body: (work: Work) => T | Promise<T>, also: Pick<Commit, "active" | "begin" | "forget">): Promise<T> {
    for (let i = 0; i < MOST_OVERTAKEN; i++) {
      const base = this.#snapshot;
      const work = new Work(base);
      const value = await body(work);
      const writes = work.writes();
      if (writes.length === 0) {
        // Not to do something is a decision too: it only stands if nobody committed since.
        await this.refresh();
        if (this.#snapshot.revision === base.revision) return value;
        continue;
      }
      const outcome = await this.#deps.store.commit({ base: base.revision, writes, waiting: [this.id, unsent(work)], ...also });
      if (outcome === "gone") throw new SpaceGone();
      if (outcome === "committed") {
        if (base.revision >= this.#snapshot.revision) this.#snapshot = applied(base, writes);
        this.#tell();
        this.#deps.signal?.tell();
        return value;
      }
      await this.refresh();
    }
    throw new Error("a change never came to its turn");
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The snapshot that a read after the commit of `writes` on `base` would give. */
function applied(base: Snapshot, writes: readonly RowWrite[]): Snapshot {
  const at = base.revision + 1;
  const { about, outbox, drafts, things } = base.rows;
  const rows = { about: new Map(about), outbox: new Map(outbox), drafts: new Map(drafts), things: new Map(things) };
  for (const { group, key, value } of writes) {
    if (value === null) rows[group].delete(key);
    else rows[group].set(key, { at, value });
  }
  return { space: base.space, revision: at, rows };
}
