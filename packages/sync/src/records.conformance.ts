import type { RecordStore } from "./records.ts";

export interface Runner {
  test(name: string, body: () => Promise<void>): void;
  /** Deep, by value. */
  equal(actual: unknown, expected: unknown): void;
}

/** `open` gives an empty store each time. */
export function recordStoreKeepsItsPromises({ test, equal }: Runner, open: () => Promise<RecordStore>): void {
  test("nothing put is null", async () => equal(await (await open()).get("person"), null));

  test("what was put comes back by value", async () => {
    const store = await open();
    const value = { name: "ñandú ✓", list: [1, 2.5, null, true], deep: { empty: {} } };
    await store.put("person", value);
    value.list.push(9);
    equal(await store.get("person"), { name: "ñandú ✓", list: [1, 2.5, null, true], deep: { empty: {} } });
  });

  test("names do not see each other", async () => {
    const store = await open();
    await store.put("one", 1);
    await store.put("two", 2);
    equal([await store.get("one"), await store.get("two"), await store.get("three")], [1, 2, null]);
  });

  test("of puts that wait the last one stays, and all of them resolve", async () => {
    const store = await open();
    await Promise.all(Array.from({ length: 50 }, (_, i) => store.put("person", i)));
    equal(await store.get("person"), 49);
  });

  test("a put during another one is not lost", async () => {
    const store = await open();
    const first = store.put("person", "first");
    await Promise.resolve();
    const second = store.put("person", "second");
    await Promise.all([first, second]);
    equal(await store.get("person"), "second");
  });

  test("erase forgets everything, also what was still being written", async () => {
    const store = await open();
    await store.put("person", "kept");
    const late = store.put("other", "late");
    await Promise.all([late, store.erase()]);
    equal([await store.get("person"), await store.get("other")], [null, null]);
  });

  test("a store that was erased keeps new values", async () => {
    const store = await open();
    await store.put("person", "before");
    await store.erase();
    await store.put("person", "after");
    equal(await store.get("person"), "after");
  });

  test("a large value survives", async () => {
    const store = await open();
    const large = "pathway ".repeat(40_000);
    await store.put("person", { large });
    equal(await store.get("person"), { large });
  });
}
