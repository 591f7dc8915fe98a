/** For tests of this package and of those that rank: made-up people, independent checks, and the clock of a benchmark. */
export { people, seeded } from "./testing/people.ts";
export { checkLimits, createChecker, wrongChanges } from "./testing/check.ts";
export type { CheckLimits } from "./testing/check.ts";
export { createReference } from "./testing/reference.ts";
export type { Judged, Reference } from "./testing/reference.ts";
export { benchmarkRanker } from "./testing/benchmark.ts";
export type { RankerTimes } from "./testing/benchmark.ts";
export { engineOrder, interestFaults, listFaults, listQuality, twinFaults } from "./testing/bars.ts";
export type { ListFaults } from "./testing/bars.ts";
