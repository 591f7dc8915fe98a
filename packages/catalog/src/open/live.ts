import { layoutOf } from "../format/layout.ts";
import { compareBytes } from "../words/bytes.ts";
import type { ChunkSet } from "./chunk-set.ts";
import { StringTable, stringTables } from "./text.ts";

/**
 * Rows of jobs that stand, ascending: of the rows of a region with the same id the one in the newest part counts, and what
 * a part removes is gone from those before it. Regions do not see each other, so that a device that holds some of them sees
 * the same in those.
 *
 * Ids are compared as bytes through a table of open addressing, without making 30,000 strings.
 */
export function liveRows(set: ChunkSet<"jobs">, region: Uint8Array): Uint32Array {
  const tables = stringTables(set, "id");
  const seen = new IdTable(set.rows);
  const live = new Uint32Array(set.rows);
  let from = set.rows, row = set.rows - 1;
  for (let i = set.chunks.length - 1; i >= 0; i--) {
    const ids = tables(i), first = row - (set.chunks[i]?.rows ?? 0) + 1;
    if (ids === null) continue;
    const scope = region[first] ?? 0;
    for (; row >= first; row--)
      if (ids.lengthAt(row - first) > 0 && seen.add(ids, row - first, region[row] ?? 0)) live[--from] = row;
    const removed = removedIds(set, i);
    for (let entry = 0; entry < removed.length; entry++) seen.add(removed, entry, scope);
  }
  return live.slice(from);
}

/** The dictionary of the ids that a part removes. */
export function removedIds(set: ChunkSet<"jobs" | "programs" | "partners">, i: number): StringTable {
  const chunk = set.chunks[i];
  if (chunk === undefined) throw new RangeError("no such chunk");
  return new StringTable(chunk, (layoutOf(set.table).byName.get("removes")?.first ?? 0) + 1);
}

/** A set of ids within scopes; each is remembered by where it stands. */
class IdTable {
  private mask = 15;
  private slots: Int32Array;
  private readonly hashes: number[] = [];
  private readonly scopes: number[] = [];
  private readonly tables: StringTable[] = [];
  private readonly entries: number[] = [];

  constructor(expected: number) {
    while (this.mask < expected * 2) this.mask = this.mask * 2 + 1;
    this.slots = new Int32Array(this.mask + 1).fill(-1);
  }

  /** Whether it was not there yet. */
  add(ids: StringTable, entry: number, scope: number): boolean {
    const hash = ids.hashAt(entry, scope);
    let slot = hash & this.mask;
    for (let known = this.slots[slot] ?? -1; known >= 0; known = this.slots[(slot = (slot + 1) & this.mask)] ?? -1)
      if (this.hashes[known] === hash && this.scopes[known] === scope && this.is(known, ids, entry)) return false;
    const at = this.hashes.length;
    this.slots[slot] = at;
    this.hashes.push(hash);
    this.scopes.push(scope);
    this.tables.push(ids);
    this.entries.push(entry);
    if (at * 2 > this.mask) this.grow();
    return true;
  }

  private is(known: number, ids: StringTable, entry: number): boolean {
    const table = this.tables[known];
    return table !== undefined && compareBytes(table.bytesAt(this.entries[known] ?? 0), ids.bytesAt(entry)) === 0;
  }

  private grow(): void {
    this.mask = this.mask * 2 + 1;
    this.slots = new Int32Array(this.mask + 1).fill(-1);
    this.hashes.forEach((hash, i) => {
      let slot = hash & this.mask;
      while ((this.slots[slot] ?? -1) >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = i;
    });
  }
}
