import type { Json } from "@pathwayks/contracts";
import type { Runner } from "../records.conformance.ts";
import type { LocalStore, RowGroup, RowWrite, Snapshot, SpaceId } from "./local-store.ts";

const A: SpaceId = "a".repeat(32);
const B: SpaceId = "b".repeat(32);

const row = (space: SpaceId, group: RowGroup, key: string, value: Json): RowWrite => ({ space, group, key, value });

/** Values by `group/key`, sorted. */
const shown = (snapshot: Snapshot | null): unknown =>
  snapshot && Object.entries(snapshot.rows).flatMap(([group, rows]) => [...rows].map(([key, { value }]) => [`${group}/${key}`, value])).sort();

async function begun(store: LocalStore, space: SpaceId): Promise<number> {
  const { revision: base } = await store.directory();
  await store.commit({ base, begin: [space], writes: [row(space, "about", "about", { v: 1 })], active: space });
  return base + 1;
}

/** `open` gives an empty store each time; `again`, another connection to the same one. */
export function localStoreKeepsItsPromises({ test, equal }: Runner, open: () => Promise<{ store: LocalStore; again: () => Promise<LocalStore> }>): void {
  test("rows: an empty store has no space, and shows none", async () => {
    const { store } = await open();
    equal(await store.directory(), { revision: 0, active: null, spaces: [] });
    equal(await store.read(A), null);
  });

  test("rows: what was committed comes back by value, in all four groups, also to another connection", async () => {
    const { store, again } = await open();
    const base = await begun(store, A);
    await store.read(A);
    const value = { text: "ñandú ✓", list: [1, 2.5, null, true], deep: { empty: {} } };
    const writes = (["outbox", "drafts", "things"] as const).map((group) => row(A, group, "k/1|x", value));
    equal(await store.commit({ base, writes }), "committed");
    const all = [["about/about", { v: 1 }], ["drafts/k/1|x", value], ["outbox/k/1|x", value], ["things/k/1|x", value]];
    equal(shown(await store.read(A)), all);
    equal(shown(await (await again()).read(A)), all);
  });

  test("rows: a commit on an old revision changes nothing and says so", async () => {
    const { store, again } = await open();
    const base = await begun(store, A);
    const other = await again();
    await Promise.all([store.read(A), other.read(A)]);
    equal(await store.commit({ base, writes: [row(A, "outbox", "1", 1)] }), "committed");
    equal(await other.commit({ base, writes: [row(A, "outbox", "1", 2), row(A, "things", "t", 3)] }), "conflict");
    equal(shown(await other.read(A)), [["about/about", { v: 1 }], ["outbox/1", 1]]);
  });

  test("rows: of twenty commits at once, each is seen by all later ones", async () => {
    const { store, again } = await open();
    await begun(store, A);
    const stores = [store, await again(), await again(), await again()];
    const add = async (one: LocalStore): Promise<void> => {
      for (;;) {
        const snapshot = await one.read(A);
        const count = snapshot?.rows.things.get("count")?.value ?? 0;
        const next = Number(count) + 1;
        const writes = [row(A, "things", "count", next), row(A, "outbox", `${next}`, next)];
        if ((await one.commit({ base: snapshot?.revision ?? 0, writes })) === "committed") return;
      }
    };
    await Promise.all(Array.from({ length: 20 }, (_, i) => add(stores[i % 4] ?? store)));
    const end = await store.read(A);
    equal([end?.rows.things.get("count")?.value, end?.rows.outbox.size], [20, 20]);
  });

  test("rows: replacing and removing leaves one row or none under a key", async () => {
    const { store, again } = await open();
    let base = await begun(store, A);
    await store.read(A);
    for (const value of [1, 2, 3]) equal(await store.commit({ base: base++, writes: [row(A, "drafts", "form", value)] }), "committed");
    equal(shown(await (await again()).read(A)), [["about/about", { v: 1 }], ["drafts/form", 3]]);
    await store.commit({ base, writes: [row(A, "drafts", "form", null)] });
    equal(shown(await (await again()).read(A)), [["about/about", { v: 1 }]]);
  });

  test("rows: an older snapshot at hand changes nothing of what is read", async () => {
    const { store, again } = await open();
    const base = await begun(store, A);
    const other = await again();
    const known = await other.read(A);
    await store.read(A);
    await store.commit({ base, writes: [row(A, "things", "x", 1), row(A, "things", "y", 2)] });
    const newer = await other.read(A, known ?? undefined);
    await store.commit({ base: base + 1, writes: [row(A, "things", "x", null), row(A, "things", "y", 5)] });
    equal(shown(newer), [["about/about", { v: 1 }], ["things/x", 1], ["things/y", 2]]);
    equal(shown(await other.read(A, newer ?? undefined)), [["about/about", { v: 1 }], ["things/y", 5]]);
  });

  test("rows: spaces do not see each other, and one commit can write to both", async () => {
    const { store } = await open();
    await begun(store, A);
    const base = await begun(store, B);
    await Promise.all([store.read(A), store.read(B)]);
    equal(await store.commit({ base, writes: [row(A, "things", "x", "a"), row(B, "things", "x", "b")] }), "committed");
    equal([shown(await store.read(A)), shown(await store.read(B))], [[["about/about", { v: 1 }], ["things/x", "a"]], [["about/about", { v: 1 }], ["things/x", "b"]]]);
    equal(await store.directory(), { revision: base + 1, active: B, spaces: [A, B] });
  });

  test("rows: a forgotten space is gone for everybody, and takes no more writes", async () => {
    const { store, again } = await open();
    await begun(store, A);
    const base = await begun(store, B);
    const other = await again();
    await Promise.all([store.read(A), other.read(A), other.read(B)]);
    equal(await store.commit({ base, writes: [], forget: [A], active: B }), "committed");
    equal(await other.commit({ base, writes: [row(A, "outbox", "1", 1)] }), "gone");
    equal(await other.commit({ base: base + 1, writes: [row(A, "outbox", "1", 1)] }), "gone");
    equal([await other.read(A), await store.read(A)], [null, null]);
    equal(await other.directory(), { revision: base + 1, active: B, spaces: [B] });
  });

  test("rows: forgetting one space and beginning another is one commit", async () => {
    const { store } = await open();
    const base = await begun(store, A);
    equal(await store.commit({ base, forget: [A], begin: [B], writes: [row(B, "about", "about", { v: 1 })], active: B }), "committed");
    equal([await store.read(A), shown(await store.read(B)), await store.directory()], [null, [["about/about", { v: 1 }]], { revision: base + 1, active: B, spaces: [B] }]);
  });

  test("rows: what was handed over and changed later stays as it was", async () => {
    const { store } = await open();
    const base = await begun(store, A);
    await store.read(A);
    const list = [1];
    await store.commit({ base, writes: [row(A, "things", "x", list)] });
    list.push(2);
    equal((await store.read(A))?.rows.things.get("x")?.value, [1]);
  });
}
