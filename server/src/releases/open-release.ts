import type { CatalogSearch, CatalogView } from "@pathwayks/catalog";
import { createSearch } from "@pathwayks/catalog";
import type { IsoDate } from "@pathwayks/contracts";
import { createRanker } from "@pathwayks/matching";
import type { Ranker } from "@pathwayks/matching";

/** A published release, verified and open for reading. Immutable. */
export interface OpenRelease {
  readonly version: number;
  readonly manifestHash: string;
  readonly view: CatalogView;
  readonly search: CatalogSearch;
  /** The ranker for a date; the last few are kept. */
  rankerAt(today: IsoDate): Ranker;
}

export interface CatalogHolder {
  /** `null` until a first release could be opened. */
  current(): OpenRelease | null;
}

const KEPT_RANKERS = 4;

export function openRelease(view: CatalogView, manifestHash: string): OpenRelease {
  const rankers = new Map<IsoDate, Ranker>();
  let search: CatalogSearch | undefined;
  return {
    version: view.version,
    manifestHash,
    view,
    // Made when it is first asked for: a start need not wait for it.
    get search() {
      return (search ??= createSearch(view));
    },
    rankerAt(today) {
      const ranker = rankers.get(today) ?? createRanker(view, today);
      rankers.delete(today);
      rankers.set(today, ranker);
      const oldest = rankers.keys().next();
      if (rankers.size > KEPT_RANKERS && !oldest.done) rankers.delete(oldest.value);
      return ranker;
    },
  };
}
