import type { Riasec } from "@pathwayks/contracts";

// Activities are our own sentences, in `words/*/assessment.json`, five to a type. The questions ask two of each.

/** Activities of a type in the whole of the longer form. */
export const ACTIVITIES_PER_TYPE = 5;
/** Activities of a type that everybody is asked. */
export const ASKED_PER_TYPE = 2;

export const activities = (type: Riasec, count: number): string[] => Array.from({ length: count }, (_, index) => `${type}-${index + 1}`);
