import { exp, ln } from "./arithmetic.ts";

// Quantiles of the beta distribution, for the interval of a rate. Own arithmetic, so that every device shows the same.

/** ln Γ(x) for x > 0: shifted above 12, then Stirling's series. */
function lnGamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < 12; y++) shift += ln(y);
  const r = 1 / y;
  const r2 = r * r;
  const tail = r * (1 / 12 - r2 * (1 / 360 - r2 * (1 / 1260 - r2 * (1 / 1680 - r2 / 1188))));
  return (y - 0.5) * ln(y) - y + 0.9189385332046727 + tail - shift;
}

/** Continued fraction of the incomplete beta function (Lentz), good for x < (a + 1) / (a + b + 2). */
function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / Math.max(1 - ((a + b) * x) / (a + 1), tiny);
  let h = d;
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-13) break;
  }
  return h;
}

const nonZero = (v: number): number => (Math.abs(v) < 1e-300 ? 1e-300 : v);

/** Share of a Beta(a, b) below x: the regularised incomplete beta function. 0 <= x <= 1, a and b positive. */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * ln(x) + b * ln(1 - x));
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

/** The point below which a share `p` of a Beta(a, b) lies, by bisection to 1e-9. */
export function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2;
    if (betaBelow(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
