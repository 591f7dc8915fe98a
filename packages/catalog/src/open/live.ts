import { compareBytes } from "../words/bytes.ts";
import type { ChunkSet } from "./chunk-set.ts";
import { u8 } from "./chunk-set.ts";
import { stringTables } from "./text.ts";

/**
 * Rows of jobs that stand, ascending: of the rows of a region with the same id the one in the newest part counts, and a
 * removal removes. Regions do not see each other, so that a device that holds some of them sees the same in those.
 *
 * Ids are compared as bytes through a table of open addressing, without making 30,000 strings.
 */
export function liveRows(set: ChunkSet<"jobs">, region: Uint8Array): Uint32Array {
  const size = tableSize(set.rows);
  const slots = new Int32Array(size).fill(-1);
  const hashes = new Uint32Array(set.rows);
  const removed = u8(set, "removed");
  const tables = stringTables(set, "id");
  const same = (a: number, b: number) => hashes[a] === hashes[b] && region[a] === region[b]
    && compareBytes(idAt(a), idAt(b)) === 0;
  const idAt = (row: number) => tables(set.chunkOf[row] ?? 0)?.bytesAt(set.localOf[row] ?? 0) ?? none;
  const live = new Uint32Array(set.rows);
  let from = set.rows;
  for (let row = set.rows - 1; row >= 0; row--) {
    hashes[row] = tables(set.chunkOf[row] ?? 0)?.hashAt(set.localOf[row] ?? 0, region[row] ?? 0) ?? 0;
    let slot = (hashes[row] ?? 0) & (size - 1);
    while ((slots[slot] ?? -1) >= 0 && !same(slots[slot] ?? 0, row)) slot = (slot + 1) & (size - 1);
    if ((slots[slot] ?? -1) >= 0) continue;
    slots[slot] = row;
    if (removed[row] !== 1) live[--from] = row;
  }
  return live.slice(from);
}

const none = new Uint8Array(0);

const tableSize = (rows: number): number => {
  let size = 16;
  while (size < rows * 2) size *= 2;
  return size;
};
