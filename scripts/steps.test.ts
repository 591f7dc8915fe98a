import { expect, test, vi } from "vitest";
import { failuresIn, failuresOf, runSteps, rule } from "./steps.ts";

const counts = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 0, numTotalTests: 2 };

test("a failed test is said again by its file, its name and why", () => {
  const found = failuresOf({
    ...counts,
    testResults: [
      { name: "a.test.ts", status: "failed", assertionResults: [{ fullName: "adds", status: "passed" }, { fullName: "takes away", status: "failed", failureMessages: ["expected 3 to be 2\n    at a.test.ts:4"] }] },
      { name: "b.test.ts", status: "passed", assertionResults: [{ fullName: "waits", status: "passed" }] },
    ],
  });
  expect(found).toEqual(["a.test.ts › takes away\nexpected 3 to be 2\n    at a.test.ts:4"]);
});

test("a file that cannot be read is said again, though no test of it failed", () => {
  expect(failuresOf({ ...counts, testResults: [{ name: "c.test.ts", status: "failed", message: "Cannot find module", assertionResults: [] }] })).toEqual(["c.test.ts\nCannot find module"]);
});

test("of a script every FAIL is said again with why; of one that only stopped, its last lines", () => {
  expect(failuresIn("  ok    one (1 ms)\n  FAIL  two\n        expected 1, found 2\n  ok    three (1 ms)\n2 passed, 1 failed\n")).toEqual(["FAIL  two\n        expected 1, found 2"]);
  expect(failuresIn("began\nTypeError: x is not a function\n")).toEqual(["began\nTypeError: x is not a function"]);
});

test("the sum names the step that failed, and all steps run", async () => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const ran: string[] = [];
  const step = (name: string, found: readonly string[]) => rule(name, () => (ran.push(name), found));
  const sum = await runSteps([step("first", ["too long"]), [step("second", []), step("third", ["too wide"])]]);
  vi.restoreAllMocks();
  expect(ran).toEqual(["first", "second", "third"]);
  expect(sum).toEqual({ passed: 1, failed: 2, skipped: 0, failures: ["first: too long", "third: too wide"] });
});
