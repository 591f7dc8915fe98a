/** The words that all parts share. Imports nothing of ours. */
export * from "./vocabulary.ts";
export * from "./units.ts";
export * from "./ids.ts";
export * from "./facts.ts";
export * from "./program.ts";
export * from "./job.ts";
export * from "./partner.ts";
export * from "./occupation.ts";
export * from "./place.ts";
export * from "./profile.ts";
export * from "./pathway.ts";
export * from "./problem.ts";
export * from "./release.ts";
export * from "./result.ts";
export * from "./wire.ts";
