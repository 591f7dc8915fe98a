import { expect, it } from "vitest";
import { riasec } from "@pathwayks/contracts";
import { interestFit, interestState, scoreInterests, spread6 } from "./interests.ts";

const answers = (values: readonly number[]) => values.map((value, i) => ({ type: riasec[i % 6]!, value }));

it("scores two items a type, and a longer form, to 0-40", () => {
  expect(scoreInterests(answers([5, 1, 3, 2, 4, 5, 5, 1, 3, 3, 4, 1]))).toEqual([40, 0, 20, 15, 30, 20]);
  expect(scoreInterests(answers(Array.from({ length: 30 }, () => 4)))).toEqual([30, 30, 30, 30, 30, 30]);
});

it("gives no scores while a type has no answer", () => {
  expect(scoreInterests(answers([5, 1, 3, 2, 4]))).toBeNull();
  expect(scoreInterests([])).toBeNull();
});

it("knows a flat profile from a shaped one at a deviation of 1.5 points", () => {
  expect(interestState(null)).toBe("missing");
  expect(interestState([20, 20, 20, 20, 20, 20])).toBe("flat");
  expect(interestState([21.4, 18.6, 21.4, 18.6, 21.4, 18.6])).toBe("flat");
  expect(interestState([21.6, 18.4, 21.6, 18.4, 21.6, 18.4])).toBe("shaped");
});

it("is one for the same shape, zero for the opposite one, whatever the height", () => {
  const occupation = Int32Array.from([600, 300, 200, 100, 250, 400]);
  const fit = (scores: readonly number[]) => interestFit(scores, spread6(scores), occupation, 0, spread6(occupation));
  expect(fit([30, 15, 10, 5, 12.5, 20])).toBe(1);
  expect(fit([10, 25, 30, 35, 27.5, 20])).toBe(0);
  expect(fit([35, 20, 15, 10, 17.5, 25])).toBe(1);
});
