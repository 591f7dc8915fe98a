import type { Json } from "@pathwayks/contracts";
import { emptyRows, rowGroups, type Commit, type Directory, type LocalStore, type Snapshot, type SpaceId, type StoredRow } from "./local-store.ts";

interface Kept {
  readonly at: number;
  readonly text: string;
}

/** For browsers that refuse storage, and for tests: keeps the promises as long as it lives. */
export class MemoryLocalStore implements LocalStore {
  readonly mode = "memory" as const;
  #revision = 0;
  #active: SpaceId | null = null;
  readonly #spaces = new Map<SpaceId, Map<string, Kept>>();

  directory(): Promise<Directory> {
    return Promise.resolve({ revision: this.#revision, active: this.#active, spaces: [...this.#spaces.keys()] });
  }

  read(space: SpaceId, known?: Snapshot): Promise<Snapshot | null> {
    const kept = this.#spaces.get(space);
    if (!kept) return Promise.resolve(null);
    if (known?.revision === this.#revision) return Promise.resolve(known);
    const rows = emptyRows();
    for (const [place, row] of kept) {
      const [group, key] = split(place);
      rows[group].set(key, sameRow(known?.rows[group].get(key), row));
    }
    return Promise.resolve({ space, revision: this.#revision, rows });
  }

  commit({ base, writes, begin = [], forget = [], active }: Commit): Promise<"committed" | "conflict" | "gone"> {
    if (writes.some(({ space }) => !this.#spaces.has(space) && !begin.includes(space))) return Promise.resolve("gone");
    if (base !== this.#revision) return Promise.resolve("conflict");
    // Everything that may throw comes before the first change.
    const texts = writes.map(({ value }) => (value === null ? null : JSON.stringify(value)));
    this.#revision += 1;
    for (const space of begin) if (!this.#spaces.has(space)) this.#spaces.set(space, new Map());
    for (const [i, { space, group, key }] of writes.entries()) {
      const text = texts[i] ?? null;
      if (text === null) this.#spaces.get(space)?.delete(`${group}/${key}`);
      else this.#spaces.get(space)?.set(`${group}/${key}`, { at: this.#revision, text });
    }
    for (const space of forget) this.#spaces.delete(space);
    if (active !== undefined) this.#active = active;
    if (this.#active !== null && !this.#spaces.has(this.#active)) this.#active = null;
    return Promise.resolve("committed");
  }

  erase(): Promise<void> {
    this.#spaces.clear();
    this.#active = null;
    this.#revision += 1;
    return Promise.resolve();
  }
}

function split(place: string): [(typeof rowGroups)[number], string] {
  const at = place.indexOf("/");
  const group = rowGroups.find((name) => name === place.slice(0, at));
  if (!group) throw new Error("a row of no group");
  return [group, place.slice(at + 1)];
}

const sameRow = (known: StoredRow | undefined, { at, text }: Kept): StoredRow =>
  known?.at === at ? known : { at, value: JSON.parse(text) as Json };
