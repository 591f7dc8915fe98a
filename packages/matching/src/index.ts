/** Profile + catalog in, ranked and explained pathways out. Pure: no clock, no network, no randomness. See DESIGN.md. */
export { createRanker } from "./ranker.ts";
export type { LimitCheck, LimitEffect, Ranker } from "./ranker.ts";
export { scoreInterests } from "./interests.ts";
export type { InterestAnswer } from "./interests.ts";
export { inferSkills } from "./skills.ts";
export type { InferredSkill } from "./skills.ts";
export { applyChanges } from "./changes.ts";
export { defaultWeights } from "./weights.ts";
export type { Weights } from "./weights.ts";
export * as assumptions from "./assumptions.ts";
