import { awardColumns, directColumn } from "./prepare/prepare.ts";
import type { Term } from "@pathwayks/contracts";
import { cellOf, occupationOf, practicalOf, preparationOf, programOf, staleOf, workHours } from "./board.ts";
import type { Board } from "./board.ts";
import { localDemandHalf, localJobsPrior, marketShares, practicalShares } from "./assumptions.ts";
import { weeksEase } from "./prepare/programs.ts";
import { entryWage } from "./terms.ts";

// The score taken apart further than its terms, so that a reason can say "the way" and not only "practical". Each part is a
// value in [0,1] with a share of its term's weight; NaN = not known.

export const partNames = [
  "interest", "skill", "preparation", "openings", "near", "growth", "wage", "outcome", "way", "money", "hours", "weeks", "staleness",
] as const;
export type PartName = (typeof partNames)[number];
const at = Object.fromEntries(partNames.map((name, i) => [name, i])) as Record<PartName, number>;

/** How much the jobs near count within the openings; the rest is the nation's rate. */
export const localShare = (board: Board): number => board.openings.nearInAll / (board.openings.nearInAll + localJobsPrior) / 2;

/** Values of a candidate's parts, written into `into` in the order of `partNames`. */
function partsOf(board: Board, c: number, into: Float64Array): Float64Array {
  const { prepared } = board;
  const o = occupationOf(prepared, c);
  const p = programOf(prepared, c);
  occupationParts(board, o, cellOf(prepared, c), into);
  into[at.preparation] = preparationOf(board, c);
  into[at.outcome] = p < 0 ? NaN : prepared.programs.outcome[p]!;
  into[at.way] = p < 0 ? board.directTravel[o]! : board.programTravel[p]!;
  into[at.money] = p < 0 ? 1 : prepared.programs.costEase[p]!;
  into[at.hours] = p < 0 ? workHours : prepared.programs.hoursEase[p]!;
  into[at.weeks] = p < 0 ? weeksEase(prepared.programs, prepared.occupations, -1, o) : prepared.weeks[c]!;
  into[at.staleness] = staleOf(board, c);
  return into;
}

/** The parts before `outcome`: those of an occupation and an award (preparation before the strength of the link). */
function occupationParts(board: Board, o: number, cell: number, into: Float64Array): void {
  const t = board.prepared.occupations;
  into[at.interest] = board.interest[o]!;
  into[at.skill] = board.skill[cell]!;
  into[at.preparation] = board.preparation[cell]!;
  into[at.openings] = t.openings[o]!;
  into[at.near] = board.openings.nearInAll === 0 ? NaN : board.openings.near[o]! / (board.openings.near[o]! + localDemandHalf);
  into[at.growth] = t.growth[o]!;
  into[at.wage] = cell % awardColumns === directColumn ? entryWage(t, board.person, o) : t.wage[o]!;
}

/**
 * Mean of each part over all candidates that have it: "the average candidate". Limits play no role. Summed by cell, by program
 * and from what is the same for everybody, so that 20,000 pathways cost what their occupations and programs cost.
 */
export function averageParts(board: Board): Float64Array {
  const { prepared, openings } = board;
  const sums = Float64Array.from(partNames, (name) => prepared.sums[name]?.sum ?? 0);
  const known = Float64Array.from(partNames, (name) => prepared.sums[name]?.count ?? 0);
  const parts = new Float64Array(partNames.length);
  const add = (from: number, to: number, times: number): void => {
    for (let i = from; i < to; i++) {
      if (parts[i] !== parts[i]) continue;
      sums[i]! += parts[i]! * times;
      known[i]! += times;
    }
  };
  for (let o = 0; o < prepared.occupations.count; o++)
    for (let column = 0; column < directColumn; column++) {
      const times = prepared.cellCount[o * awardColumns + column]!;
      if (times === 0 || board.person.does[o] === 1) continue;
      occupationParts(board, o, o * awardColumns + column, parts);
      add(0, at.outcome, times);
    }
  for (let p = 0; p < prepared.programs.count; p++) {
    const times = prepared.view.programs.pathwayStart[p + 1]! - prepared.view.programs.pathwayStart[p]!;
    sums[at.way]! += times * board.programTravel[p]!;
    known[at.way]! += times;
  }
  for (let o = 0; o < prepared.occupations.count; o++) {
    if (openings.direct[o]! < 0) continue;
    partsOf(board, prepared.view.pathways.count + o, parts);
    add(0, partNames.length, 1);
  }
  return sums.map((sum, i) => (i === at.preparation ? board.neutral.preparation : sum / known[i]!));
}

/** Points of the match score that each part adds against the average candidate; 0 where it is not known. */
export function deltasOf(board: Board, c: number, averages: Float64Array): Record<PartName, number> {
  const parts = partsOf(board, c, new Float64Array(partNames.length));
  const shares = sharesOf(board, parts);
  const delta = (name: PartName) => {
    const gain = parts[at[name]]! - averages[at[name]]!;
    return gain === gain ? 100 * shares[name] * gain : 0;
  };
  return Object.fromEntries(partNames.map((name) => [name, delta(name)])) as Record<PartName, number>;
}

/** Share of the score that each part of a candidate carries. */
function sharesOf(board: Board, parts: Float64Array): Record<PartName, number> {
  const { shares, person } = board;
  const has = (name: PartName) => (parts[at[name]] === parts[at[name]] ? 1 : 0);
  const known = Math.max(has("openings"), has("near")) * marketShares.openings + has("growth") * marketShares.growth + has("wage") * marketShares.wage;
  const market = known > 0 ? shares.market / known : 0;
  const local = has("openings") === 0 ? 1 : has("near") === 0 ? 0 : localShare(board);
  const practical = (part: keyof typeof practicalShares): number => shares.practical * practicalShares[part];
  return {
    interest: shares.interest, skill: shares.skill, preparation: shares.preparation,
    openings: market * marketShares.openings * (1 - local), near: market * marketShares.openings * local,
    growth: market * marketShares.growth, wage: market * marketShares.wage,
    outcome: shares.outcome, way: practical("way"), money: practical("money"), hours: practical("hours"), weeks: practical("weeks"), staleness: -person.weights.staleness,
  };
}

/** Terms of a candidate with the weights they carry here. One that is not known counts as the average candidate's: no weight of its own. */
export function termValues(board: Board, c: number): { term: Term; value: number | null; weight: number }[] {
  const { prepared, shares } = board;
  const o = occupationOf(prepared, c);
  const p = programOf(prepared, c);
  const cell = cellOf(prepared, c);
  const one = (term: keyof typeof shares, value: number) => ({ term, value: value === value ? value : null, weight: value === value ? shares[term] : 0 });
  return [
    one("interest", board.interest[o]!), one("skill", board.skill[cell]!), one("preparation", preparationOf(board, c)),
    one("market", (p < 0 ? board.market.atEntry : board.market.value)[o]!), one("outcome", p < 0 ? NaN : prepared.programs.outcome[p]!), one("practical", practicalOf(board, c)),
    { term: "staleness", value: staleOf(board, c), weight: board.person.weights.staleness },
  ];
}

/** Cell of a direct pathway, and of "now". */
export const cellNow = (o: number): number => o * awardColumns + directColumn;
