import type { CatalogView } from "@pathwayks/catalog";
import type { IsoDate, SeekerProfile } from "@pathwayks/contracts";
import { allFits, allVerdicts, candidateCount, createBoard, isCandidate } from "../board.ts";
import { tableOf, valueOf } from "../choose.ts";
import { failsOf, kindsOf, unknownsOf } from "../limits.ts";
import { resolvePerson } from "../person.ts";
import { poolOf, poolSize } from "../pool.ts";
import { prepare } from "../prepare/prepare.ts";
import { createRanker, identities } from "../ranker.ts";
import { interestTerms } from "../terms.ts";
import { wrongChanges } from "./check.ts";
import type { Standing } from "./check.ts";
import { exhaustiveOptimum } from "./optimum.ts";
import { createReference } from "./reference.ts";
import type { Judged } from "./reference.ts";

/** The engine's own answer for every candidate, in its total order. */
export function engineOrder(view: CatalogView, today: IsoDate): (profile: SeekerProfile) => Judged[] {
  const prepared = prepare(view, today);
  const idOf = identities(view, prepared.occupations.soc);
  return (profile) => {
    const board = createBoard(prepared, profile);
    const fits = allFits(board);
    const verdicts = allVerdicts(board);
    const all = Array.from({ length: candidateCount(prepared) }, (_, c) => c).filter((c) => isCandidate(board, c));
    return all
      .map((c) => ({ id: idOf(c), fit: fits[c]!, fails: kindsOf(failsOf(verdicts[c]!)), unknown: kindsOf(unknownsOf(verdicts[c]!)) }))
      .sort((a, b) => b.fit - a.fit || (a.id < b.id ? -1 : 1));
  };
}

/** Every candidate in no order, from shared parts: for the many re-runs that check changes. */
function engineStandings(view: CatalogView, today: IsoDate): (profile: SeekerProfile) => Standing[] {
  const prepared = prepare(view, today);
  const idOf = identities(view, prepared.occupations.soc);
  const ids = Array.from({ length: candidateCount(prepared) }, (_, c) => idOf(c));
  return (profile) => {
    const board = createBoard(prepared, profile);
    const fits = allFits(board);
    const verdicts = allVerdicts(board);
    const standings: Standing[] = [];
    for (let c = 0; c < ids.length; c++) if (isCandidate(board, c)) standings.push({ id: ids[c]!, fit: fits[c]!, fails: { length: failsOf(verdicts[c]!) } });
    return standings;
  };
}

/** Faults of the lists of many people; all of the counts should be 0. */
export interface ListFaults {
  readonly shown: number;
  /** `id: limits` of pathways shown although the naive checker says that they break a limit. */
  readonly broken: readonly string[];
  readonly offers: number;
  readonly wrongOffers: readonly string[];
  readonly fullLists: number;
  readonly oneMajorGroup: number;
}

/** Ranks everybody and asks the naive checker about every pathway shown, and the engine again about every change offered. */
export function listFaults(view: CatalogView, today: IsoDate, everybody: readonly SeekerProfile[]): ListFaults {
  const ranker = createRanker(view, today);
  const reference = createReference(view, today);
  const standings = engineStandings(view, today);
  const faults = { shown: 0, broken: [] as string[], offers: 0, wrongOffers: [] as string[], fullLists: 0, oneMajorGroup: 0 };
  for (const profile of everybody) {
    const result = ranker.rank(profile);
    const limitsOf = reference.limits(profile);
    for (const { id } of result.pathways) {
      faults.shown++;
      const limits = limitsOf(id);
      if (limits === null || limits.fails.length > 0) faults.broken.push(`${id}: ${limits?.fails.join() ?? "no candidate"}`);
    }
    faults.offers += result.relaxations.length + result.counterfactuals.length;
    faults.wrongOffers.push(...wrongChanges(standings, profile, result));
    if (result.pathways.length < 5) continue;
    faults.fullLists++;
    if (new Set(result.pathways.map((one) => one.soc.slice(0, 2))).size < 2) faults.oneMajorGroup++;
  }
  return faults;
}

/** How close the lists come to the best of all 142,506 sets: smallest share of the optimum, and lists that miss a quota it meets. */
export function listQuality(view: CatalogView, today: IsoDate, everybody: readonly SeekerProfile[]) {
  const prepared = prepare(view, today);
  const ranker = createRanker(view, today);
  const idOf = identities(view, prepared.occupations.soc);
  const quality = { lists: 0, worst: 1, missedQuotas: 0, mean: 0 };
  for (const profile of everybody) {
    const board = createBoard(prepared, profile);
    const fits = allFits(board);
    const pool = poolOf(board, fits, allVerdicts(board), idOf, poolSize);
    if (pool.length <= 5) continue;
    const table = tableOf(prepared, fits, pool, 5);
    const best = exhaustiveOptimum(table);
    const shown = ranker.rank(profile).pathways.map((one) => pool.findIndex((c) => idOf(c) === one.id));
    const ours = valueOf(table, shown);
    quality.lists++;
    if (ours.quotas < best.quotas) quality.missedQuotas++;
    else quality.worst = Math.min(quality.worst, ours.value / best.value);
    quality.mean += ours.value / best.value;
  }
  return { ...quality, mean: quality.mean / Math.max(1, quality.lists) };
}

/** Candidates on which the engine and its naive twin differ in any bit of the score, in a limit, or in their order. */
export function twinFaults(view: CatalogView, today: IsoDate, everybody: readonly SeekerProfile[]): { compared: number; different: string[] } {
  const order = engineOrder(view, today);
  const reference = createReference(view, today);
  let compared = 0;
  const different: string[] = [];
  for (const profile of everybody) {
    const theirs = reference.order(profile);
    const ours = order(profile);
    compared += theirs.length;
    if (ours.length !== theirs.length) different.push(`${ours.length} candidates against ${theirs.length}`);
    ours.forEach((one, i) => {
      const other = theirs[i];
      if (JSON.stringify(one) !== JSON.stringify(other)) different.push(`${JSON.stringify(one)} against ${JSON.stringify(other)}`);
    });
  }
  return { compared, different };
}

/** One step on one of the two items of a type: the smallest rise that the short form knows. */
const step = 5;

/** Interest orders that differ from the reference in their top 20, and how much of it stays when every type is answered one step higher. */
export function interestFaults(view: CatalogView, today: IsoDate, everybody: readonly SeekerProfile[]) {
  const prepared = prepare(view, today);
  const reference = createReference(view, today);
  const top = (profile: SeekerProfile): string[] => {
    const terms = interestTerms(prepared, resolvePerson(prepared, profile));
    return prepared.occupations.soc
      .map((soc, o) => ({ soc, fit: terms[o]! }))
      .filter((one) => !Number.isNaN(one.fit))
      .sort((a, b) => b.fit - a.fit || (a.soc < b.soc ? -1 : 1))
      .slice(0, 20)
      .map((one) => one.soc);
  };
  const faults = { people: 0, different: 0, kept: 0 };
  for (const profile of everybody) {
    const mine = top(profile);
    if (profile.interests === null || mine.length < 20) continue;
    faults.people++;
    if (mine.join() !== reference.interestOrder(profile).slice(0, 20).map((one) => one.soc).join()) faults.different++;
    const higher = top({ ...profile, interests: profile.interests.map((score) => Math.min(40, score + step)) });
    faults.kept += mine.filter((soc) => higher.includes(soc)).length / 20;
  }
  return { ...faults, kept: faults.kept / Math.max(1, faults.people) };
}
