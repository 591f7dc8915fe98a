import { layoutOf } from "../format/layout.ts";
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
  const tables = stringTables(set, "id"), removed = set.chunks.map((_, i) => removedIds(set, i));
  // No id stands twice in one part, and this one removes nothing.
  if (removed.length === 1 && removed[0]?.length === 0) return Uint32Array.from({ length: set.rows }, (_, row) => row);
  const seen = new IdTable(removed.reduce((sum, ids) => sum + ids.length, set.rows));
  const live = new Uint32Array(set.rows);
  let from = set.rows, row = set.rows - 1;
  for (let i = set.chunks.length - 1; i >= 0; i--) {
    const ids = tables(i), gone = removed[i], first = row - (set.chunks[i]?.rows ?? 0) + 1;
    if (ids === null || gone === undefined) continue;
    const scope = region[first] ?? 0, { bytes, ends } = ids;
    for (; row >= first; row--) {
      const start = ends[row - first] ?? 0, end = ends[row - first + 1] ?? 0;
      if (end > start && seen.add(bytes, start, end, region[row] ?? 0)) live[--from] = row;
    }
    for (let entry = 0; entry < gone.length; entry++)
      seen.add(gone.bytes, gone.ends[entry] ?? 0, gone.ends[entry + 1] ?? 0, scope);
  }
  return live.slice(from);
}

/** The dictionary of the ids that a part removes. */
export function removedIds(set: ChunkSet<"jobs" | "programs" | "partners">, i: number): StringTable {
  const chunk = set.chunks[i];
  if (chunk === undefined) throw new RangeError("no such chunk");
  return new StringTable(chunk, (layoutOf(set.table).byName.get("removes")?.first ?? 0) + 1);
}

/** A set of ids within scopes; each is remembered by where its bytes stand. */
class IdTable {
  private readonly mask: number;
  /** Number of an id + 1; 0 = free. */
  private readonly slots: Uint32Array;
  private count = 0;
  private readonly hashes: Uint32Array;
  private readonly scopes: Uint8Array;
  private readonly starts: Uint32Array;
  private readonly ends: Uint32Array;
  private readonly texts: Uint8Array[] = [];

  /** `most`: ids that will be added. */
  constructor(most: number) {
    let mask = 15;
    while (mask < most * 2) mask = mask * 2 + 1;
    this.mask = mask;
    this.slots = new Uint32Array(mask + 1);
    this.hashes = new Uint32Array(most);
    this.scopes = new Uint8Array(most);
    this.starts = new Uint32Array(most);
    this.ends = new Uint32Array(most);
  }

  /** Whether it was not there yet. */
  add(bytes: Uint8Array, start: number, end: number, scope: number): boolean {
    const hash = hashOf(bytes, start, end, scope);
    let slot = hash & this.mask;
    for (let known = this.slots[slot] ?? 0; known > 0; known = this.slots[(slot = (slot + 1) & this.mask)] ?? 0)
      if (this.hashes[known - 1] === hash && this.is(known - 1, bytes, start, end, scope)) return false;
    const at = this.count++;
    this.slots[slot] = at + 1;
    this.hashes[at] = hash;
    this.scopes[at] = scope;
    this.starts[at] = start;
    this.ends[at] = end;
    this.texts.push(bytes);
    return true;
  }

  private is(known: number, bytes: Uint8Array, start: number, end: number, scope: number): boolean {
    const text = this.texts[known], from = this.starts[known] ?? 0;
    if (text === undefined || this.scopes[known] !== scope || (this.ends[known] ?? 0) - from !== end - start) return false;
    for (let i = 0; i < end - start; i++) if (text[from + i] !== bytes[start + i]) return false;
    return true;
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, start: number, end: number, scope: number): number {
  let hash = 0x811c9dc5 ^ scope;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
