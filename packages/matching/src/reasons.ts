import { onetSkills, riasec } from "@pathwayks/contracts";
import type { FactRef, Reason, Term } from "@pathwayks/contracts";
import { fewLocalJobs, nearKilometers } from "./assumptions.ts";
import { occupationOf, programOf } from "./board.ts";
import type { Board } from "./board.ts";
import { earns } from "./pool.ts";
import { completionOf, costOf, distanceOf, factOf, freshnessOf, paycheckOf, placementOf, said } from "./facts.ts";
import { brokenLimits, cautions, exceedsEstimate, lowStart, overEstimate } from "./cautions.ts";
import type { Verdict } from "./limits.ts";
import { cellNow, deltasOf } from "./parts.ts";
import type { PartName } from "./parts.ts";
import { payAtStart } from "./pay.ts";
import { socText } from "./prepare/occupations.ts";

type Detail = Reason["detail"];

export interface Reasons {
  readonly reasons: Reason[];
  readonly against: Reason[];
}

/** Additive reasons carried on one side at most. */
const most = 6;

/**
 * What moved the score, part by part against the average candidate: for and against, strongest first, and at least one of
 * each. After them, with no points, what a person has to know anyway: laws, childcare, earning while learning.
 */
export function reasonsOf(board: Board, c: number, averages: Float64Array, verdict: Verdict): Reasons {
  const additive = additiveReasons(board, c, deltasOf(board, c, averages)).sort((a, b) => b.delta - a.delta);
  const up = additive.filter((r) => r.delta > 0);
  const down = additive.filter((r) => r.delta < 0).reverse();
  const reasons = (up.length > 0 ? up : additive.slice(0, 1)).slice(0, most);
  const weakest = additive.filter((r) => !reasons.includes(r) || additive.length === 1).slice(-1);
  const against = (down.length > 0 ? down.filter((r) => !reasons.includes(r)) : weakest).slice(0, most);
  const low = lowStart(board, c, verdict);
  return {
    reasons: [...reasons, ...(earns(board.prepared, c) ? [earning(board, c)] : [])],
    against: [
      ...brokenLimits(verdict), ...low, ...(against.length > 0 ? against : weakest).filter(({ kind }) => low.length === 0 || kind !== "wage"),
      ...cautions(board, c, verdict),
      ...(against.some((one) => one.kind === "over-estimate") ? [] : overEstimate(board, c)),
    ],
  };
}

const tenth = (points: number): number => Math.round(points * 10) / 10 || 0;

function additiveReasons(board: Board, c: number, delta: Record<PartName, number>): Reason[] {
  const all: Reason[] = [];
  const add = (kind: Reason["kind"], term: Term, points: number, detail: Detail, fact: FactRef | null): void => {
    if (tenth(points) !== 0 || term === "practical") all.push({ kind, term, delta: tenth(points), detail, fact });
  };
  addFit(board, c, delta, add);
  addMarket(board, c, delta, add);
  addOutcome(board, c, delta, add);
  addPractical(board, c, delta, add);
  const { prepared } = board;
  const fresh = freshnessOf(prepared, programOf(prepared, c), occupationOf(prepared, c));
  // Facts that are fresher than usual move the score, but "old" is only said where they are older.
  if (delta.staleness < 0) add("stale", "staleness", delta.staleness, { days: fresh.oldestDays, confirmFirst: fresh.confirmFirst }, null);
  return all;
}

type Add = (kind: Reason["kind"], term: Term, points: number, detail: Detail, fact: FactRef | null) => void;

function addFit(board: Board, c: number, delta: Record<PartName, number>, add: Add): void {
  const { view, occupations } = board.prepared;
  const o = occupationOf(board.prepared, c);
  const listing = factOf(view, view.occupations.evidence.listing, o, "occupation-national");
  if (board.interest[o] === board.interest[o]) add("interest-fit", "interest", delta.interest, { fit: share(board.interest[o]!), code: letters(board, o) }, listing);
  const gap = skillGapOf(board, c);
  if (gap !== null) {
    const closed = gap.after - gap.now >= 0.02 && delta.skill > 0;
    add(closed ? "skill-gap-closed" : "skill-fit", "skill", delta.skill, { now: share(gap.now), after: share(gap.after), from: gap.from, skill: widestGap(board, o) }, listing);
  }
  const link = programOf(board.prepared, c) < 0 ? null : share(board.prepared.link[c]!);
  add("preparation", "preparation", delta.preparation, { zone: view.occupations.jobZone[o]!, reach: board.person.zone, licence: occupations.licence[o] === 1, link }, listing);
}

function addMarket(board: Board, c: number, delta: Record<PartName, number>, add: Add): void {
  const { view, occupations } = board.prepared;
  const t = view.occupations;
  const o = occupationOf(board.prepared, c);
  const fact = factOf(view, t.evidence.listing, o, "occupation-national");
  const orNull = (value: number) => (value === value ? value : null);
  if (occupations.openings[o] === occupations.openings[o])
    add("openings", "market", delta.openings, { perYear: orNull(t.annualOpenings[o]!), employed: orNull(t.employment[o]!), percentile: share(occupations.openings[o]!) }, fact);
  if (occupations.growth[o] === occupations.growth[o])
    add("growth", "market", delta.growth, { rate: Math.round(t.growthRate[o]! * 1000) / 1000, percentile: share(occupations.growth[o]!) }, fact);
  if (t.wageMedian[o]! >= 0)
    add("wage", "market", delta.wage, payOf(board, c, o), factOf(view, t.evidence.wages, o, "occupation-national"));
  const near = board.openings.near[o]!;
  const few = delta.near < 0 && (near === 0 || board.openings.nearInAll < fewLocalJobs);
  const place = board.person.place !== null;
  add(few ? "few-local-jobs" : "jobs-open-now", "market", delta.near, { near, nearInAll: board.openings.nearInAll, kilometers: place ? nearKilometers : null }, null);
}

/** The usual pay; to who starts without training, what the lower quarter earns. */
function payOf({ prepared, person }: Board, c: number, o: number): Detail {
  const { view, occupations } = prepared;
  const start = payAtStart(prepared, person, o, c >= view.pathways.count);
  return start >= 0
    ? { start, percentile: share(occupations.entryWage[o]!) }
    : { median: view.occupations.wageMedian[o]!, percentile: share(occupations.wage[o]!) };
}

function addOutcome(board: Board, c: number, delta: Record<PartName, number>, add: Add): void {
  const p = programOf(board.prepared, c);
  if (p < 0 || delta.outcome === 0) return;
  const placement = placementOf(board.prepared, p);
  const chance = placement.kind === "rate" ? placement : completionOf(board.prepared, p);
  const detail: Detail = chance.kind === "rate" ? { low: chance.low, high: chance.high, n: chance.n, basis: chance.basis } : { n: chance.n };
  add(placement.kind === "rate" ? "placement" : "completion", "outcome", delta.outcome, detail, chance.kind === "rate" ? chance.fact : null);
}

function addPractical(board: Board, c: number, delta: Record<PartName, number>, add: Add): void {
  const { prepared, person } = board;
  const p = programOf(prepared, c);
  const o = occupationOf(prepared, c);
  const listing = p < 0 ? null : factOf(prepared.view, prepared.view.programs.evidence.listing, p, "program");
  const missing: Detail = {};
  let points = 0;
  const unknown = (name: string, value: number): void => { missing[name] = true; points += value; };
  const way = distanceOf(board, c);
  if (way === null) unknown("travel", delta.way);
  else add("travel", "practical", delta.way, { kilometers: way.kilometers, minutes: way.minutes, mode: way.mode, limit: person.minutes < 0 ? null : person.minutes }, listing ?? said);
  if (p < 0) add("no-training-needed", "practical", delta.money + delta.hours, {}, null);
  else {
    const cost = costOf(board, p);
    if (cost.outOfPocket === null) unknown("cost", delta.money);
    else {
      const over = delta.money < 0 && exceedsEstimate(board, p);
      add(over ? "over-estimate" : "cost", "practical", delta.money, { ...cost.outOfPocket, basis: cost.basis, limit: person.money < 0 ? null : person.money }, cost.fact);
    }
    const hours = prepared.view.programs.hoursPerWeek[p]!;
    if (hours !== hours) unknown("hours", delta.hours);
    else add("hours-margin", "practical", delta.hours, { hours, limit: person.hours < 0 ? null : person.hours }, factOf(prepared.view, prepared.view.programs.evidence.schedule, p, "program"));
  }
  const weeks = paycheckOf(prepared, p, o);
  if (weeks === null) unknown("length", delta.weeks);
  else add("time", "practical", delta.weeks, { min: weeks.total.min, max: weeks.total.max, widest: weeks.widest }, listing);
  if (Object.keys(missing).length > 0) add("unknown-facts", "practical", points, missing, null);
}

const share = (value: number): number => Math.round(value * 100) / 100;

/** Three letters of the occupation's strongest types, the earlier type first where two are level. */
function letters({ prepared }: Board, o: number): string {
  return riasec
    .map((type, i) => ({ letter: type.charAt(0).toUpperCase(), score: prepared.occupations.interests[o * 6 + i]! }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map((one) => one.letter)
    .join("");
}

/** Skill now and after, and whose ratings they rest on; `null` where the person's or the occupation's are missing. */
export function skillGapOf(board: Board, c: number) {
  const { prepared } = board;
  const o = occupationOf(prepared, c);
  const now = board.skill[cellNow(o)]!;
  const p = programOf(prepared, c);
  const after = p < 0 ? now : board.skill[prepared.cell[c]!]!;
  if (now !== now || after !== after) return null;
  const from = prepared.view.occupations.skillsFrom[o]!;
  return { now, after, from: socText(prepared.view.occupations.soc[from < 0 ? o : from]!) };
}

/** The skill whose gap costs most now; `null` where nothing is missing. */
function widestGap({ prepared, person }: Board, o: number): string | null {
  const t = prepared.occupations;
  let widest = 0;
  let skill: string | null = null;
  for (let i = t.skillStart[o]!; i < t.skillStart[o + 1]!; i++) {
    const cost = (t.skillLevel[i]! - (person.levels?.[t.skillId[i]!] ?? 0)) * t.skillCost[i]!;
    if (cost <= widest) continue;
    widest = cost;
    skill = onetSkills[t.skillId[i]!]!;
  }
  return skill;
}

function earning(board: Board, c: number): Reason {
  const { view } = board.prepared;
  const o = occupationOf(board.prepared, c);
  const detail = { training: view.occupations.onTheJobTraining.get(o) };
  return { kind: "earn-while-learning", term: "practical", delta: 0, detail, fact: factOf(view, view.occupations.evidence.listing, o, "occupation-national") };
}
