import { checkBoundaries } from "./boundaries.ts";
import { close, rule, runSteps, tests, tool, type Step } from "./steps.ts";

/** Types, lint, the import table and the unit tests: what one runs all day. */
export const checks: readonly (Step | readonly Step[])[] = [
  rule("import table", checkBoundaries),
  // The longest first: that leaves the cores idle for the shortest time at the end.
  [
    tests("unit tests"),
    // TypeScript 7 checks in a quarter of 6's time, and so does oxlint, which asks it for the rules on promises. 6 stays for ESLint's parser.
    tool("types", "node", "node_modules/typescript-7/bin/tsc", "--build"),
    tool("lint", "eslint", ".", "--max-warnings=0", "--cache", "--cache-location", "node_modules/.cache/eslint/"),
    tool("lint of promises", "oxlint", "--type-aware", "."),
  ],
];

if (process.argv[1]?.endsWith("check.ts")) close(await runSteps(checks));
