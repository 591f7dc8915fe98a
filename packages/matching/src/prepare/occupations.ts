import type { CatalogView, OccupationColumns } from "@pathwayks/catalog";
import { educationLevels, onetSkills } from "@pathwayks/contracts";
import { NONE } from "@pathwayks/catalog";
import { openingsHalf, searchWeeks } from "../assumptions.ts";
import { spread6 } from "../interests.ts";
import { oldestOf } from "./age.ts";
import { ageInside } from "./rules.ts";

export const skillCount = onetSkills.length;

/** What the ranking needs of each occupation, one element a row; made once for a catalog and a day. */
export interface OccupationTable {
  readonly count: number;
  /** `29-2061`. */
  readonly soc: readonly string[];
  /** SOC minor (`29-2`) and major (`29`) group as numbers. */
  readonly minor: Int32Array;
  readonly major: Int32Array;
  /** Six a row, hundredths of OI, and 36 × their variance (0: none). */
  readonly interests: Int32Array;
  readonly interestSpread: Float64Array;
  /** Skills that count (IM >= 2.5, not suppressed): row `o` holds `skillStart[o]` up to `skillStart[o + 1]`. */
  readonly skillStart: Uint32Array;
  readonly skillId: Uint8Array;
  readonly skillLevel: Float64Array;
  /** (IM - 1) / 4 / Σ of the row / 7: what one level short costs. */
  readonly skillCost: Float64Array;
  /** 35 a row: importance × level, of unit length; zeros where there are no ratings. */
  readonly skillVector: Float64Array;
  /**
   * Percentile among the catalog's occupations, 0 to 1; NaN. Of openings and growth as much as the occupation is big; of the median
   * wage, and where among the medians the lower quarter's wage lies: what who starts without training may count on.
   */
  readonly openings: Float64Array;
  readonly growth: Float64Array;
  readonly wage: Float64Array;
  readonly entryWage: Float64Array;
  readonly searchMin: Uint8Array;
  readonly searchMax: Uint8Array;
  /** Weeks of search, the middle of that range. */
  readonly search: Float64Array;
  /** Age of the oldest fact ÷ its limit. */
  readonly age: Float64Array;
  /** 1 = paid training on the job is usual. */
  readonly learnsOnTheJob: Uint8Array;
  /** 1 = a law asks for a licence. */
  readonly licence: Uint8Array;
  /** 1 = entered by the school of its very field alone: health practitioners and technicians with a certificate or degree at entry. */
  readonly ownSchool: Uint8Array;
  /** Years that a law asks even of who works inside the state; at most `view.occupations.minAge`. */
  readonly ageInside: Uint8Array;
}

export function prepareOccupations(view: CatalogView, day: number): OccupationTable {
  const o = view.occupations;
  return {
    count: o.count, soc: Array.from(o.soc, socText), age: oldestOf(view, [o.evidence.listing, o.evidence.wages], o.count, day),
    ...view.derived("ranking.occupations", shape, () => ({ ...groups(o), ...interestColumns(o), ...skillColumns(o), ...marketColumns(o), ...lawColumns(o) })),
  };
}

const shape = {
  minor: "i32", major: "i32", interests: "i32", interestSpread: "f64", skillStart: "u32", skillId: "u8", skillLevel: "f64", skillCost: "f64", skillVector: "f64",
  openings: "f64", growth: "f64", wage: "f64", entryWage: "f64", searchMin: "u8", searchMax: "u8", search: "f64", learnsOnTheJob: "u8", licence: "u8", ownSchool: "u8", ageInside: "u8",
} as const;

const groups = (o: OccupationColumns) => ({ minor: o.soc.map((s) => Math.floor(s / 1000)), major: o.soc.map((s) => Math.floor(s / 10_000)) });

function marketColumns(o: OccupationColumns) {
  const rate = Float64Array.from({ length: o.count }, (_, i) => o.annualOpenings[i]! / (o.employment[i]! > 0 ? o.employment[i]! : NaN));
  const often = percentiles(rate);
  const median = Float64Array.from(o.wageMedian, orNaN);
  // Where the number is not known, silence takes nothing away.
  const size = Float64Array.from(o.annualOpenings, (n) => (n === n ? n / (n + openingsHalf) : 1));
  return {
    openings: often.map((p, i) => p * size[i]!),
    growth: percentiles(Float64Array.from(o.growthRate)).map((p, i) => p * size[i]!),
    wage: percentiles(median),
    entryWage: percentiles(median, median.map((own, i) => (o.wage25[i]! < 0 ? own : o.wage25[i]!))),
    searchMin: Uint8Array.from(often, (p) => search(p).min),
    searchMax: Uint8Array.from(often, (p) => search(p).max),
    search: often.map((p) => (search(p).min + search(p).max) / 2),
  };
}

const lawColumns = (o: OccupationColumns) => ({
  learnsOnTheJob: Uint8Array.from({ length: o.count }, (_, i) => (/term|apprentice|intern/i.test(o.onTheJobTraining.get(i)) ? 1 : 0)),
  licence: Uint8Array.from({ length: o.count }, (_, i) => (o.rules.get(i).includes('"licence"') ? 1 : 0)),
  ownSchool: Uint8Array.from({ length: o.count }, (_, i) => (Math.floor(o.soc[i]! / 10_000) === 29 && needsSchool(o.entryEducation[i]!) ? 1 : 0)),
  ageInside: Uint8Array.from({ length: o.count }, (_, i) => (o.minAge[i] === 0 ? 0 : ageInside(o.rules.get(i)))),
});

const certificate = educationLevels.indexOf("certificate");
const needsSchool = (education: number): boolean => education !== NONE && education >= certificate;
const orNaN = (cents: number): number => (cents < 0 ? NaN : cents);

export function socText(soc: number): string {
  const digits = String(soc).padStart(6, "0");
  return `${digits.slice(0, 2)}-${digits.slice(2)}`;
}

const search = (percentile: number) =>
  percentile !== percentile ? searchWeeks.unknown : percentile > 2 / 3 ? searchWeeks.often : percentile >= 1 / 3 ? searchWeeks.middle : searchWeeks.seldom;

function interestColumns(o: OccupationColumns) {
  // O*NET publishes two decimals; stored as 32-bit floats they no longer add up exactly, as whole hundredths they do.
  const interests = Int32Array.from(o.interests, (v) => (v === v ? Math.round(v * 100) : 0));
  const interestSpread = Float64Array.from({ length: o.count }, (_, i) => spread6(interests, i * 6));
  return { interests, interestSpread };
}

const hundredths = (v: number): number => Math.round(v * 100) / 100;

function skillColumns(o: OccupationColumns) {
  const skillStart = new Uint32Array(o.count + 1);
  const id: number[] = [];
  const level: number[] = [];
  const cost: number[] = [];
  const skillVector = new Float64Array(o.count * skillCount);
  const { importance: importances, level: levels } = o;
  for (let row = 0; row < o.count; row++) {
    const from = id.length;
    let total = 0;
    let square = 0;
    for (let s = 0; s < skillCount; s++) {
      const importance = hundredths(importances[row * skillCount + s]!);
      const needed = hundredths(levels[row * skillCount + s]!);
      if (importance !== importance || needed !== needed) continue;
      const value = importance * needed;
      skillVector[row * skillCount + s] = value;
      square += value * value;
      if (importance < 2.5) continue;
      id.push(s);
      level.push(needed);
      cost.push((importance - 1) / 4);
      total += (importance - 1) / 4;
    }
    for (let i = from; i < id.length; i++) cost[i] = cost[i]! / total / 7;
    const length = Math.sqrt(square);
    if (length > 0) for (let s = 0; s < skillCount; s++) skillVector[row * skillCount + s]! /= length;
    skillStart[row + 1] = id.length;
  }
  return { skillStart, skillId: Uint8Array.from(id), skillLevel: Float64Array.from(level), skillCost: Float64Array.from(cost), skillVector };
}

/** Mid-rank of each of `of` among the known `values`, as a share 0 to 1; NaN stays NaN. Equal values get equal shares. */
export function percentiles(values: Float64Array, of = values): Float64Array {
  const sorted = values.filter((v) => v === v).sort();
  const lower = (v: number, orEqual: boolean): number => {
    let from = 0;
    let to = sorted.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (sorted[middle]! < v || (orEqual && sorted[middle]! === v)) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  return of.map((v) => (v === v ? (lower(v, false) + lower(v, true)) / 2 / sorted.length : NaN));
}

/** Least education that the occupation usually asks at entry: BLS's where known, else by job zone; -1 = not known. */
export function entryEducation(o: OccupationColumns, row: number): number {
  const known = o.entryEducation[row]!;
  return known === NONE ? ([-1, 0, 1, 3, 5, 6][o.jobZone[row]!] ?? -1) : known;
}
