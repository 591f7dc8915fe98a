import type { CatalogView, EvidenceColumns } from "@pathwayks/catalog";
import { nine } from "../arithmetic.ts";

/** By fact of a group: its age ÷ the days after which its source says "confirm first"; 0 where it has no source. */
export function ageRatios(view: CatalogView, group: EvidenceColumns, day: number): Float64Array {
  return Float64Array.from(group.asOf, (asOf, fact) => {
    const source = view.sources[group.source[fact]!];
    return source === undefined ? 0 : Math.max(0, day - asOf) / source.limitDays;
  });
}

/** Largest age ÷ limit among groups of facts, by row; 0 where none is dated. */
export function oldestOf(view: CatalogView, groups: readonly EvidenceColumns[], rows: number, day: number): Float64Array {
  const oldest = new Float64Array(rows);
  for (const group of groups) {
    const ratios = ageRatios(view, group, day);
    const { fact } = group;
    for (let row = 0; row < rows; row++) {
      const ratio = ratios[fact[row]!]!;
      if (ratio > oldest[row]!) oldest[row] = ratio;
    }
  }
  return oldest;
}

/** Age in days, or -1 where the group has no source. */
export function ageDays(view: CatalogView, group: EvidenceColumns, row: number, day: number): number {
  const fact = group.fact[row]!;
  return view.sources[group.source[fact]!] === undefined ? -1 : Math.max(0, day - group.asOf[fact]!);
}

/** Staleness in [0,1]: nothing when fresh, one half at the limit, all of it at twice the limit. */
export const stalenessOf = (ratio: number): number => nine(Math.min(1, ratio / 2));
