import type { CatalogView } from "@pathwayks/catalog";
import type { IsoDate, SeekerProfile } from "@pathwayks/contracts";
import { createRanker } from "../ranker.ts";

/** Milliseconds: making the ranker, the first ranking, and each ranking after `warmup` of them. */
export interface RankerTimes {
  readonly create: number;
  readonly first: number;
  readonly each: readonly number[];
  readonly pathways: number;
}

/** Ranks every profile once, cold, then again, timed. `now` is the host's clock in milliseconds. */
export function benchmarkRanker(view: CatalogView, profiles: readonly SeekerProfile[], now: () => number, today = "2026-11-23" as IsoDate): RankerTimes {
  const time = (work: () => void): number => {
    const from = now();
    work();
    return now() - from;
  };
  let ranker = createRanker(view, today);
  const create = time(() => (ranker = createRanker(view, today)));
  const first = time(() => ranker.rank(profiles[0]!));
  for (const profile of profiles) ranker.rank(profile);
  return { create, first, each: profiles.map((profile) => time(() => ranker.rank(profile))), pathways: view.pathways.count };
}
