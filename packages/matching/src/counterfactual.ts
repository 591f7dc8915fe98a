import { changeableLimits, limitKinds } from "@pathwayks/contracts";
import type { ChangeableLimit, Counterfactual, LimitKind, PathwayId } from "@pathwayks/contracts";
import { fitOf, occupationOf, programOf, withMode, withWays } from "./board.ts";
import type { Board } from "./board.ts";
import type { IdOf } from "./pool.ts";
import { carMinutes, ownMinutes } from "./distance.ts";
import { bitOf, failsOf, kindsOf, travelVerdict } from "./limits.ts";
import { online } from "./prepare/programs.ts";

// The smallest change of a limit that lets a better pathway in, by scan. Scores do not follow limits (DESIGN.md), so a
// candidate that fails one limit comes in exactly when the limit reaches what it needs, and nothing else moves. The one
// exception is the car: it changes the way, so those candidates and the worst one shown are scored anew.

/** Step of each limit, in its unit; what a pathway needs is rounded to whole steps. */
export const steps: Record<ChangeableLimit, number> = {
  travel: 1, car: 1, cost: 100, hours: 1, schedule: 1, start: 1, length: 1, wage: 10_000, childcare: 1,
};

/** How much of each counts as an equally big change: orders what is offered, and picks among pairs. */
const bigness: Record<ChangeableLimit, number> = {
  travel: 15, car: 3, cost: 50_000, hours: 4, schedule: 2, start: 45, length: 8, wage: 200_000, childcare: 3,
};

const kindOf = (limit: ChangeableLimit): LimitKind => (limit === "car" ? "travel" : limit);
/** Pairs that are offered at most. */
const pairsOffered = 3;

interface Found {
  readonly limits: readonly ChangeableLimit[];
  readonly size: number;
  readonly candidate: number;
  readonly fit: number;
}

interface Scan {
  readonly board: Board;
  readonly fits: Float64Array;
  /** The board as if by car; `null` where the person has one. */
  readonly car: Board | null;
  readonly idOf: IdOf;
  /** Worst pathway shown, -1 = fewer than five survive, and any is better. */
  readonly worst: number;
  /** Failing candidates by the set of limits they fail. */
  readonly byFails: ReadonlyMap<number, Int32Array>;
}

/** At most one change for each limit, the easiest first; pairs only where no single change works. */
export function counterfactuals(board: Board, fits: Float64Array, verdicts: Int32Array, idOf: IdOf, worst: number): Counterfactual[] {
  const mode = board.person.mode;
  const car = mode === null || mode === "car" ? null : withMode(board, "car");
  const scan: Scan = { board, fits, car, idOf, worst, byFails: groupByFails(verdicts) };
  const singles = changeableLimits.flatMap((limit) => smallest(scan, [limit]) ?? []);
  const found = singles.length > 0 ? singles : pairs(scan).slice(0, pairsOffered);
  return found.sort(easiestFirst(idOf)).map(({ limits, candidate, fit }) => {
    const needs = limits.map((limit) => needOf(board, car, limit, candidate));
    return {
      changes: limits.map((limit, i) => ({ limit, from: valueNow(board, limit), to: valueAfter(board, limit, needs[i]!) })),
      pathway: idOf(candidate) as PathwayId, matchScore: Math.round(100 * fit), opens: opened(scan, limits, needs),
    };
  });
}

const easiestFirst = (idOf: IdOf) => (a: Found, b: Found): number =>
  a.size - b.size || b.fit - a.fit || (idOf(a.candidate) < idOf(b.candidate) ? -1 : 1);

/** Candidates that fail one or two limits and nothing else, each set of limits apart, in their order. */
function groupByFails(verdicts: Int32Array): Map<number, Int32Array> {
  const counts = new Int32Array(1 << limitKinds.length);
  for (let c = 0; c < verdicts.length; c++) if (verdicts[c]! >= 0) counts[failsOf(verdicts[c]!)]!++;
  // All groups lie in one array, one after the other; -1: a set of more than two limits has none.
  const next = new Int32Array(counts.length).fill(-1);
  const all = new Int32Array(verdicts.length);
  const groups = new Map<number, Int32Array>();
  let end = 0;
  for (let set = 1; set < counts.length; set++) {
    if (counts[set] === 0 || kindsOf(set).length > 2) continue;
    groups.set(set, all.subarray(end, end + counts[set]!));
    next[set] = end;
    end += counts[set]!;
  }
  for (let c = 0; c < verdicts.length; c++) {
    const fails = verdicts[c]! < 0 ? 0 : failsOf(verdicts[c]!);
    if (next[fails]! >= 0) all[next[fails]!++] = c;
  }
  return groups;
}

function pairs(scan: Scan): Found[] {
  const found: Found[] = [];
  for (let a = 0; a < changeableLimits.length; a++)
    for (let b = a + 1; b < changeableLimits.length; b++) {
      const pair = [changeableLimits[a]!, changeableLimits[b]!];
      const one = kindOf(pair[0]!) === kindOf(pair[1]!) ? null : smallest(scan, pair);
      if (one !== null) found.push(one);
    }
  return found.sort(easiestFirst(scan.idOf));
}

/** The smallest joint change of these limits that lets a better candidate in, of those that fail exactly these; `null` = none. */
function smallest(scan: Scan, limits: readonly ChangeableLimit[]): Found | null {
  const byCar = limits.includes("car");
  const group = scan.byFails.get(bitsOf(limits));
  if (group === undefined || (byCar && scan.car === null)) return null;
  const car = byCar && scan.car !== null ? withWays(scan.car, scan.worst < 0 ? group : [scan.worst, ...group]) : null;
  const fit = (c: number): number => (car === null ? scan.fits[c]! : fitOf(car, c));
  const worst = scan.worst < 0 ? -1 : fit(scan.worst);
  let best: Found | null = null;
  for (const candidate of group) {
    const own = fit(candidate);
    if (own <= worst) continue;
    const size = sizeOf(scan, limits, candidate);
    if (!(size <= (best?.size ?? Infinity))) continue;
    const one = { limits, size, candidate, fit: own };
    if (best === null || easiestFirst(scan.idOf)(one, best) < 0) best = one;
  }
  return best;
}

/** How big the change is that this candidate needs; NaN where a limit cannot be changed so far. */
function sizeOf({ board, car }: Scan, limits: readonly ChangeableLimit[], candidate: number): number {
  let size = 0;
  for (const limit of limits) {
    const need = needOf(board, car, limit, candidate);
    if (need !== need) return NaN;
    size += effort(board, limit, need) / bigness[limit];
  }
  return size;
}

const bitsOf = (limits: readonly ChangeableLimit[]): number => limits.reduce((all, limit) => all | bitOf(kindOf(limit)), 0);

/** How many candidates the change lets in: all that fail nothing but limits of the change, and no more than it gives. */
function opened(scan: Scan, limits: readonly ChangeableLimit[], needs: readonly number[]): number {
  const bits = bitsOf(limits);
  let count = 0;
  for (const [fails, group] of scan.byFails)
    if ((fails & ~bits) === 0) for (const c of group) if (comesIn(scan, limits, needs, c, fails)) count++;
  return count;
}

function comesIn({ board, car }: Scan, limits: readonly ChangeableLimit[], needs: readonly number[], c: number, fails: number): boolean {
  return limits.every((limit, i) => {
    if ((fails & bitOf(kindOf(limit))) === 0) return true;
    const need = needOf(board, car, limit, c);
    const given = needs[i]!;
    if (limit === "schedule") return need === given;
    return limit === "wage" ? need >= given : need <= given;
  });
}

/** Units between the limit as it is and what is needed. */
function effort({ person }: Board, limit: ChangeableLimit, need: number): number {
  switch (limit) {
    case "travel": return need - person.minutes;
    case "cost": return need - person.money;
    case "hours": return need - person.hours;
    case "start": return need - person.startBy;
    case "length": return need - person.weeks;
    case "wage": return person.wageFloor - need;
    case "car": case "schedule": case "childcare": return 1;
  }
}

/** The nearest value of the limit that lets this candidate pass it, in whole steps; NaN where none does. */
function needOf(board: Board, car: Board | null, limit: ChangeableLimit, c: number): number {
  const { prepared, person } = board;
  const p = programOf(prepared, c);
  const kilometers = p < 0 ? board.openings.directKilometers[occupationOf(prepared, c)]! : board.kilometers.programs[p]!;
  switch (limit) {
    case "travel": return person.mode === "online-only" ? NaN : upTo(1440, ownMinutes(kilometers, person.mode) ?? carMinutes(kilometers));
    case "car": return car !== null && failsOf(travelVerdict(car.person, kilometers, p < 0 ? online.no : prepared.programs.online[p]!)) === 0 ? 1 : NaN;
    case "wage": return Math.floor(prepared.view.occupations.wageMedian[occupationOf(prepared, c)]! / steps.wage) * steps.wage;
    case "cost": return Math.ceil(prepared.programs.costMin[p]! / steps.cost) * steps.cost;
    case "hours": return upTo(168, Math.ceil(prepared.view.programs.hoursPerWeek[p]!));
    case "schedule": return prepared.programs.needsDaypart[p]!;
    case "start": return prepared.programs.nextStart[p]!;
    case "length": return prepared.programs.trainMin[p]!;
    case "childcare": return 0;
  }
}

const upTo = (most: number, value: number): number => (value <= most ? value : NaN);

function valueNow({ person }: Board, limit: ChangeableLimit): number {
  switch (limit) {
    case "travel": return person.minutes;
    case "car": return 0;
    case "cost": return person.money;
    case "hours": return person.hours;
    case "schedule": return person.dayparts;
    case "start": return person.startBy;
    case "length": return person.weeks;
    case "wage": return person.wageFloor;
    case "childcare": return 1;
  }
}

const valueAfter = (board: Board, limit: ChangeableLimit, need: number): number =>
  limit === "schedule" ? board.person.dayparts | need : need;
