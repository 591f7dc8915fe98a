import type { ChunkSet } from "./chunk-set.ts";
import { stringTables } from "./text.ts";

/**
 * Rows that stand, ascending: of the rows of a region with the same id the one in the newest part counts, and a removal
 * removes. Regions do not see each other, so that a device that holds some of them sees the same in those.
 *
 * Ids are compared as bytes through a table of open addressing, without making 30,000 strings.
 */
export function liveRows(set: ChunkSet<"jobs">, region: Uint8Array, removed: Uint8Array): Uint32Array {
  const size = tableSize(set.rows);
  const slots = new Int32Array(size).fill(-1);
  const hashes = new Uint32Array(set.rows);
  const tables = stringTables(set, "id");
  const same = (a: number, b: number) => hashes[a] === hashes[b] && region[a] === region[b] && sameBytes(idOf(a), idOf(b));
  const idOf = (row: number): Uint8Array => {
    const chunk = set.chunkOf[row] ?? 0;
    return tables(chunk)?.bytesAt(row - (set.starts[chunk] ?? 0)) ?? new Uint8Array(0);
  };
  const live = new Uint32Array(set.rows);
  let from = set.rows;
  for (let row = set.rows - 1; row >= 0; row--) {
    const chunk = set.chunkOf[row] ?? 0;
    hashes[row] = tables(chunk)?.hashAt(row - (set.starts[chunk] ?? 0), region[row] ?? 0) ?? 0;
    let slot = (hashes[row] ?? 0) & (size - 1);
    while ((slots[slot] ?? -1) >= 0 && !same(slots[slot] ?? 0, row)) slot = (slot + 1) & (size - 1);
    if ((slots[slot] ?? -1) >= 0) continue;
    slots[slot] = row;
    if (removed[row] !== 1) live[--from] = row;
  }
  return live.slice(from);
}

const tableSize = (rows: number): number => {
  let size = 16;
  while (size < rows * 2) size *= 2;
  return size;
};

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
