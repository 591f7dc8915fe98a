// Functions that the language leaves to the engine (`Math.log`, `Math.exp`, `Math.asin` may differ in the last bit between
// engines and processors), made from + - * / and sqrt, which IEEE 754 fixes to the bit.

const LN2 = 0.6931471805599453;

/** Natural logarithm of a positive finite number: halve or double into [2/3, 4/3], then the series of 2·artanh. */
export function ln(x: number): number {
  let m = x;
  let twos = 0;
  for (; m > 4 / 3; twos++) m /= 2;
  for (; m < 2 / 3; twos--) m *= 2;
  const z = (m - 1) / (m + 1);
  const z2 = z * z;
  let power = z;
  let sum = 0;
  for (let k = 1; k <= 23; k += 2, power *= z2) sum += power / k;
  return 2 * sum + twos * LN2;
}

/** e to the x, for |x| up to about 700: take out whole powers of two, then Taylor. */
export function exp(x: number): number {
  const twos = Math.round(x / LN2);
  const rest = x - twos * LN2;
  let term = 1;
  let sum = 1;
  for (let k = 1; k <= 18; k++) {
    term = (term * rest) / k;
    sum += term;
  }
  for (let k = 0; k < twos; k++) sum *= 2;
  for (let k = 0; k > twos; k--) sum /= 2;
  return sum;
}

/** Arc sine for 0 <= s <= 1, by its series; beyond 1/2 by the half angle. Short ways, the usual case, need few terms. */
export function arcsine(s: number): number {
  if (s > 0.5) return 1.5707963267948966 - 2 * arcsine(Math.sqrt((1 - Math.min(s, 1)) / 2));
  const q = s * s;
  if (q < 0.01) return s * (1 + q * (1 / 6 + q * (3 / 40 + q * (15 / 336 + q * (105 / 3456 + q * (945 / 42_240 + q * (10_395 / 599_040)))))));
  let coefficient = s;
  let sum = s;
  for (let k = 1; k <= 30 && coefficient > 1e-18; k++) {
    coefficient *= (q * (2 * k - 1)) / (2 * k);
    sum += coefficient / (2 * k + 1);
  }
  return sum;
}

/** Nine digits after the point. Terms are rounded so, that two ways of adding up a sum give the same score. */
export const nine = (value: number): number => Math.round(value * 1e9) / 1e9;
