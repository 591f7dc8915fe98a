// What earlier apps did in idle time, so that what they left stays readable.
import { packIndex, PACKS, partsOf, type PackIndex, type Stored } from "../../packages/sync/src/packs.ts";
import { result, transact } from "../../packages/sync/src/raw-database.ts";

/** Bytes of a pack, about. */
const PACK_BYTES = 3_000_000;

/** Puts the blobs that lie alone together into a few large ones. */
export function pack(db: IDBDatabase, hashes: readonly string[]): Promise<void> {
  return transact(db, "readwrite", ["catalog", "chunks"], async (stores) => {
    const index = { ...(await packIndex(stores)) };
    const inside = partsOf(index);
    const loose = hashes.filter((hash) => !inside.has(hash));
    const read = await Promise.all(loose.map(async (hash) => [hash, (await result(stores("chunks").get(hash))) as Stored | undefined] as const));
    for (const { name, entries, pack } of packed(read.flatMap(([hash, it]) => (it ? [[hash, it] as const] : [])), newName)) {
      index[name] = entries;
      stores("chunks").put(pack, name);
      for (const [hash] of entries) stores("chunks").delete(hash);
    }
    stores("catalog").put(index, PACKS);
  });
}

const newName = (): string => `pack:${crypto.randomUUID()}`;

const sizeOf = (stored: Stored): number => (stored instanceof Blob ? stored.size : stored.length);

/** Blobs in order, put together into packs. `newName` gives a key that no pack has had. */
function packed(blobs: readonly (readonly [string, Stored])[], newName: () => string): { readonly name: string; readonly entries: PackIndex[string]; readonly pack: Blob }[] {
  const groups: (readonly [string, Stored])[][] = [];
  let room = 0;
  for (const blob of blobs) {
    const group = groups.at(-1);
    if (group && room >= sizeOf(blob[1])) group.push(blob);
    else {
      groups.push([blob]);
      room = PACK_BYTES;
    }
    room -= sizeOf(blob[1]);
  }
  return groups.map((group) => {
    let offset = 0;
    const entries = group.map(([hash, blob]) => {
      offset += sizeOf(blob);
      return [hash, offset - sizeOf(blob), sizeOf(blob)] as const;
    });
    return { name: newName(), entries, pack: new Blob(group.map(([, blob]) => (blob instanceof Blob ? blob : new Uint8Array(blob)))) };
  });
}
