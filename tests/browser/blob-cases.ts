// The catalog's side of the device's database.
import { catalogStoreKeepsItsPromises } from "../../packages/catalog/src/testing/store.conformance.ts";
import { emptyState, type CatalogState } from "../../packages/catalog/src/update/store.ts";
import { openBlobs } from "@pathwayks/sync";
import { freeSpace } from "../../packages/sync/src/quota.ts";
import { brokenFactory } from "./broken-factory.ts";
import { equal } from "./page-assert.ts";
import { durabilities } from "./durabilities.ts";
import { freshName, open, openCatalog, raw, test } from "./page-kit.ts";

catalogStoreKeepsItsPromises({ test, equal }, () => openCatalog());

const copyOf = (...bytes: number[]) => ({ bytes: Uint8Array.from(bytes), prose: Uint8Array.of(0, bytes[0] ?? 0) });

test("a joined copy comes back with the state and the manifest, replaces another, and goes with its release", async () => {
  const store = await openCatalog();
  equal(await store.readStart(), { state: emptyState, manifest: undefined, joined: null });
  const active = { version: 1, manifestHash: "mm", regions: [], expires: "2027-01-01T00:00:00Z", goodStarts: 0, failedStarts: 0 };
  await store.put("mm", new Uint8Array([1, 2]));
  await store.commit({ ...emptyState, revision: 1, active }, []);
  equal(await store.keepJoined("old", "h0", copyOf(3)), "stored");
  equal(await store.keepJoined("key", "h1", copyOf(4, 5, 6)), "stored");
  const { state, manifest, joined } = await store.readStart();
  equal([state.active, [...(manifest ?? [])], joined?.key, joined?.hash, [...((await joined?.bytes()) ?? [])], [...((await joined?.prose()) ?? [])]], [active, [1, 2], "key", "h1", [4, 5, 6], [0, 4]]);
  equal([...(await store.hashes())], ["mm"]);
  await store.commit({ ...emptyState, revision: 2, active: { ...active, goodStarts: 1 } }, []);
  equal((await store.readStart()).joined?.key, "key");
  await store.commit({ ...emptyState, revision: 3, active: { ...active, manifestHash: "nn" } }, []);
  equal((await store.readStart()).joined, null);
});

test("the joined copy is the first to go when room is needed", async () => {
  for (const step of ["previous", "all"] as const) {
    const name = freshName();
    const store = await openCatalog(name);
    await store.keepJoined("key", "h1", copyOf(1));
    const db = await raw(name);
    await freeSpace(db, step);
    db.close();
    equal((await store.readStart()).joined, null);
  }
  let left = 0;
  const store = await openBlobs<CatalogState>(emptyState, { name: freshName(), indexedDB: brokenFactory({ transaction: () => (left-- > 0 ? "QuotaExceededError" : null) }) });
  await store!.keepJoined("key", "h1", copyOf(1));
  left = 1;
  equal([await store!.put("aa", new Uint8Array([1])), (await store!.readStart()).joined], ["stored", null]);
  left = 1;
  equal(await store!.keepJoined("key", "h1", copyOf(1)), "full");
});

for (const error of ["InvalidStateError", "UnknownError"])
  test(`the catalog's connection that breaks once (${error}) is opened afresh`, async () => {
    let left = 0;
    const store = await openBlobs<CatalogState>(emptyState, { name: freshName(), indexedDB: brokenFactory({ transaction: () => (left-- > 0 ? error : null) }) });
    await store!.put("aa", new Uint8Array([1]));
    left = 1;
    equal([...((await store!.getMany(["aa"])).get("aa") ?? [])], [1]);
  });

test("the catalog lives in memory where storage is refused, blocked or damaged", async () => {
  for (const error of ["SecurityError", "UnknownError", "InvalidStateError"])
    equal(await openBlobs<CatalogState>(emptyState, { name: freshName(), indexedDB: brokenFactory({ open: () => error }) }), null);
  const name = freshName();
  const older = await raw(name, 1);
  equal(await openBlobs<CatalogState>(emptyState, { name }), null);
  older.close();
});

test("both ways into the database make the same tables, whichever comes first, and a newer one is opened as it is", async () => {
  const name = freshName();
  await (await openCatalog(name)).put("aa", new Uint8Array([7]));
  const { device, faults } = await open({ name });
  await device.records.put("person", 1);
  equal([await device.records.get("person"), device.refused, faults], [1, null, []]);
  device.close();
  (await raw(name, 400)).close();
  equal([...(await (await openCatalog(name)).hashes())], ["aa"]);
});

test("two connections that commit from one state: one wins, and both see it", async () => {
  const name = freshName();
  const [a, b] = await Promise.all([openCatalog(name), openCatalog(name)]);
  const answers = await Promise.all([a, b].map((store, i) => store.commit({ ...emptyState, revision: 1, trust: { k: i } }, [])));
  equal([...answers].sort(), ["committed", "conflict"]);
  equal(await a.readState(), await b.readState());
});

test("a blob and a commit are strict writes", async () => {
  const name = freshName();
  const asked = await durabilities(async () => {
    const store = await openCatalog(name);
    await store.put("aa", new Uint8Array(10));
    await store.commit({ ...emptyState, revision: 1 }, ["aa"]);
  });
  equal([asked.length > 0, asked.every((durability) => durability === "strict")], [true, true]);
});
