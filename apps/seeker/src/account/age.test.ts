import { expect, test } from "vitest";
import { ageOn } from "./age.ts";

test.each([
  ["2008-11-25", 18], ["2008-11-26", 17], ["2013-11-25", 13], ["1950-02-29", 76], ["2026-11-26", null], ["20", null], ["", null], ["0206-11-25", null],
])("born on %s", (born, age) => {
  expect(ageOn(born, "2026-11-25")).toBe(age);
});
