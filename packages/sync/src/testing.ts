/** What every store promises, as tests that any runner can take: vitest in Node, a page in a real browser. */
export { recordStoreKeepsItsPromises, type Runner } from "./records.conformance.ts";
export { localStoreKeepsItsPromises } from "./store/local-store.conformance.ts";
