import { expect, test } from "vitest";
import { localStoreKeepsItsPromises } from "./local-store.conformance.ts";
import { MemoryLocalStore } from "./memory-local-store.ts";

localStoreKeepsItsPromises({ test, equal: (actual, expected) => expect(actual).toEqual(expected) }, () => {
  const store = new MemoryLocalStore();
  return Promise.resolve({ store, again: () => Promise.resolve(store) });
});
