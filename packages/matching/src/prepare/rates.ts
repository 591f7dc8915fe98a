import type { CatalogView } from "@pathwayks/catalog";
import { institutionSay, smallestGroup } from "../assumptions.ts";

/** A rate as a beta distribution: posterior of `k` of `n` under the prior of its kind and field. */
export interface Posterior {
  readonly a: number;
  readonly b: number;
  readonly n: number;
  readonly basis: "program" | "institution";
}

export const meanOf = (p: Pick<Posterior, "a" | "b">): number => p.a / (p.a + p.b);

/**
 * The program's own rate, shrunk (matching.md, 5). Where nobody publishes enough for a prior, small groups say nothing and
 * larger ones meet the uniform prior. `null` = not published.
 */
export function programRate(view: CatalogView, rate: "completion" | "placement", row: number): Posterior | null {
  const p = view.programs;
  const n = rate === "completion" ? p.completionN[row]! : p.placementN[row]!;
  const k = rate === "completion" ? p.completionK[row]! : p.placementK[row]!;
  if (n <= 0) return null;
  const prior = priorOf(view, rate, row);
  if (prior === null && n < smallestGroup) return null;
  return { a: k + (prior?.a ?? 1), b: n - k + (prior?.b ?? 1), n, basis: "program" };
}

export function priorOf(view: CatalogView, rate: "completion" | "placement", row: number) {
  const cip = view.programs.cip[row]!;
  return view.priors.prior(rate, view.programs.awardLevel[row]!, cip < 0 ? -1 : Math.floor(cip / 10_000));
}

/** The institution's completion with the people it rests on; `null` = not published, or only as a bare share. */
export function institutionRate(view: CatalogView, row: number): Posterior | null {
  const partner = view.programs.provider[row]!;
  const n = partner < 0 ? -1 : view.partners.completionN[partner]!;
  if (n <= 0) return null;
  const k = view.partners.completionK[partner]!;
  return { a: k + 1, b: n - k + 1, n, basis: "institution" };
}

/**
 * Value of the outcome term by row of programs: completion × placement. A completion may be the institution's, drawn towards
 * that of the usual one (see {@link usualCompletion}). A missing placement takes the mean of its prior; where nobody publishes
 * placements (no prior) all programs stand on completion alone. NaN = not known.
 */
export function outcomeReader(view: CatalogView): (row: number) => number {
  const { completionN, placementN, provider, awardLevel, cip } = view.programs;
  const usual = usualCompletion(view);
  const means = { completion: new Map<number, number>(), placement: new Map<number, number>() };
  /** Mean of the prior of a program's kind and field, NaN where there is none. */
  const expected = (rate: "completion" | "placement", row: number): number => {
    const kind = (Math.floor(cip[row]! / 10_000) + 1) * 256 + awardLevel[row]!;
    const known = means[rate].get(kind);
    if (known !== undefined) return known;
    const prior = priorOf(view, rate, row);
    const mean = prior === null ? NaN : meanOf(prior);
    means[rate].set(kind, mean);
    return mean;
  };
  const completionOf = (row: number): number => {
    const own = completionN[row]! > 0 ? programRate(view, "completion", row) : null;
    return own !== null ? meanOf(own) : usual + institutionSay * (institutionCompletion(view, provider[row]!) - usual);
  };
  return (row) => {
    const completion = completionOf(row);
    const placement = placementN[row]! > 0 ? programRate(view, "placement", row) : null;
    if (placement !== null) return (completion === completion ? completion : expected("completion", row)) * meanOf(placement);
    const before = expected("placement", row);
    return before === before ? completion * before : completion;
  };
}

/** Completion of an institution; NaN where it publishes none. */
function institutionCompletion({ partners }: CatalogView, partner: number): number {
  if (partner < 0) return NaN;
  const n = partners.completionN[partner]!;
  return n > 0 ? (partners.completionK[partner]! + 1) / (n + 2) : partners.completionShare[partner]!;
}

/** Mean over the institutions that publish a completion, each counted once; NaN where none does. */
function usualCompletion(view: CatalogView): number {
  let sum = 0;
  let known = 0;
  for (let partner = 0; partner < view.partners.count; partner++) {
    const own = institutionCompletion(view, partner);
    if (own !== own) continue;
    sum += own;
    known++;
  }
  return sum / known;
}
