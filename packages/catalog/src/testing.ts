/** For tests of this package and of those that read catalogs: rows, and a view of them. */
export { aCounty, aJob, anOccupation, aPartner, aProgram, aSource } from "./testing/rows.ts";
export { opened, openedJoined, releaseOf, testInstant, viewOf } from "./testing/view.ts";
export { joiningStore } from "./testing/joining-store.ts";
export type { StoreRunner } from "./testing/store.conformance.ts";
export { catalogStoreKeepsItsPromises } from "./testing/store.conformance.ts";
