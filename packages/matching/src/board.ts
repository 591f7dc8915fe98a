import type { SeekerProfile, TravelMode } from "@pathwayks/contracts";
import { nine } from "./arithmetic.ts";
import { scales, workWeek } from "./assumptions.ts";
import { ageVerdict, directVerdict, occupationVerdict, programVerdict, programVerdicts } from "./limits.ts";
import type { Verdict } from "./limits.ts";
import { resolvePerson } from "./person.ts";
import type { Person } from "./person.ts";
import { awardColumns, directColumn } from "./prepare/prepare.ts";
import type { Prepared } from "./prepare/prepare.ts";
import { stalenessOf } from "./prepare/age.ts";
import { ease, online, weeksEase } from "./prepare/programs.ts";
import { kilometersFrom, openingsFor } from "./reach.ts";
import type { Kilometers, Openings } from "./reach.ts";
import { interestTerms, marketTerms, preparationTerm, skillTerms, travelEase } from "./terms.ts";
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
  /** Share of each term in this ranking; they add to 1. A term that nobody has carries none. */
  readonly shares: Shares;
  /** What stands in for a term that is not known: that of the average candidate, so that silence neither wins nor loses. */
  readonly neutral: Neutral;
  /** By cell: the four terms above by their shares. */
  readonly cellSum: Float64Array;
  /** Ease of the way, by program and by occupation (the nearest job of a direct pathway). */
  readonly programTravel: Float64Array;
  readonly directTravel: Float64Array;
}

export function createBoard(prepared: Prepared, profile: SeekerProfile): Board {
  const person = resolvePerson(prepared, profile);
  const kilometers = kilometersFrom(prepared, person.place);
  const openings = openingsFor(prepared, person, kilometers);
  const interest = interestTerms(prepared, person);
  const market = marketTerms(prepared, openings);
  const skill = skillTerms(prepared, person);
  const preparation = preparationTerms(prepared, person);
  const cells = { prepared, person, kilometers, openings, interest, market, skill, preparation };
  const neutral = neutralTerms(cells);
  const shares = sharesOf(person, neutral);
  return { ...cells, neutral, shares, cellSum: cellSums(cells, neutral, shares), ...travelTerms(cells, person) };
}

/** What of a profile a board depends on: all but the limits. Two profiles with the same key have the same scores. */
export const boardKey = (p: SeekerProfile): string =>
  JSON.stringify([
    p.interests, p.skills, p.pastJobs, p.educationLevel, p.credentials, p.workExperienceYears, p.location, p.transportationAccess, p.weights,
  ]);

/** The board of a profile that differs from this one's in limits alone. */
export const withLimits = (board: Board, profile: SeekerProfile): Board => ({ ...board, person: resolvePerson(board.prepared, profile) });

/** The same board as if the person had another means of travel: for "with a car". */
export function withMode(board: Board, mode: TravelMode): Board {
  const person = { ...board.person, mode };
  return { ...board, person, ...travelTerms(board, person) };
}

export type Neutral = Readonly<Record<"interest" | "skill" | "preparation" | "market" | "outcome", number>>;
export type Shares = Readonly<Record<keyof Neutral | "practical", number>>;

type Cells = Pick<Board, "prepared" | "person" | "kilometers" | "openings" | "interest" | "market" | "skill" | "preparation">;

function preparationTerms(prepared: Prepared, person: Person): Float64Array {
  const terms = new Float64Array(prepared.cellCount.length);
  for (let cell = 0; cell < terms.length; cell++) terms[cell] = preparationTerm(prepared, person, Math.floor(cell / awardColumns), cell % awardColumns);
  return terms;
}

/** Mean of each term over the candidates that have it, in millionths; NaN where none has it. */
function neutralTerms({ prepared, person, interest, market, skill, preparation, openings }: Cells): Neutral {
  const sums = new Float64Array(4);
  const counts = new Float64Array(4);
  for (let cell = 0; cell < prepared.cellCount.length; cell++) {
    const o = Math.floor(cell / awardColumns);
    const candidates = cell % awardColumns === directColumn ? (openings.direct[o]! >= 0 ? 1 : 0) : person.does[o] === 1 ? 0 : prepared.cellCount[cell]!;
    if (candidates === 0) continue;
    count(sums, counts, 0, interest[o]!, candidates);
    count(sums, counts, 1, skill[cell]!, candidates);
    count(sums, counts, 2, preparation[cell]!, candidates);
    count(sums, counts, 3, market.value[o]!, candidates);
  }
  const mean = (i: number): number => Math.round((sums[i]! / counts[i]!) * 1e6) / 1e6;
  return { interest: mean(0), skill: mean(1), preparation: mean(2), market: mean(3), outcome: prepared.averageOutcome };
}

function count(sums: Float64Array, counts: Float64Array, i: number, value: number, candidates: number): void {
  if (value !== value) return;
  sums[i]! += candidates * value;
  counts[i]! += candidates;
}

function sharesOf({ weights }: Person, neutral: Neutral): Shares {
  const carried = (term: keyof Neutral): number => (neutral[term] === neutral[term] ? weights[term] : 0);
  const all = {
    interest: carried("interest"), skill: carried("skill"), preparation: carried("preparation"), market: carried("market"),
    outcome: carried("outcome"), practical: weights.practical,
  };
  const total = all.interest + all.skill + all.preparation + all.market + all.outcome + all.practical;
  const share = (weight: number): number => (total > 0 ? weight / total : 0);
  return {
    interest: share(all.interest), skill: share(all.skill), preparation: share(all.preparation), market: share(all.market),
    outcome: share(all.outcome), practical: share(all.practical),
  };
}

function cellSums({ interest, market, skill, preparation }: Cells, neutral: Neutral, shares: Shares): Float64Array {
  const sums = new Float64Array(skill.length);
  for (let cell = 0; cell < sums.length; cell++) {
    const o = Math.floor(cell / awardColumns);
    let sum = shareOf(shares.interest, interest[o]!, neutral.interest);
    sum += shareOf(shares.skill, skill[cell]!, neutral.skill);
    sum += shareOf(shares.preparation, preparation[cell]!, neutral.preparation);
    sums[cell] = sum + shareOf(shares.market, market.value[o]!, neutral.market);
  }
  return sums;
}

/** What a term adds to the score. */
const shareOf = (share: number, value: number, neutral: number): number => (share === 0 ? 0 : share * (value === value ? value : neutral));

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

/** Whether the number stands for a candidate: a direct one needs a job that the person could take, a training something to teach. */
export function isCandidate({ prepared, person, openings }: Board, c: number): boolean {
  const { occupation, count } = prepared.view.pathways;
  return c < count ? person.does[occupation[c]!] === 0 : openings.direct[c - count]! >= 0;
}

/** Ease of the hours that a job taken now leaves. */
export const workHours = ease(workWeek, scales.weeklyHours);

/** The practical term: mean ease of way, money, hours and weeks. A job taken now costs no tuition, and fills a working week. */
export function practicalOf(board: Board, c: number): number {
  const { prepared } = board;
  const p = programOf(prepared, c);
  if (p >= 0) return nine((board.programTravel[p]! + prepared.burden[c]!) / 4);
  const o = occupationOf(prepared, c);
  return nine((board.directTravel[o]! + (1 + workHours + weeksEase(prepared.programs, prepared.occupations, -1, o))) / 4);
}

/** The score in [0,1]: the terms by their shares, added in their fixed order, less what old facts take away. */
export function fitOf(board: Board, c: number): number {
  const { prepared, shares } = board;
  const p = programOf(prepared, c);
  const outcome = p < 0 ? directOutcome(board) : prepared.outcome[p]!;
  const sum = board.cellSum[cellOf(prepared, c)]! + shares.outcome * outcome + shares.practical * practicalOf(board, c);
  const fit = sum - board.person.weights.staleness * staleOf(board, c);
  return fit > 0 ? fit : 0;
}

/** Where there is no program there is no rate: neither for nor against. */
const directOutcome = ({ neutral }: Board): number => (neutral.outcome === neutral.outcome ? neutral.outcome : 0);

/** Staleness in [0,1] of the oldest fact that a candidate rests on; a direct one rests on the nearest opening too. */
export function staleOf({ prepared, openings }: Board, c: number): number {
  if (programOf(prepared, c) >= 0) return prepared.staleness[c]!;
  const o = occupationOf(prepared, c);
  return Math.max(stalenessOf(prepared.occupations.age[o]!), stalenessOf(prepared.jobs.age[openings.direct[o]!]!));
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
  const ofProgram = programVerdicts(prepared, person, kilometers.programs);
  const ofOccupation = new Int32Array(prepared.occupations.count);
  for (let o = 0; o < ofOccupation.length; o++) ofOccupation[o] = occupationVerdict(prepared, person, o);
  const verdicts = new Int32Array(count + prepared.occupations.count);
  for (let i = 0; i < count; i++) {
    const p = program[i]!;
    const o = occupation[i]!;
    verdicts[i] = person.does[o] === 1 ? -1 : ofProgram[p]! | ofOccupation[o]! | ageVerdict(prepared, person, o, prepared.programs.trainMin[p]!);
  }
  for (let o = 0; o < prepared.occupations.count; o++)
    verdicts[count + o] = openings.direct[o]! < 0 ? -1 : ofOccupation[o]! | directVerdict(prepared, person, openings, o);
  return verdicts;
}

/** Scores of all candidates; those that are none get 0. The loop over 20,000 pathways adds up exactly as {@link fitOf} does. */
export function allFits(board: Board): Float64Array {
  const { prepared, person, shares, cellSum, programTravel } = board;
  const { program, occupation, count } = prepared.view.pathways;
  const { cell, outcome, burden, staleness } = prepared;
  const fits = new Float64Array(candidateCount(prepared));
  for (let i = 0; i < count; i++) {
    if (person.does[occupation[i]!] === 1) continue;
    const p = program[i]!;
    const sum = cellSum[cell[i]!]! + shares.outcome * outcome[p]! + shares.practical * nine((programTravel[p]! + burden[i]!) / 4);
    const fit = sum - person.weights.staleness * staleness[i]!;
    fits[i] = fit > 0 ? fit : 0;
  }
  for (let c = count; c < fits.length; c++) if (isCandidate(board, c)) fits[c] = fitOf(board, c);
  return fits;
}
