import type { SeekerProfile } from "@pathwayks/contracts";
import { defaultWeights } from "@pathwayks/matching";

type Weights = NonNullable<SeekerProfile["weights"]>;

/** Terms whose weight the person may move; how much old facts take away is not theirs to switch off. */
export const movableTerms = [
  "interest",
  "skill",
  "preparation",
  "market",
  "outcome",
  "practical",
] as const satisfies readonly (keyof Weights)[];
export type MovableTerm = (typeof movableTerms)[number];

/** The weights in force: the person's, else the defaults. Shares, 0 to 1. */
export function weightsFrom({ weights }: SeekerProfile): Weights {
  if (weights !== null) return weights;
  const { interest, skill, preparation, market, outcome, practical } = defaultWeights;
  return { interest, skill, preparation, market, outcome, practical };
}

/** One weight moved. All at nothing would rank by nothing: the defaults come back. */
export function withWeight(profile: SeekerProfile, term: MovableTerm, value: number): SeekerProfile {
  const weights = { ...weightsFrom(profile), [term]: term === "outcome" ? Math.min(0.15, value) : value };
  const none = movableTerms.every((one) => weights[one] === 0);
  const same = movableTerms.every((one) => Math.abs(weights[one] - defaultWeights[one]) < 1e-9);
  return { ...profile, weights: none || same ? null : weights };
}
