import { awardColumns, directColumn } from "./prepare/prepare.ts";
import { candidateCount, cellOf, isCandidate, occupationOf, programOf, staleOf } from "./board.ts";
import type { Board } from "./board.ts";
import { localDemandHalf, localJobsPrior } from "./assumptions.ts";
import { costBasis } from "./prepare/programs.ts";
import { weeksEase } from "./terms.ts";

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
export function partsOf(board: Board, c: number, into: Float64Array): Float64Array {
  const { prepared } = board;
  const o = occupationOf(prepared, c);
  const p = programOf(prepared, c);
  const cell = cellOf(prepared, c);
  const t = prepared.occupations;
  into[at.interest] = board.interest[o]!;
  into[at.skill] = board.skill[cell]!;
  into[at.preparation] = board.preparation[cell]!;
  into[at.openings] = t.openings[o]!;
  into[at.near] = board.openings.nearInAll === 0 ? NaN : board.openings.near[o]! / (board.openings.near[o]! + localDemandHalf);
  into[at.growth] = t.growth[o]!;
  into[at.wage] = t.wage[o]!;
  into[at.outcome] = p < 0 ? NaN : prepared.programs.outcome[p]!;
  into[at.way] = p < 0 ? board.directTravel[o]! : board.programTravel[p]!;
  into[at.money] = p < 0 ? 1 : prepared.programs.costEase[p]!;
  into[at.hours] = p < 0 ? 1 : prepared.programs.hoursEase[p]!;
  into[at.weeks] = weeksEase(prepared, p, o);
  into[at.staleness] = staleOf(prepared, c);
  return into;
}

/** Mean of each part over all candidates that have it: "the average candidate". Limits play no role. */
export function averageParts(board: Board): Float64Array {
  const sums = new Float64Array(partNames.length);
  const known = new Float64Array(partNames.length);
  const parts = new Float64Array(partNames.length);
  for (let c = 0; c < candidateCount(board.prepared); c++) {
    if (!isCandidate(board, c)) continue;
    partsOf(board, c, parts);
    for (let i = 0; i < parts.length; i++) {
      const value = parts[i]!;
      if (value !== value) continue;
      sums[i]! += value;
      known[i]! += 1;
    }
  }
  return sums.map((sum, i) => (known[i]! > 0 ? sum / known[i]! : NaN));
}

/** Points of the match score that each part adds against the average candidate; 0 where it is not known. */
export function deltasOf(board: Board, c: number, averages: Float64Array): Record<PartName, number> {
  const parts = partsOf(board, c, new Float64Array(partNames.length));
  const shares = sharesOf(board, c, parts);
  const delta = (name: PartName) => {
    const gain = parts[at[name]]! - averages[at[name]]!;
    return gain === gain ? 100 * shares[name] * gain : 0;
  };
  return Object.fromEntries(partNames.map((name) => [name, delta(name)])) as Record<PartName, number>;
}

/** Share of the score that each part of a candidate carries, after unknown terms gave up theirs. */
function sharesOf(board: Board, c: number, parts: Float64Array): Record<PartName, number> {
  const w = board.person.weights;
  const chance = programOf(board.prepared, c) >= 0 && parts[at.outcome] === parts[at.outcome] ? w.outcome : 0;
  const total = board.cellWeight[cellOf(board.prepared, c)]! + chance + w.practical;
  const of = (weight: number) => (total > 0 ? weight / total : 0);
  const has = (name: PartName) => (parts[at[name]] === parts[at[name]] ? 1 : 0);
  const market = of(w.market) / Math.max(1, Math.max(has("openings"), has("near")) + has("growth") + has("wage"));
  const local = has("openings") === 0 ? 1 : has("near") === 0 ? 0 : localShare(board);
  const practical = of(w.practical) / 4;
  return {
    interest: of(w.interest), skill: of(w.skill), preparation: of(w.preparation),
    openings: market * (1 - local), near: market * local, growth: market, wage: market,
    outcome: of(chance), way: practical, money: practical, hours: practical, weeks: practical, staleness: -w.staleness,
  };
}

/** Terms of a candidate with the weights they carry here; an unknown one carries none. */
export function termValues(board: Board, c: number, practical: number) {
  const { prepared, person } = board;
  const w = person.weights;
  const o = occupationOf(prepared, c);
  const p = programOf(prepared, c);
  const cell = cellOf(prepared, c);
  const known = [
    ["interest", board.interest[o]!, w.interest], ["skill", board.skill[cell]!, w.skill], ["preparation", board.preparation[cell]!, w.preparation],
    ["market", board.market.value[o]!, w.market], ["outcome", p < 0 ? NaN : prepared.programs.outcome[p]!, w.outcome], ["practical", practical, w.practical],
  ] as const;
  const total = known.reduce((sum, [, value, weight]) => (value === value ? sum + weight : sum), 0);
  const terms = known.map(([term, value, weight]) => ({
    term, value: value === value ? value : null, weight: value === value && total > 0 ? weight / total : 0,
  }));
  return [...terms, { term: "staleness" as const, value: staleOf(prepared, c), weight: w.staleness }];
}

/** Cells of a direct pathway and of "now". */
export const cellNow = (o: number): number => o * awardColumns + directColumn;
export const hasStandIn = (board: Board, p: number): boolean => p >= 0 && board.prepared.programs.costBasis[p] === costBasis.institution;
