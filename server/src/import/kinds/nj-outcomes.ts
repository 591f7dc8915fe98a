import { Cells } from "../cells.ts";
import { publishedOn } from "../publications.ts";

export interface NjOutcomes {
  /** People with a wage record in the second quarter after completion, of all who completed. */
  readonly placement: { readonly k: number; readonly n: number } | null;
  /** Cents a year: four times the mean wage of the second quarter. */
  readonly salary: number | null;
  /** People who completed. */
  readonly completers: number | null;
}

const none: NjOutcomes = { placement: null, salary: null, completers: null };

/**
 * New Jersey's second-quarter figures. k is the count of people with a wage record (`NumUsedWageCalc2`), n of those who
 * completed (`NumCompleted2`); the published share `PerEmployed2` must agree, or the row is rejected.
 */
export function njOutcomes(cells: Cells, file: string, row: number, raw: unknown): NjOutcomes {
  if (raw === null || raw === undefined) return none;
  if (typeof raw !== "object") return cells.reject("outcomes", "not an object") ?? none;
  const inner = new Cells(file, row, raw as Record<string, unknown>);
  const n = inner.whole("NumCompleted2", { min: 0, max: 100_000 });
  const k = inner.whole("NumUsedWageCalc2", { min: 0, max: 100_000 });
  const share = inner.number("PerEmployed2", { min: 0, max: 1, reason: "not a share from 0 to 1" });
  const quarter = inner.cents("AvgQuarterlyWage2", { max: 250_000, reason: "above $250,000 a quarter" });
  if (share !== null && k !== null && n !== null && (k > n || Math.abs(share * n - k) > 0.5)) {
    inner.reject("PerEmployed2", "share and people do not agree", `${share} of ${n}, ${k} people`);
  }
  cells.problems.push(...inner.problems);
  return {
    placement: share === null || k === null || n === null || n === 0 ? null : { k, n },
    salary: quarter === null || quarter === 0 ? null : quarter * 4,
    completers: n,
  };
}

/** Evidence of the outcome facts. All programs of a provider in the same field share one record. */
export function njEvidence(outcomes: NjOutcomes, sharedBy: number): object {
  const basis = sharedBy > 1 ? { basis: "related-programs", sharedBy } : { basis: "program" };
  const evidence = { source: "nj-etpl-outcomes", asOf: publishedOn("nj-etpl-outcomes"), ...basis };
  return {
    ...(outcomes.placement === null ? {} : { placement: evidence }),
    ...(outcomes.salary === null ? {} : { earnings: evidence }),
  };
}
