/** For tests of this package and of those that rank: made-up people, independent checks, and the clock of a benchmark. */
export { people, seeded } from "./testing/people.ts";
