import type { SeekerProfile, TravelMode } from "@pathwayks/contracts";
import { nine } from "./arithmetic.ts";
import { practicalShares, scales, workWeek } from "./assumptions.ts";
import { ageMatters, ageVerdict, directVerdict, occupationVerdict, programVerdict, programVerdicts } from "./limits.ts";
import type { Verdict } from "./limits.ts";
import { resolvePerson } from "./person.ts";
import type { Person } from "./person.ts";
import { awardColumns, directColumn } from "./prepare/prepare.ts";
import type { Prepared } from "./prepare/prepare.ts";
import { stalenessOf } from "./prepare/age.ts";
import { ease, online, weeksEase } from "./prepare/programs.ts";
import { kilometersFrom, openingsFor } from "./reach.ts";
import type { Kilometers, Openings } from "./reach.ts";
import { neutralTerms, shareOf, sharesOf, termSums } from "./shares.ts";
import type { Neutral, Shares } from "./shares.ts";
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
  /** By cell: occupation × 9 + award (8 = direct). Preparation is before the strength of a program's link, see `preparationOf`. */
  readonly skill: Float64Array;
  readonly preparation: Float64Array;
  /** Share of each term in this ranking; they add to 1. A term that nobody has carries none. */
  readonly shares: Shares;
  /** What stands in for a term that is not known: that of the average candidate, so that silence neither wins nor loses. */
  readonly neutral: Neutral;
  /** By cell: what interest and skill add to the score; by occupation: what the market adds after a training, and to a job taken now. */
  readonly cellSum: Float64Array;
  readonly marketSum: Float64Array;
  readonly entrySum: Float64Array;
  /** Ease of the way, by program and by occupation (the nearest job of a direct pathway). */
  readonly programTravel: Float64Array;
  readonly directTravel: Float64Array;
}

export function createBoard(prepared: Prepared, profile: SeekerProfile): Board {
  const person = resolvePerson(prepared, profile);
  const kilometers = kilometersFrom(prepared, person.place);
  const openings = openingsFor(prepared, person, kilometers);
  const interest = interestTerms(prepared, person);
  const market = marketTerms(prepared, person, openings);
  const skill = skillTerms(prepared, person);
  const preparation = preparationTerms(prepared, person);
  const cells = { prepared, person, kilometers, openings, interest, market, skill, preparation };
  const neutral = neutralTerms(cells);
  const shares = sharesOf(person, neutral);
  return { ...cells, neutral, shares, ...termSums(cells, neutral, shares), ...travelTerms(cells, person) };
}

/** What of a profile a board depends on: all but the limits. Two profiles with the same key have the same scores. */
export const boardKey = (p: SeekerProfile): string =>
  JSON.stringify([
    p.interests, p.skills, p.pastJobs, p.educationLevel, p.credentials, p.workExperienceYears, p.location, p.transportationAccess, p.weights,
  ]);

/** The board of a profile that differs from this one's in limits alone. */
export const withLimits = (board: Board, profile: SeekerProfile): Board => ({ ...board, person: resolvePerson(board.prepared, profile) });

/** The same board as if the person had another means of travel: for "with a car". Its ways are not worked out yet. */
export const withMode = (board: Board, mode: TravelMode): Board => ({ ...board, person: { ...board.person, mode } });

/** The board with the ways of these candidates worked out; others keep what they had. */
export function withWays(board: Board, candidates: Iterable<number>): Board {
  const { prepared, person, kilometers } = board;
  const programTravel = board.programTravel.slice();
  for (const c of candidates) {
    const p = programOf(prepared, c);
    if (p >= 0) programTravel[p] = travelEase(person, kilometers.programs[p]!, prepared.programs.online[p]!);
  }
  return { ...board, programTravel, directTravel: directTravel(board, person) };
}

function preparationTerms(prepared: Prepared, person: Person): Float64Array {
  const terms = new Float64Array(prepared.cellCount.length);
  for (let cell = 0; cell < terms.length; cell++) terms[cell] = preparationTerm(prepared, person, Math.floor(cell / awardColumns), cell % awardColumns);
  return terms;
}

function travelTerms({ prepared, kilometers, openings }: Pick<Board, "prepared" | "kilometers" | "openings">, person: Person) {
  const { programs } = prepared;
  const programTravel = new Float64Array(programs.count);
  const { at, x } = programs.place;
  // Programs of one place share the way: worked out once, -1 until then.
  const byPlace = new Float64Array(x.length).fill(-1);
  for (let p = 0; p < programs.count; p++) {
    const place = at[p]!;
    if (byPlace[place]! < 0) byPlace[place] = travelEase(person, kilometers.programs[p]!, online.no);
    programTravel[p] = programs.online[p] === online.yes ? 1 : byPlace[place]!;
  }
  return { programTravel, directTravel: directTravel({ prepared, openings }, person) };
}

function directTravel({ prepared, openings }: Pick<Board, "prepared" | "openings">, person: Person): Float64Array {
  const { jobs, occupations } = prepared;
  const ways = new Float64Array(occupations.count);
  for (let o = 0; o < occupations.count; o++) {
    const job = openings.direct[o]!;
    if (job >= 0) ways[o] = travelEase(person, openings.directKilometers[o]!, jobs.remote[job] === 1 ? online.yes : online.no);
  }
  return ways;
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

/** The practical term: ease of way, money, hours and weeks. A job taken now costs no tuition, and fills a working week. */
export function practicalOf(board: Board, c: number): number {
  const { prepared } = board;
  const p = programOf(prepared, c);
  if (p >= 0) return nine(practicalShares.way * board.programTravel[p]! + prepared.burden[c]!);
  const o = occupationOf(prepared, c);
  const { way, money, hours, weeks } = practicalShares;
  return nine(way * board.directTravel[o]! + (money + hours * workHours + weeks * weeksEase(prepared.programs, prepared.occupations, -1, o)));
}

/** The score in [0,1]: the terms by their shares, added in their fixed order, less what old facts take away. */
export function fitOf(board: Board, c: number): number {
  const { prepared, shares } = board;
  const p = programOf(prepared, c);
  const outcome = p < 0 ? directOutcome(board) : prepared.outcome[p]!;
  const known = board.cellSum[cellOf(prepared, c)]! + shareOf(shares.preparation, preparationOf(board, c), board.neutral.preparation);
  const sum = known + (p < 0 ? board.entrySum : board.marketSum)[occupationOf(prepared, c)]! + shares.outcome * outcome + shares.practical * practicalOf(board, c);
  const fit = sum - board.person.weights.staleness * staleOf(board, c);
  return fit > 0 ? fit : 0;
}

/** The preparation term: the zone within reach, by how strongly the program leads to this occupation; all of it where it is named. */
export function preparationOf({ prepared, preparation }: Board, c: number): number {
  const zone = preparation[cellOf(prepared, c)]!;
  return programOf(prepared, c) < 0 ? zone : throughLink(zone, prepared.link[c]!, prepared.view.pathways.pinned[c]!);
}

/** A person vouches for a pinned link (Kansas licenses nurses from associate programs), so the zone asks nothing more. */
const throughLink = (zone: number, link: number, pinned: number): number => (pinned === 1 && zone === zone ? 1 : nine(zone * link));

/** Where there is no program there is no rate: neither for nor against. */
const directOutcome = ({ neutral }: Board): number => (neutral.outcome === neutral.outcome ? neutral.outcome : 0);

/** Staleness in [0,1] of the oldest fact that a candidate rests on; a direct one rests on the nearest opening too. */
export function staleOf({ prepared, openings }: Board, c: number): number {
  if (programOf(prepared, c) >= 0) return prepared.staleness[c]!;
  const o = occupationOf(prepared, c);
  return Math.max(stalenessOf(prepared.occupations.age[o]!), stalenessOf(prepared.jobs.age(openings.direct[o]!)));
}

/** Verdict of one candidate. */
export function verdictOf(board: Board, c: number): Verdict {
  const { prepared, person, kilometers, openings } = board;
  const o = occupationOf(prepared, c);
  const p = programOf(prepared, c);
  if (p < 0) return directVerdict(prepared, person, openings, o);
  return (
    programVerdict(prepared, person, p, kilometers.programs[p]!) | occupationVerdict(prepared, person, o, false) |
    ageVerdict(prepared, person, o, prepared.programs.trainMin[p]!)
  );
}

/** Verdicts of all candidates; -1 for a number that is none. Programs and occupations are judged once each. */
export function allVerdicts(board: Board): Int32Array {
  const { prepared, person, kilometers, openings } = board;
  const { program, occupation, count } = prepared.view.pathways;
  const ofProgram = programVerdicts(prepared, person, kilometers.programs);
  const ofOccupation = new Int32Array(prepared.occupations.count);
  for (let o = 0; o < ofOccupation.length; o++) ofOccupation[o] = occupationVerdict(prepared, person, o, false);
  const young = new Uint8Array(prepared.occupations.count);
  for (let o = 0; o < young.length; o++) young[o] = ageMatters(prepared, person, o) ? 1 : 0;
  const verdicts = new Int32Array(count + prepared.occupations.count);
  for (let i = 0; i < count; i++) {
    const p = program[i]!;
    const o = occupation[i]!;
    verdicts[i] = person.does[o] === 1 ? -1 : ofProgram[p]! | ofOccupation[o]! | (young[o] === 0 ? 0 : ageVerdict(prepared, person, o, prepared.programs.trainMin[p]!));
  }
  for (let o = 0; o < prepared.occupations.count; o++)
    verdicts[count + o] = openings.direct[o]! < 0 ? -1 : directVerdict(prepared, person, openings, o);
  return verdicts;
}

/** Scores of all candidates; those that are none get 0. The loop over 20,000 pathways adds up exactly as {@link fitOf} does. */
export function allFits(board: Board): Float64Array {
  const { prepared, person, shares, neutral, cellSum, marketSum, preparation, programTravel } = board;
  const { program, occupation, pinned, count } = prepared.view.pathways;
  const { cell, link, outcome, burden, staleness } = prepared;
  const { does, weights } = person;
  const { way } = practicalShares;
  const fits = new Float64Array(candidateCount(prepared));
  for (let i = 0; i < count; i++) {
    const o = occupation[i]!;
    const p = program[i]!;
    if (does[o] === 1) continue;
    const known = cellSum[cell[i]!]! + shareOf(shares.preparation, throughLink(preparation[cell[i]!]!, link[i]!, pinned[i]!), neutral.preparation);
    const sum = known + marketSum[o]! + shares.outcome * outcome[p]! + shares.practical * nine(way * programTravel[p]! + burden[i]!);
    const fit = sum - weights.staleness * staleness[i]!;
    fits[i] = fit > 0 ? fit : 0;
  }
  for (let c = count; c < fits.length; c++) if (isCandidate(board, c)) fits[c] = fitOf(board, c);
  return fits;
}
