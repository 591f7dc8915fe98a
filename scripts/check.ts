import { checkBoundaries } from "./boundaries.ts";
import { close, rule, runSteps, tests, tool, type Step } from "./steps.ts";

/** Types, lint, the import table and the unit tests: what one runs all day. */
export const checks: readonly Step[] = [
  rule("import table", checkBoundaries),
  ...["pure", "node", "dom", "worker", "tests"].map((place) => tool(`types: ${place}`, "tsc", "-p", `tsconfig.${place}.json`)),
  tool("lint", "eslint", ".", "--max-warnings=0", "--cache", "--cache-location", "node_modules/.cache/eslint/"),
  tests("unit tests"),
];

if (process.argv[1]?.endsWith("check.ts")) close(await runSteps(checks));
