import { expect, test } from "vitest";
import { MemoryRecords } from "./memory-records.ts";
import { recordStoreKeepsItsPromises } from "./records.conformance.ts";

recordStoreKeepsItsPromises({ test, equal: (actual, expected) => expect(actual).toEqual(expected) }, () => Promise.resolve(new MemoryRecords()));
