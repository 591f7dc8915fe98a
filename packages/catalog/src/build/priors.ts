import type { Program, Rate } from "@pathwayks/contracts";
import { awardLevels } from "@pathwayks/contracts";
import type { StoredRow } from "../format/columns.ts";
import { NONE, UNKNOWN } from "../view.ts";
import { byKey } from "./hash.ts";

// Empirical Bayes: how completion and placement rates spread over programs of a kind, as a Beta(a, b), by the largest
// marginal likelihood of the beta-binomial. Few parameters and small tables, so a plain search does.

/** Programs that must publish a rate before a group has a prior of its own. */
const ENOUGH_PROGRAMS = 10;
/** People behind a prior, at most and at least: beyond, the likelihood is flat and the search would run away. */
const LEAST_STRENGTH = 1, MOST_STRENGTH = 400;

const rateOf = {
  completion: (p: Program) => p.outcomes.historicalCompletionRate,
  placement: (p: Program) => p.outcomes.historicalPlacementRate,
} as const;

/** Rows of the model chunk: by award level and CIP family, by award level, and over all; only groups with enough programs. */
export function estimatePriors(programs: readonly Program[]): StoredRow<"model">[] {
  return (["completion", "placement"] as const).flatMap((name, code) => {
    const groups = new Map<string, { award: number; family: number; rates: Map<string, Rate> }>();
    for (const program of programs) {
      const rate = rateOf[name](program);
      if (rate === null) continue;
      const award = awardLevels.indexOf(program.awardLevel);
      const family = program.cip === null ? UNKNOWN : Number(program.cip.slice(0, 2));
      // A publisher gives one record to all of a provider's programs of a field: it counts once.
      const record = `${program.providerId} ${program.cip ?? program.id} ${String(rate.k)}/${String(rate.n)}`;
      for (const [a, f] of [[award, family], [award, UNKNOWN], [NONE, UNKNOWN]] as const) {
        const key = `${String(a).padStart(3, "0")} ${String(f).padStart(3, "0")}`;
        const group = groups.get(key) ?? { award: a, family: f, rates: new Map<string, Rate>() };
        group.rates.set(record, rate);
        groups.set(key, group);
      }
    }
    return [...groups].sort(([a], [b]) => byKey(a, b)).map(([, group]) => group)
      .filter((group) => group.rates.size >= ENOUGH_PROGRAMS)
      .map(({ award, family, rates }) =>
        ({ rate: code, award, family, ...fitBeta(sortedRates([...rates.values()])), programs: rates.size }));
  });
}

/** Sums of logarithms depend on their order in the last bit; the order of rows may not. */
const sortedRates = (rates: Rate[]): Rate[] => rates.sort((x, y) => x.n - y.n || x.k - y.k);

/** The Beta(a, b) under which these rates are likeliest, four significant digits. */
export function fitBeta(rates: readonly Rate[]): { a: number; b: number } {
  const likelihood = (mean: number, strength: number) => {
    const a = mean * strength, b = strength - a;
    const base = logGamma(strength) - logGamma(a) - logGamma(b);
    return rates.reduce((sum, { k, n }) => sum + base + logGamma(k + a) + logGamma(n - k + b) - logGamma(n + strength), 0);
  };
  const meanAt = (strength: number) => highest((mean) => likelihood(mean, strength), 0.005, 0.995);
  const atLog = (log: number) => likelihood(meanAt(Math.exp(log)), Math.exp(log));
  const strength = Math.exp(highest(atLog, Math.log(LEAST_STRENGTH), Math.log(MOST_STRENGTH)));
  const mean = meanAt(strength);
  const round = (x: number) => Number(x.toPrecision(4));
  return { a: round(mean * strength), b: round((1 - mean) * strength) };
}

/** Where a function with one peak is highest, by golden section, to 1/10,000 of the interval. */
function highest(f: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = from, high = to;
  let left = high - ratio * (high - low), right = low + ratio * (high - low);
  let atLeft = f(left), atRight = f(right);
  while (high - low > (to - from) / 10_000) {
    if (atLeft >= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - ratio * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + ratio * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}

/** Logarithm of the gamma function for x > 0: Stirling's series above 8, the recurrence below. Absolute error < 1e-10. */
export function logGamma(x: number): number {
  let shift = 0, y = x;
  while (y < 8) shift -= Math.log(y++);
  const r = 1 / (y * y);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / y;
  return shift + (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series;
}
