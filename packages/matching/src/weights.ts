import type { SeekerProfile, Term } from "@pathwayks/contracts";

/** How much each term moves a pathway. Six shares that add to 1 by default, and what old facts may take away. */
export interface Weights {
  /** Likeness of interests. Predicts about a tenth of later performance, so it may not dominate. Sane .15-.35. */
  readonly interest: number;
  /** Share of the needed skills, weighted by importance, that is held (after the training, where there is one). Sane .05-.2. */
  readonly skill: number;
  /** Whether education, years and the credential reach the job, and the program really leads there. Sane .1-.2. */
  readonly preparation: number;
  /** Openings, growth, and most of all the wage. Sane .15-.3. */
  readonly market: number;
  /** Completion × placement of the program, shrunk. At most .15; 0 switches it off. Sane 0-.15. */
  readonly outcome: number;
  /** What it costs the person in weeks, money, way and hours. Sane .15-.3. */
  readonly practical: number;
  /** Taken away from a pathway whose oldest fact is twice as old as its kind may be. Sane .05-.1; not the person's to move. */
  readonly staleness: number;
}

/** Starting weights; the ranking sets in `tests/fixtures/profiles` defend them. */
export const defaultWeights: Weights = {
  interest: 0.25, skill: 0.1, preparation: 0.15, market: 0.25, outcome: 0.05, practical: 0.2, staleness: 0.1,
};

/** The order in which terms are added up. It is part of the result: another order may differ in the last bit. */
export const additiveTerms = ["interest", "skill", "preparation", "market", "outcome", "practical"] as const satisfies readonly Term[];

/** The person's weights where they moved them, else the defaults. Staleness stays. */
export function weightsOf(profile: SeekerProfile): Weights {
  return profile.weights === null ? defaultWeights : { ...profile.weights, staleness: defaultWeights.staleness };
}
