import { directColumn, awardColumns } from "./prepare/prepare.ts";
import type { Prepared } from "./prepare/prepare.ts";
import { skillCount } from "./prepare/occupations.ts";
import { cellOf, occupationOf, programOf } from "./board.ts";
import type { Board } from "./board.ts";
import { failsOf } from "./limits.ts";

// A list of five is more than the five best. What is maximised, in this order:
//   0  a list may give up at most 3 % of the total fit of the best five;
//   1  quotas met: two SOC major groups, then one option under 16 weeks, then one that earns while learning;
//   2  F(S) = λ · mean fit - (1 - λ) · mean similarity of pairs, λ = .7.
// Found by swapping from the best five until no swap of one or two improves it; a test compares with all 142,506 sets.

export const lambda = 0.7;
export const givenUp = 0.03;
/** Candidates that a list of five is chosen from, and how many of them may lead to one occupation. */
export const poolSize = 30;
const perOccupation = 3;
const shortWeeks = 16;

/** Candidate numbers → pathway ids, made when first asked for. */
export type IdOf = (c: number) => string;

/** Total order of candidates: fit, then id by code unit. */
export const precedes = (fits: Float64Array, idOf: IdOf, a: number, b: number): boolean =>
  fits[a]! > fits[b]! || (fits[a] === fits[b] && idOf(a) < idOf(b));

/** Survivors worth choosing from, best first: the best three of each occupation, and of those the best `size`. */
export function poolOf(board: Board, fits: Float64Array, verdicts: Int32Array, idOf: IdOf, size: number): number[] {
  const { prepared } = board;
  const slots = new Int32Array(prepared.occupations.count * perOccupation).fill(-1);
  const worst = new Float64Array(prepared.occupations.count).fill(-1);
  for (let c = 0; c < fits.length; c++) {
    if (failsOf(verdicts[c]!) !== 0) continue;
    const o = occupationOf(prepared, c);
    if (fits[c]! < worst[o]!) continue;
    let held = c;
    for (let s = o * perOccupation; s < (o + 1) * perOccupation; s++) {
      const other = slots[s]!;
      if (other >= 0 && !precedes(fits, idOf, held, other)) continue;
      slots[s] = held;
      held = other;
      if (held < 0) break;
    }
    const last = slots[(o + 1) * perOccupation - 1]!;
    if (last >= 0) worst[o] = fits[last]!;
  }
  const sorted = Array.from(slots.filter((c) => c >= 0)).sort((a, b) => (precedes(fits, idOf, a, b) ? -1 : 1));
  return withQuotas(prepared, sorted, size);
}

/** The first `size`, whose last ones give way to the best short, earning or otherwise grouped option where none is among them. */
function withQuotas(prepared: Prepared, sorted: number[], size: number): number[] {
  const pool = sorted.slice(0, size);
  const first = pool[0];
  if (first === undefined || sorted.length <= size) return pool;
  const wanted = [
    (c: number) => majorOf(prepared, c) !== majorOf(prepared, first), (c: number) => isShort(prepared, c), (c: number) => earns(prepared, c),
  ];
  const missing = wanted.filter((is) => !pool.some(is)).flatMap((is) => sorted.find(is) ?? []);
  const added = [...new Set(missing)];
  return [...pool.slice(0, size - added.length), ...added.sort((a, b) => sorted.indexOf(a) - sorted.indexOf(b))];
}

const majorOf = (prepared: Prepared, c: number): number => prepared.occupations.major[occupationOf(prepared, c)]!;

/** Under 16 weeks for sure, or no training at all. */
export function isShort(prepared: Prepared, c: number): boolean {
  const p = programOf(prepared, c);
  return p < 0 || (prepared.programs.trainMin[p]! >= 0 && prepared.programs.trainMax[p]! < shortWeeks);
}

/** Paid from the first day and taught on the job. */
export const earns = (prepared: Prepared, c: number): boolean =>
  cellOf(prepared, c) % awardColumns === directColumn && prepared.occupations.learnsOnTheJob[occupationOf(prepared, c)] === 1;

/** .5 same SOC minor group + .3 same provider + .2 cosine of the skill vectors, in [0,1]. */
export function similarity(prepared: Prepared, a: number, b: number): number {
  const { minor, skillVector } = prepared.occupations;
  const [oa, ob] = [occupationOf(prepared, a), occupationOf(prepared, b)];
  const [pa, pb] = [programOf(prepared, a), programOf(prepared, b)];
  const provider = pa < 0 || pb < 0 ? -1 : prepared.view.programs.provider[pa]!;
  let cosine = 0;
  for (let s = 0; s < skillCount; s++) cosine += skillVector[oa * skillCount + s]! * skillVector[ob * skillCount + s]!;
  const sameProvider = provider >= 0 && provider === prepared.view.programs.provider[pb]!;
  return (minor[oa] === minor[ob] ? 0.5 : 0) + (sameProvider ? 0.3 : 0) + 0.2 * Math.min(1, cosine);
}

/** What a list is judged by. */
export interface ListValue {
  /** Quotas met: 4 for two major groups, 2 for a short option, 1 for one that earns. */
  readonly quotas: number;
  readonly value: number;
  readonly totalFit: number;
}

/** Judges lists from one pool (positions in it), with all similarities at hand. */
export function judge(prepared: Prepared, fits: Float64Array, pool: readonly number[]): (list: readonly number[]) => ListValue {
  const n = pool.length;
  const similar = new Float64Array(n * n);
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) similar[a * n + b] = similar[b * n + a] = similarity(prepared, pool[a]!, pool[b]!);
  const major = pool.map((c) => majorOf(prepared, c));
  const kind = pool.map((c) => (isShort(prepared, c) ? 2 : 0) | (earns(prepared, c) ? 1 : 0));
  return (list) => {
    let totalFit = 0;
    let alike = 0;
    let quotas = 0;
    for (let i = 0; i < list.length; i++) {
      const a = list[i]!;
      totalFit += fits[pool[a]!]!;
      quotas |= kind[a]! | (major[a] === major[list[0]!] ? 0 : 4);
      for (let j = 0; j < i; j++) alike += similar[a * n + list[j]!]!;
    }
    const pairs = (list.length * (list.length - 1)) / 2;
    return { quotas, value: (lambda * totalFit) / list.length - (pairs === 0 ? 0 : ((1 - lambda) * alike) / pairs), totalFit };
  };
}

/** The list: candidates, best first. `pool` is sorted best first; the result has `k` of it, or all. */
export function chooseList(prepared: Prepared, fits: Float64Array, pool: readonly number[], k: number): number[] {
  if (pool.length <= k) return [...pool];
  const value = judge(prepared, fits, pool);
  let list = pool.slice(0, k).map((_, i) => i);
  let best = value(list);
  const floor = (1 - givenUp) * best.totalFit;
  for (let depth = 1, round = 0; depth <= (k <= 5 ? 2 : 1) && round < 60; round++) {
    let improved: number[] | null = null;
    for (const next of swaps(list, pool.length, depth)) {
      const v = value(next);
      if (v.totalFit < floor || v.quotas < best.quotas || (v.quotas === best.quotas && v.value <= best.value)) continue;
      improved = next;
      best = v;
    }
    if (improved === null) depth++;
    else [list, depth] = [improved, 1];
  }
  return [...list].sort((a, b) => a - b).map((i) => pool[i]!);
}

/** All lists that differ from this one in exactly `depth` (1 or 2) places. */
function* swaps(list: readonly number[], n: number, depth: number): Generator<number[]> {
  const outside = Array.from({ length: n }, (_, i) => i).filter((i) => !list.includes(i));
  for (let i = 0; i < list.length; i++)
    for (let x = 0; x < outside.length; x++) {
      const one = list.with(i, outside[x]!);
      if (depth === 1) yield one;
      else for (let j = i + 1; j < list.length; j++) for (let y = 0; y < outside.length; y++) if (y !== x) yield one.with(j, outside[y]!);
    }
}
