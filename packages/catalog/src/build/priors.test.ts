import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aProgram } from "../testing/rows.ts";
import { viewOf } from "../testing/view.ts";
import { estimatePriors, fitBeta, logGamma } from "./priors.ts";

const outcomes = (k: number, n: number) => ({
  credential: null, historicalCompletionRate: { k, n }, historicalPlacementRate: null, averageTimeToEmploymentDays: null,
  medianStartingSalary: null, completers: null,
});

describe("priors", () => {
  test("the gamma function is right to nine digits", () => {
    const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
    for (let n = 1; n < 20; n++) expect(logGamma(n)).toBeCloseTo(Math.log(factorial(n - 1)), 9);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 9);
    fc.assert(fc.property(fc.double({ min: 0.01, max: 500, noNaN: true }), (x) => {
      expect(logGamma(x + 1)).toBeCloseTo(logGamma(x) + Math.log(x), 8);
    }));
  });

  test("rates that vary little give a strong prior at their mean, rates that vary much a weak one", () => {
    const like = Array.from({ length: 30 }, (_, i) => ({ k: 68 + (i % 5), n: 100 }));
    const unlike = Array.from({ length: 30 }, (_, i) => ({ k: 20 + (i % 7) * 10, n: 100 }));
    const [strong, weak] = [fitBeta(like), fitBeta(unlike)];
    expect(strong.a / (strong.a + strong.b)).toBeCloseTo(0.7, 2);
    expect(strong.a + strong.b).toBeGreaterThan(100);
    expect(weak.a + weak.b).toBeLessThan(15);
  });

  test("groups with too few programs fall back to the award level, then to all", () => {
    const programs = Array.from({ length: 24 }, (_, i) => aProgram({
      id: `p:${String(i)}`, cip: i < 12 ? "48.0508" : `51.${String(3900 + i)}`, providerId: `school-${String(i)}`,
      awardLevel: i < 20 ? "12-weeks-to-1-year" : "associate", outcomes: outcomes(i < 12 ? 30 : 10, 40),
    }));
    const { priors } = viewOf({ programs });
    const mean = (award: number, family: number) => {
      const prior = priors.prior("completion", award, family);
      return prior === null ? null : Math.round((prior.a / (prior.a + prior.b)) * 100);
    };
    expect(mean(1, 48)).toBe(75);
    expect(mean(1, 51)).toBe(mean(1, 99));
    expect(mean(4, 51)).toBe(mean(7, 1));
    expect(priors.prior("placement", 1, 48)).toBeNull();
  });

  test("a record that a publisher gives to many programs counts once", () => {
    const shared = Array.from({ length: 30 }, (_, i) => aProgram({ id: `p:${String(i)}`, outcomes: outcomes(30, 40) }));
    expect(estimatePriors(shared)).toEqual([]);
  });
});
