import fc from "fast-check";
import { expect, it } from "vitest";
import { arcsine, exp, ln, nine } from "./arithmetic.ts";
import { betaBelow, betaQuantile } from "./beta.ts";

function near(a: number, b: number, within: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(within * Math.max(1, Math.abs(b)));
}

it("agrees with the library's functions to thirteen digits", () => {
  fc.assert(fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (x) => near(ln(x), Math.log(x), 1e-13)));
  fc.assert(fc.property(fc.double({ min: -300, max: 300, noNaN: true }), (x) => near(exp(x) / Math.exp(x), 1, 1e-12)));
  fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (x) => near(arcsine(x), Math.asin(x), 1e-13)));
});

it("has no seam where the arc sine changes its series", () => {
  for (const s of [0.1, 0.5]) near(arcsine(s - 1e-9), arcsine(s + 1e-9), 1e-8);
});

it("finds quantiles that are known in closed form", () => {
  for (const p of [0.05, 0.3, 0.5, 0.95]) {
    near(betaQuantile(p, 1, 1), p, 1e-8);
    near(betaQuantile(p, 5, 1), p ** 0.2, 1e-8);
    near(betaQuantile(p, 0.5, 0.5), Math.sin((Math.PI * p) / 2) ** 2, 1e-8);
  }
  near(betaBelow(0.5, 2, 3), 0.6875, 1e-12);
});

it("is symmetric, rises, and covers large counts", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 3000, noNaN: true }), fc.double({ min: 0.5, max: 3000, noNaN: true }), (a, b) => {
      near(betaQuantile(0.05, a, b), 1 - betaQuantile(0.95, b, a), 1e-7);
      expect(betaQuantile(0.05, a, b)).toBeLessThanOrEqual(betaQuantile(0.95, a, b));
      near(betaBelow(betaQuantile(0.95, a, b), a, b), 0.95, 1e-4);
    }),
    { numRuns: 60 },
  );
});

it("rounds to nine digits and keeps what is not known", () => {
  expect(nine(1 / 3)).toBe(0.333333333);
  expect(nine(NaN)).toBeNaN();
});
