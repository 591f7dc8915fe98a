import type { SeekerProfile, TravelMode } from "@pathwayks/contracts";
import { ageVerdict, directVerdict, occupationVerdict, programVerdict } from "./limits.ts";
import type { Verdict } from "./limits.ts";
import { resolvePerson } from "./person.ts";
import type { Person } from "./person.ts";
import { awardColumns, directColumn } from "./prepare/prepare.ts";
import type { Prepared } from "./prepare/prepare.ts";
import { stalenessOf } from "./prepare/age.ts";
import { online } from "./prepare/programs.ts";
import { kilometersFrom, openingsFor } from "./reach.ts";
import type { Kilometers, Openings } from "./reach.ts";
import { interestTerms, marketTerms, preparationTerm, skillTerms, travelEase, weeksEase } from "./terms.ts";
import type { MarketTerms } from "./terms.ts";

/** One person before one catalog: every term of every candidate. Nothing of it depends on a limit but the verdicts. */
export interface Board {
  readonly prepared: Prepared;
  readonly person: Person;
  readonly kilometers: Kilometers;
  readonly openings: Openings;
  readonly interest: Float64Array;
  readonly market: MarketTerms;
  /** By cell: occupation × 9 + award (8 = direct). */
  readonly skill: Float64Array;
  readonly preparation: Float64Array;
  /** By cell: weighted sum of the four terms above that are known, and the sum of their weights. */
  readonly cellSum: Float64Array;
  readonly cellWeight: Float64Array;
  /** Ease of the way, by program and by occupation (the nearest job of a direct pathway). */
  readonly programTravel: Float64Array;
  readonly directTravel: Float64Array;
}

export function createBoard(prepared: Prepared, profile: SeekerProfile, known?: Kilometers): Board {
  const person = resolvePerson(prepared, profile);
  const kilometers = known ?? kilometersFrom(prepared, person.place);
  const openings = openingsFor(prepared, person, kilometers);
  const interest = interestTerms(prepared, person);
  const market = marketTerms(prepared, openings);
  const skill = skillTerms(prepared, person);
  const preparation = preparationTerms(prepared, person);
  const cells = { prepared, person, kilometers, openings, interest, market, skill, preparation };
  return { ...cells, ...cellTotals(cells), ...travelTerms(cells, person) };
}

/** The same board as if the person had another means of travel: for "with a car". */
export function withMode(board: Board, mode: TravelMode): Board {
  const person = { ...board.person, mode };
  return { ...board, person, ...travelTerms(board, person) };
}

type Cells = Pick<Board, "prepared" | "person" | "kilometers" | "openings" | "interest" | "market" | "skill" | "preparation">;

function preparationTerms(prepared: Prepared, person: Person): Float64Array {
  return Float64Array.from({ length: prepared.cellCount.length }, (_, cell) =>
    preparationTerm(prepared, person, Math.floor(cell / awardColumns), cell % awardColumns));
}

function cellTotals({ prepared, person, interest, market, skill, preparation }: Cells) {
  const w = person.weights;
  const cellSum = new Float64Array(prepared.cellCount.length);
  const cellWeight = new Float64Array(prepared.cellCount.length);
  for (let cell = 0; cell < cellSum.length; cell++) {
    const o = Math.floor(cell / awardColumns);
    let sum = 0;
    let weight = 0;
    const add = (value: number, share: number): void => {
      if (value !== value) return;
      sum += share * value;
      weight += share;
    };
    add(interest[o]!, w.interest);
    add(skill[cell]!, w.skill);
    add(preparation[cell]!, w.preparation);
    add(market.value[o]!, w.market);
    cellSum[cell] = sum;
    cellWeight[cell] = weight;
  }
  return { cellSum, cellWeight };
}

function travelTerms({ prepared, kilometers, openings }: Pick<Board, "prepared" | "kilometers" | "openings">, person: Person) {
  const { programs, jobs, occupations } = prepared;
  const programTravel = new Float64Array(programs.count);
  for (let p = 0; p < programs.count; p++) programTravel[p] = travelEase(person, kilometers.programs[p]!, programs.online[p]!);
  const directTravel = new Float64Array(occupations.count);
  for (let o = 0; o < occupations.count; o++) {
    const job = openings.direct[o]!;
    if (job >= 0) directTravel[o] = travelEase(person, openings.directKilometers[o]!, jobs.remote[job] === 1 ? online.yes : online.no);
  }
  return { programTravel, directTravel };
}

/** Candidates in all: rows of `view.pathways`, then one number for each occupation, of which only some are candidates. */
export const candidateCount = (prepared: Prepared): number => prepared.view.pathways.count + prepared.occupations.count;

/** Program of a candidate, -1 = direct. */
export const programOf = ({ view }: Prepared, c: number): number => (c < view.pathways.count ? view.pathways.program[c]! : -1);
export const occupationOf = ({ view }: Prepared, c: number): number => (c < view.pathways.count ? view.pathways.occupation[c]! : c - view.pathways.count);
export const cellOf = (prepared: Prepared, c: number): number =>
  c < prepared.view.pathways.count ? prepared.cell[c]! : (c - prepared.view.pathways.count) * awardColumns + directColumn;

/** Whether the number stands for a candidate: a direct one needs a job that the person could take. */
export const isCandidate = (board: Board, c: number): boolean =>
  c < board.prepared.view.pathways.count || board.openings.direct[c - board.prepared.view.pathways.count]! >= 0;

/** The practical term: mean ease of way, money, hours and weeks. A job taken now costs no tuition and no class hours. */
export function practicalOf(board: Board, c: number): number {
  const { prepared } = board;
  const o = occupationOf(prepared, c);
  const p = programOf(prepared, c);
  if (p < 0) return (board.directTravel[o]! + 1 + 1 + weeksEase(prepared, -1, o)) / 4;
  return (board.programTravel[p]! + prepared.programs.costEase[p]! + prepared.programs.hoursEase[p]! + weeksEase(prepared, p, o)) / 4;
}

/** The score in [0,1]: known terms in their fixed order, over their weights, less what old facts take away. */
export function fitOf(board: Board, c: number): number {
  const { prepared, person } = board;
  const { outcome, practical, staleness } = person.weights;
  const p = programOf(prepared, c);
  const cell = cellOf(prepared, c);
  let sum = board.cellSum[cell]!;
  let weight = board.cellWeight[cell]!;
  const chance = p < 0 ? NaN : prepared.programs.outcome[p]!;
  if (chance === chance) {
    sum += outcome * chance;
    weight += outcome;
  }
  sum += practical * practicalOf(board, c);
  weight += practical;
  const fit = (weight > 0 ? sum / weight : 0) - staleness * staleOf(prepared, c);
  return fit > 0 ? fit : 0;
}

/** Staleness in [0,1] of the oldest fact that a candidate rests on. */
export function staleOf(prepared: Prepared, c: number): number {
  const p = programOf(prepared, c);
  const own = stalenessOf(prepared.occupations.age[occupationOf(prepared, c)]!);
  return p < 0 ? own : Math.max(prepared.programs.staleness[p]!, own);
}

/** Verdict of one candidate. */
export function verdictOf(board: Board, c: number): Verdict {
  const { prepared, person, kilometers, openings } = board;
  const o = occupationOf(prepared, c);
  const p = programOf(prepared, c);
  if (p < 0) return occupationVerdict(prepared, person, o) | directVerdict(prepared, person, openings, o);
  return (
    programVerdict(prepared, person, p, kilometers.programs[p]!) | occupationVerdict(prepared, person, o) |
    ageVerdict(prepared, person, o, prepared.programs.trainMin[p]!)
  );
}

/** Verdicts of all candidates; -1 for a number that is none. Programs and occupations are judged once each. */
export function allVerdicts(board: Board): Int32Array {
  const { prepared, person, kilometers, openings } = board;
  const { program, occupation, count } = prepared.view.pathways;
  const ofProgram = Int32Array.from({ length: prepared.programs.count }, (_, p) => programVerdict(prepared, person, p, kilometers.programs[p]!));
  const ofOccupation = Int32Array.from({ length: prepared.occupations.count }, (_, o) => occupationVerdict(prepared, person, o));
  const verdicts = new Int32Array(count + prepared.occupations.count);
  for (let i = 0; i < count; i++) {
    const p = program[i]!;
    const o = occupation[i]!;
    verdicts[i] = ofProgram[p]! | ofOccupation[o]! | ageVerdict(prepared, person, o, prepared.programs.trainMin[p]!);
  }
  for (let o = 0; o < prepared.occupations.count; o++)
    verdicts[count + o] = openings.direct[o]! < 0 ? -1 : ofOccupation[o]! | directVerdict(prepared, person, openings, o);
  return verdicts;
}

/** Scores of all candidates; those that are none get 0. */
export function allFits(board: Board): Float64Array {
  const fits = new Float64Array(candidateCount(board.prepared));
  for (let c = 0; c < fits.length; c++) if (isCandidate(board, c)) fits[c] = fitOf(board, c);
  return fits;
}
