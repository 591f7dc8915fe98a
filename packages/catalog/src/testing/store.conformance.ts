import type { CatalogState, CatalogStore, Installed } from "../update/store.ts";
import { emptyState } from "../update/store.ts";

export interface StoreRunner {
  test(name: string, body: () => Promise<void>): void;
  /** Deep, by value. */
  equal(actual: unknown, expected: unknown): void;
}

const installed = (version: number): Installed => ({
  version, manifestHash: String(version).repeat(64).slice(0, 64), regions: ["area-4"], expires: "2027-01-01T00:00:00Z",
  goodStarts: 0, failedStarts: 0,
});
const stateAt = (revision: number, over: Partial<CatalogState> = {}): CatalogState => ({ ...emptyState, revision, ...over });
const bytes = (...values: number[]) => Uint8Array.from(values);
const plain = (found: ReadonlyMap<string, Uint8Array>) => [...found].map(([hash, b]) => [hash, [...b]]).sort();

/** What every {@link CatalogStore} promises. `open` gives an empty store each time. */
export function catalogStoreKeepsItsPromises({ test, equal }: StoreRunner, open: () => Promise<CatalogStore>): void {
  test("a new store has the empty state and no blobs", async () => {
    const store = await open();
    equal(await store.readState(), emptyState);
    equal([...(await store.hashes())], []);
    equal(plain(await store.getMany(["aa", "bb"])), []);
  });

  test("a blob comes back byte for byte, also when its array changes later", async () => {
    const store = await open();
    const blob = bytes(0, 1, 254, 255);
    equal(await store.put("aa", blob), "stored");
    blob.fill(9);
    equal(plain(await store.getMany(["aa", "bb"])), [["aa", [0, 1, 254, 255]]]);
    equal([...(await store.hashes())], ["aa"]);
  });

  test("a part of a larger buffer is stored as that part", async () => {
    const store = await open();
    await store.put("aa", bytes(1, 2, 3, 4, 5, 6).subarray(2, 4));
    equal(plain(await store.getMany(["aa"])), [["aa", [3, 4]]]);
  });

  test("the same blob twice is one blob, and an empty one is one too", async () => {
    const store = await open();
    equal([await store.put("aa", bytes(1)), await store.put("aa", bytes(1)), await store.put("bb", bytes())],
      ["stored", "stored", "stored"]);
    equal(plain(await store.getMany(["aa", "bb"])), [["aa", [1]], ["bb", []]]);
  });

  test("a commit on the stored revision replaces the state whole", async () => {
    const store = await open();
    const first = stateAt(1, { active: installed(1), trust: { k1: 1 }, refused: [{ version: 7, manifestHash: "ff" }] });
    equal(await store.commit(first, []), "committed");
    equal(await store.readState(), first);
    const second = stateAt(2, { active: installed(2), previous: installed(1), trust: { k1: 2, k2: 2 } });
    equal(await store.commit(second, []), "committed");
    equal(await store.readState(), second);
  });

  test("a commit drops the blobs it names and no others", async () => {
    const store = await open();
    for (const hash of ["aa", "bb", "cc"]) await store.put(hash, bytes(1));
    equal(await store.commit(stateAt(1), ["aa", "cc", "never-there"]), "committed");
    equal([...(await store.hashes())], ["bb"]);
  });

  test("a commit from an old state changes neither state nor blobs", async () => {
    const store = await open();
    await store.put("aa", bytes(1));
    await store.commit(stateAt(1, { active: installed(1) }), []);
    for (const revision of [0, 1, 3]) equal(await store.commit(stateAt(revision, { active: installed(9) }), ["aa"]), "conflict");
    equal(await store.readState(), stateAt(1, { active: installed(1) }));
    equal([...(await store.hashes())], ["aa"]);
  });

  test("of commits that race from the same state exactly one wins", async () => {
    const store = await open();
    const racing = [1, 2, 3, 4].map((version) => store.commit(stateAt(1, { active: installed(version) }), []));
    const answers = await Promise.all(racing);
    equal(answers.filter((answer) => answer === "committed").length, 1);
    const winner = answers.indexOf("committed") + 1;
    equal((await store.readState()).active?.version, winner);
  });

  test("many blobs come back together", async () => {
    const store = await open();
    const hashes = Array.from({ length: 200 }, (_, i) => `h${String(i)}`);
    await Promise.all(hashes.map((hash, i) => store.put(hash, bytes(i))));
    const found = await store.getMany([...hashes, "missing"]);
    equal([found.size, [...(found.get("h150") ?? [])]], [200, [150]]);
    equal((await store.hashes()).size, 200);
  });
}
