import type { Trial } from "./draft.ts";
import { person } from "../../state/person.ts";

/** Makes what was tried out the person's own limits and weights, in one change each. */
export function keepTrial({ profile, putBack }: Trial): void {
  person.setLimits(profile);
  person.setWeights(profile.weights);
  putBack();
}
