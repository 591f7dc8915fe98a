import type { CatalogView } from "@pathwayks/catalog";
import type { IsoDate, LimitKind, PathwayId, RankResult, RankedPathway, SeekerProfile, SocCode } from "@pathwayks/contracts";
import { civilDate, limitKinds } from "@pathwayks/contracts";
import { fewLocalJobs } from "./assumptions.ts";
import { allFits, allVerdicts, boardKey, createBoard, fitOf, isCandidate, occupationOf, programOf, verdictOf, withLimits } from "./board.ts";
import type { Board } from "./board.ts";
import { chooseList } from "./choose.ts";
import { poolOf, poolSize } from "./pool.ts";
import type { IdOf } from "./pool.ts";
import { counterfactuals } from "./counterfactual.ts";
import { completionOf, costOf, distanceOf, freshnessOf, paycheckOf, placementOf, wageOf } from "./facts.ts";
import { failsOf, kindsOf, unknownsOf } from "./limits.ts";
import type { Verdict } from "./limits.ts";
import { jobsOf } from "./near-jobs.ts";
import { averageParts, termValues } from "./parts.ts";
import { prepare } from "./prepare/prepare.ts";
import { reasonsOf, skillGapOf } from "./reasons.ts";
import { inferSkills } from "./skills.ts";
import type { InferredSkill } from "./skills.ts";

/** What one setting of the limits leaves, without scores: for controls that follow the finger. */
export interface LimitEffect {
  readonly survivors: number;
  readonly removed: RankResult["removed"];
}

/** The limits that a pathway breaks, and those that cannot be checked because a fact is not published. */
export interface LimitCheck {
  readonly fails: readonly LimitKind[];
  readonly unknown: readonly LimitKind[];
}

/** Ranks one catalog on one day. Pure: the same profile gives the same result, to the last bit, on every engine. */
export interface Ranker {
  /** Three to five pathways (or `top`, 1 to 50), chosen for variety, with all that a list says. Never throws on a valid profile. */
  rank(profile: SeekerProfile, options?: { readonly top?: number | undefined }): RankResult;
  /** One pathway in full, also where a limit removes it (its `against` then says which); `null` = no such pathway now. */
  explain(profile: SeekerProfile, pathway: PathwayId | string): RankedPathway | null;
  check(profile: SeekerProfile, pathway: PathwayId | string): LimitCheck | null;
  whatIf(profile: SeekerProfile): LimitEffect;
  inferSkills(profile: SeekerProfile): InferredSkill[];
}

const listLength = 5;

export function createRanker(view: CatalogView, today: IsoDate): Ranker {
  const prepared = prepare(view, today);
  const idOf = identities(view, prepared.occupations.soc);
  // A finger on a limit moves no score: everything but the limits is worked out once and kept for the next move.
  let last: Scored | null = null;
  const scoredFor = (profile: SeekerProfile): Scored => {
    const key = boardKey(profile);
    if (last?.key === key) return { ...last, board: withLimits(last.board, profile) };
    const board = createBoard(prepared, profile);
    return (last = { key, board, fits: allFits(board), averages: averageParts(board) });
  };
  const find = (board: Board, pathway: string): number => {
    const c = candidateOf(view, pathway);
    return c >= 0 && isCandidate(board, c) ? c : -1;
  };
  return {
    rank: (profile, options) => rankScored(scoredFor(profile), idOf, options?.top ?? listLength),
    explain(profile, pathway) {
      const { board, averages } = scoredFor(profile);
      const c = find(board, pathway);
      return c < 0 ? null : describe(board, c, idOf, averages, verdictOf(board, c));
    },
    check(profile, pathway) {
      const { board } = scoredFor(profile);
      const c = find(board, pathway);
      if (c < 0) return null;
      const verdict = verdictOf(board, c);
      return { fails: kindsOf(failsOf(verdict)), unknown: kindsOf(unknownsOf(verdict)) };
    },
    whatIf(profile) {
      const { survivors, removed } = tally(allVerdicts(scoredFor(profile).board));
      return { survivors, removed };
    },
    inferSkills: (profile) => inferSkills(view, profile),
  };
}

/** A board with the score of every candidate and the average candidate. */
interface Scored {
  readonly key: string;
  readonly board: Board;
  readonly fits: Float64Array;
  readonly averages: Float64Array;
}

/** Pathway ids, made when first asked for: `programId~soc` or `direct~soc`. */
export function identities(view: CatalogView, soc: readonly string[]): IdOf {
  const programs: string[] = [];
  return (c) => {
    if (c >= view.pathways.count) return `direct~${soc[c - view.pathways.count]!}`;
    const p = view.pathways.program[c]!;
    return `${(programs[p] ??= view.programs.id.get(p))}~${soc[view.pathways.occupation[c]!]!}`;
  };
}

function candidateOf(view: CatalogView, pathway: string): number {
  const cut = pathway.lastIndexOf("~");
  const o = view.find.occupation(pathway.slice(cut + 1));
  if (cut < 0 || o < 0) return -1;
  const name = pathway.slice(0, cut);
  if (name === "direct") return view.pathways.count + o;
  const p = view.find.program(name);
  if (p < 0) return -1;
  for (let i = view.programs.pathwayStart[p]!; i < view.programs.pathwayStart[p + 1]!; i++) if (view.pathways.occupation[i] === o) return i;
  return -1;
}

function rankScored({ board, fits, averages }: Scored, idOf: IdOf, top: number): RankResult {
  const { prepared } = board;
  const verdicts = allVerdicts(board);
  const { candidates, survivors, removed } = tally(verdicts);
  const pool = poolOf(board, fits, verdicts, idOf, Math.max(poolSize, 3 * top));
  const list = chooseList(prepared, fits, pool, top);
  const pathways = list.map((c) => describe(board, c, idOf, averages, verdicts[c]!));
  const few = survivors < listLength;
  const changes = counterfactuals(board, fits, verdicts, idOf, few ? -1 : (list[Math.min(list.length, listLength) - 1] ?? -1));
  return {
    catalogVersion: prepared.view.version, today: prepared.today, pathways, candidates, survivors, removed,
    relaxations: few ? changes : [], counterfactuals: few ? [] : changes, notes: notesOf(board, pathways, survivors),
  };
}

/** Candidates, survivors, and what each limit removes: in all, and alone. */
function tally(verdicts: Int32Array) {
  const bySet = new Uint32Array(1 << limitKinds.length);
  let candidates = 0;
  for (let c = 0; c < verdicts.length; c++) {
    if (verdicts[c]! < 0) continue;
    candidates++;
    bySet[failsOf(verdicts[c]!)]!++;
  }
  const total = new Uint32Array(limitKinds.length);
  for (let set = 1; set < bySet.length; set++) {
    const count = bySet[set]!;
    if (count > 0) for (let i = 0; i < total.length; i++) if ((set & (1 << i)) !== 0) total[i]! += count;
  }
  const removed = limitKinds.map((limit, i) => ({ limit, total: total[i]!, alone: bySet[1 << i]! })).filter((one) => one.total > 0);
  return { candidates, survivors: bySet[0]!, removed };
}

function describe(board: Board, c: number, idOf: IdOf, averages: Float64Array, verdict: Verdict): RankedPathway {
  const { prepared } = board;
  const p = programOf(prepared, c);
  const o = occupationOf(prepared, c);
  const fit = fitOf(board, c);
  const id = idOf(c);
  return {
    id: id as PathwayId,
    programId: p < 0 ? null : (id.slice(0, id.lastIndexOf("~")) as RankedPathway["programId"]),
    soc: prepared.occupations.soc[o]! as SocCode,
    matchScore: Math.round(100 * fit), fit, terms: termValues(board, c),
    ...reasonsOf(board, c, averages, verdict),
    completion: completionOf(prepared, p), placement: placementOf(prepared, p),
    weeksToPaycheck: paycheckOf(prepared, p, o), cost: costOf(board, p), wage: wageOf(prepared, board.person, p, o), distance: distanceOf(board, c),
    nextStart: p < 0 || prepared.programs.nextStart[p]! < 0 ? null : civilDate(prepared.programs.nextStart[p]!),
    ...jobsOf(board, c, o),
    unknownLimits: kindsOf(unknownsOf(verdict)), skillGap: skillGap(board, c), freshness: freshnessOf(prepared, p, o),
    sample: p < 0 ? prepared.view.jobs.sample[board.openings.direct[o]!] === 1 : prepared.view.programs.sample[p] === 1,
  };
}

function skillGap(board: Board, c: number): RankedPathway["skillGap"] {
  const gap = skillGapOf(board, c);
  return gap === null ? null : { now: gap.now, after: gap.after, from: gap.from as SocCode };
}

function notesOf({ person, openings }: Board, pathways: readonly RankedPathway[], survivors: number): RankResult["notes"] {
  const notes: RankResult["notes"] = [];
  if (person.interestState === "missing") notes.push("interests-missing");
  if (person.interestState === "flat") notes.push("interests-flat");
  if (person.levels === null) notes.push("skills-missing");
  if (person.place === null) notes.push("place-missing");
  if (survivors === 0) notes.push("nothing-survives");
  if (pathways.some((pathway) => pathway.wage?.basis === "occupation-national")) notes.push("wages-national");
  if (person.place !== null && openings.nearInAll < fewLocalJobs) notes.push("few-jobs-nearby");
  return notes;
}
