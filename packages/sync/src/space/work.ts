import type { Json } from "@pathwayks/contracts";
import { rowGroups, type RowGroup, type RowWrite, type Snapshot, type StoredRow } from "../store/local-store.ts";
import type { About, Draft, Groups, StoredEntry, Thing } from "./state.ts";

/** The rows of one group, and what a change makes of them. */
export class Shelf<G extends RowGroup> {
  readonly #rows: ReadonlyMap<string, StoredRow>;
  readonly #changed = new Map<string, Groups[G] | null>();

  constructor(rows: ReadonlyMap<string, StoredRow>) {
    this.#rows = rows;
  }

  get(key: string): Groups[G] | null {
    const changed = this.#changed.get(key);
    if (changed !== undefined) return changed;
    const row = this.#rows.get(key);
    return row ? opened<G>(row) : null;
  }

  put(key: string, value: Groups[G]): void {
    this.#changed.set(key, value);
  }

  delete(key: string): void {
    this.#changed.set(key, null);
  }

  *entries(): Generator<readonly [string, Groups[G]]> {
    for (const [key, row] of this.#rows) {
      const changed = this.#changed.get(key);
      if (changed === undefined) yield [key, opened<G>(row)];
      else if (changed !== null) yield [key, changed];
    }
    for (const [key, value] of this.#changed) if (value !== null && !this.#rows.has(key)) yield [key, value];
  }

  *values(): Generator<Groups[G]> {
    for (const [, value] of this.entries()) yield value;
  }

  changes(): ReadonlyMap<string, Groups[G] | null> {
    return this.#changed;
  }
}

/** The parser of rows: the seal proves that an app of ours wrote them, so the shape follows from the group. */
const opened = <G extends RowGroup>(row: StoredRow): Groups[G] => row.value as unknown as Groups[G];
const asJson = (value: unknown): Json => value as Json;

/** A space as a change sees it: reading what is, writing what is to be. Nothing is kept before it is committed. */
export class Work {
  readonly outbox: Shelf<"outbox">;
  readonly drafts: Shelf<"drafts">;
  readonly things: Shelf<"things">;
  readonly #about: Shelf<"about">;
  readonly #space: string;

  constructor({ space, rows }: Snapshot) {
    this.#space = space;
    this.#about = new Shelf<"about">(rows.about);
    this.outbox = new Shelf<"outbox">(rows.outbox);
    this.drafts = new Shelf<"drafts">(rows.drafts);
    this.things = new Shelf<"things">(rows.things);
  }

  get about(): About {
    const about = this.#about.get(ABOUT);
    if (!about) throw new Error("a space without its first row");
    return about;
  }

  set about(about: About) {
    this.#about.put(ABOUT, about);
  }

  /** Entries in the order in which they were made. */
  inOrder(): StoredEntry[] {
    return [...this.outbox.values()].sort((a, b) => a.entry.seq - b.entry.seq);
  }

  writes(): RowWrite[] {
    const shelves = { about: this.#about, outbox: this.outbox, drafts: this.drafts, things: this.things };
    return rowGroups.flatMap((group) =>
      [...shelves[group].changes()].map(([key, value]: [string, About | StoredEntry | Draft | Thing | null]) =>
        ({ space: this.#space, group, key, value: asJson(value) })));
  }
}

/** Key of the one row of `about`. */
export const ABOUT = "about";
