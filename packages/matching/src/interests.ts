import { riasec } from "@pathwayks/contracts";
import type { Riasec } from "@pathwayks/contracts";
import { nine } from "./arithmetic.ts";

/** One tap on an activity: 1 = dislike strongly, 5 = like strongly. A three-step scale uses 1, 3 and 5. */
export interface InterestAnswer {
  readonly type: Riasec;
  readonly value: number;
}

/**
 * Six scores from 0 to 40 in the order of `riasec`: the mean answer of each type. Works for two items a type and for the
 * longer form alike. `null` while a type has no answer: a profile with a hole says nothing about its shape.
 */
export function scoreInterests(answers: readonly InterestAnswer[]): number[] | null {
  const scores: number[] = [];
  for (const type of riasec) {
    const values = answers.filter((a) => a.type === type).map((a) => Math.min(5, Math.max(1, a.value)));
    if (values.length === 0) return null;
    scores.push((values.reduce((sum, v) => sum + v - 1, 0) * 10) / values.length);
  }
  return scores;
}

/** What six scores say: nothing given, too flat to tell apart (SD below 1.5 of 40 points), or a shape. */
export type InterestState = "missing" | "flat" | "shaped";

/** 36 × the variance of six numbers; no rounding while they are whole. */
export function spread6(values: ArrayLike<number>, start = 0): number {
  let sum = 0;
  let squares = 0;
  for (let i = start; i < start + 6; i++) {
    const v = values[i]!;
    sum += v;
    squares += v * v;
  }
  return 6 * squares - sum * sum;
}

const flatSpread = 36 * 1.5 * 1.5;

export function interestState(scores: readonly number[] | null): InterestState {
  if (scores === null || scores.length !== 6) return "missing";
  return spread6(scores) < flatSpread ? "flat" : "shaped";
}

/**
 * (r + 1) / 2 with Pearson's r of the person's six scores and the occupation's six (hundredths of O*NET's OI at `row * 6`),
 * rounded to nine digits, so that profiles which tie on paper tie here. NaN where the occupation has none.
 */
export function interestFit(scores: ArrayLike<number>, personSpread: number, interests: Int32Array, row: number, rowSpread: number): number {
  if (rowSpread <= 0) return NaN;
  let products = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < 6; i++) {
    const x = scores[i]!;
    const y = interests[row * 6 + i]!;
    products += x * y;
    sumX += x;
    sumY += y;
  }
  const r = (6 * products - sumX * sumY) / Math.sqrt(personSpread * rowSpread);
  return nine((r + 1) / 2);
}
