import { describe, expect, test } from "vitest";
import { catalogStoreKeepsItsPromises } from "../testing/store.conformance.ts";
import { memoryStore } from "./memory-store.ts";

describe("memory store", () => {
  catalogStoreKeepsItsPromises({ test, equal: (a, b) => expect(a).toEqual(b) }, () => Promise.resolve(memoryStore()));
});
