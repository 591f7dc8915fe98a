import { result, type Stores } from "./raw-database.ts";

// Packs: several blobs in one row. Earlier apps laid blobs together so that starts read them faster; a start reads a joined copy
// now, and no new packs are made. Those that are there stay readable, and go with their blobs.

/** Where the index of packs lies in the catalog's table. */
export const PACKS = "packs";

/** Hash, offset and length of each blob, by the key of its pack. */
export type PackIndex = Readonly<Record<string, readonly (readonly [hash: string, offset: number, length: number])[]>>;

export interface Part {
  readonly pack: string;
  readonly offset: number;
  readonly length: number;
}

/** What a row of blobs holds. */
export type Stored = Uint8Array | Blob;

export async function packIndex(stores: Stores): Promise<PackIndex> {
  return ((await result(stores("catalog").get(PACKS))) as PackIndex | undefined) ?? {};
}

/** Where each packed blob lies. */
export function partsOf(index: PackIndex): ReadonlyMap<string, Part> {
  return new Map(Object.entries(index).flatMap(([pack, entries]) => entries.map(([hash, offset, length]) => [hash, { pack, offset, length }] as const)));
}

/**
 * The bytes of a row, `undefined` where they cannot be read: to a reader they are lost. Not within a transaction, which would
 * end while it waits.
 */
export async function bytesOf(stored: Stored | undefined): Promise<Uint8Array | undefined> {
  if (!(stored instanceof Blob)) return stored;
  return stored.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => undefined);
}

/** The blob within its pack, without a copy; `undefined` where the pack is not what the index says. */
export function sliced(pack: Uint8Array | undefined, { offset, length }: Part): Uint8Array | undefined {
  return pack && offset + length <= pack.length ? pack.subarray(offset, offset + length) : undefined;
}

/** Removes blobs, alone or in packs. A pack of which less than half is left is taken apart, so that no dead bytes pile up. */
export async function removeBlobs(stores: Stores, drop: ReadonlySet<string>): Promise<void> {
  const index = await packIndex(stores);
  const inside = partsOf(index);
  for (const hash of drop) if (!inside.has(hash)) stores("chunks").delete(hash);
  if (![...drop].some((hash) => inside.has(hash))) return;
  const next: Record<string, PackIndex[string]> = {};
  for (const [name, entries] of Object.entries(index)) {
    const left = entries.filter(([hash]) => !drop.has(hash));
    const size = (list: PackIndex[string]): number => list.reduce((sum, [, , length]) => sum + length, 0);
    if (left.length === entries.length) next[name] = entries;
    else if (left.length > 0 && size(left) * 2 >= size(entries)) next[name] = left;
    else await takeApart(stores, name, left);
  }
  stores("catalog").put(next, PACKS);
}

async function takeApart(stores: Stores, name: string, left: PackIndex[string]): Promise<void> {
  const pack = (await result(stores("chunks").get(name))) as Blob | undefined;
  for (const [hash, offset, length] of left) if (pack && offset + length <= pack.size) stores("chunks").put(pack.slice(offset, offset + length), hash);
  stores("chunks").delete(name);
}
