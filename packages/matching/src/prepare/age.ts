import type { CatalogView, EvidenceColumns } from "@pathwayks/catalog";
import { nine } from "../arithmetic.ts";

/** Age of a group of facts ÷ the days after which its source says "confirm first"; 0 where it has no source. */
export function ageRatio(view: CatalogView, group: EvidenceColumns, row: number, day: number): number {
  const source = view.sources[group.source[row]!];
  return source === undefined ? 0 : Math.max(0, day - group.asOf[row]!) / source.limitDays;
}

/** Age in days, or -1 where the group has no source. */
export function ageDays(view: CatalogView, group: EvidenceColumns, row: number, day: number): number {
  return view.sources[group.source[row]!] === undefined ? -1 : Math.max(0, day - group.asOf[row]!);
}

/** Staleness in [0,1]: nothing when fresh, one half at the limit, all of it at twice the limit. */
export const stalenessOf = (ratio: number): number => nine(Math.min(1, ratio / 2));
