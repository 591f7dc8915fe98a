import { checkBoundaries } from "./boundaries.ts";
import { close, rule, runSteps, tests, tool, type Step } from "./steps.ts";

/** Types, lint, the import table and the unit tests: what one runs all day. */
export const checks: readonly (Step | readonly Step[])[] = [
  rule("import table", checkBoundaries),
  // The longest first: that leaves the cores idle for the shortest time at the end.
  [
    tests("unit tests"),
    tool("types", "tsc", "--build"),
    tool("lint", "eslint", ".", "--max-warnings=0", "--cache", "--cache-location", "node_modules/.cache/eslint/"),
  ],
];

if (process.argv[1]?.endsWith("check.ts")) close(await runSteps(checks));
