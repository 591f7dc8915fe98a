import { occupationOf, programOf } from "./board.ts";
import { earns, isShort, majorOf, trains } from "./pool.ts";
import { skillCount } from "./prepare/occupations.ts";
import type { Prepared } from "./prepare/prepare.ts";

// A list of five is more than the five best. Of the candidates in the pool a list holds, in this order:
//   0  both ways: two with training and one without, of those within 15 % of the best fit, where there are such; no occupation
//      and no program twice, as long as others are left; and nothing below 93 % of the best fit for the sake of variety alone;
//   1  quality: it gives up at most 3 % of the total fit of the best list that does 0;
//   2  quotas: two SOC major groups, then one option under 16 weeks, then one that earns while learning;
//   3  F(S) = λ · mean fit - (1 - λ) · mean similarity of pairs, λ = .7, as high as it gets.
// Found by swapping one or two at a time until nothing improves; a test compares with all 142,506 sets.

export const lambda = 0.7;
export const givenUp = 0.03;
export const leastShare = 0.93;
export const bothWays = { training: 2, direct: 1, within: 0.85 } as const;

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

/** A pool with all that a list is judged by, by position in it. */
export interface Table {
  readonly size: number;
  readonly fit: Float64Array;
  /** size × size. */
  readonly similar: Float64Array;
  readonly major: Int32Array;
  /** size × size: 1 = the same occupation, or the same program. */
  readonly clash: Uint8Array;
  /** 2 = short, 1 = earns while learning. */
  readonly kind: Uint8Array;
  readonly trains: Uint8Array;
  /** The best by fit that holds them: where the swapping begins, and what "3 %" is measured from. */
  readonly start: readonly number[];
  /** How many of each way a list must hold, how many that clash with none before them, and the least fit of each. */
  readonly needs: { readonly training: number; readonly direct: number; readonly apart: number; readonly fit: number };
}

export function tableOf(prepared: Prepared, fits: Float64Array, pool: readonly number[], k: number): Table {
  const size = pool.length;
  const similar = new Float64Array(size * size);
  for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) similar[a * size + b] = similar[b * size + a] = similarity(prepared, pool[a]!, pool[b]!);
  const fit = Float64Array.from(pool, (c) => fits[c]!);
  const trained = Uint8Array.from(pool, (c) => (trains(prepared, c) ? 1 : 0));
  const clash = clashesOf(prepared, pool);
  const ways = k < 3 ? [] : bothWaysOf(fit, trained, clash);
  const start = completed(ways, clash, size, k);
  return {
    size, fit, similar, trains: trained, clash, start,
    major: Int32Array.from(pool, (c) => majorOf(prepared, c)),
    kind: Uint8Array.from(pool, (c) => (isShort(prepared, c) ? 2 : 0) | (earns(prepared, c) ? 1 : 0)),
    needs: {
      training: ways.filter((i) => trained[i] === 1).length, direct: ways.filter((i) => trained[i] === 0).length,
      apart: start.filter((i, at) => isApart(clash, size, i, start.slice(0, at))).length,
      fit: start.reduce((least, i) => Math.min(least, fit[i]!), leastShare * fit[0]!),
    },
  };
}

function clashesOf(prepared: Prepared, pool: readonly number[]): Uint8Array {
  const clash = new Uint8Array(pool.length * pool.length);
  pool.forEach((a, i) =>
    pool.forEach((b, j) => {
      const sameProgram = programOf(prepared, a) >= 0 && programOf(prepared, a) === programOf(prepared, b);
      if (sameProgram || occupationOf(prepared, a) === occupationOf(prepared, b)) clash[i * pool.length + j] = 1;
    }),
  );
  return clash;
}

const isApart = (clash: Uint8Array, size: number, i: number, others: readonly number[]): boolean => !others.some((other) => clash[i * size + other] === 1);

/** The best of each way that are close enough to the best of all, none like another. */
function bothWaysOf(fit: Float64Array, trained: Uint8Array, clash: Uint8Array): number[] {
  const found: number[] = [];
  const add = (way: number, count: number): void => {
    for (let i = 0; i < fit.length && count > 0; i++) {
      if (trained[i] !== way || fit[i]! < bothWays.within * fit[0]! || !isApart(clash, fit.length, i, found)) continue;
      found.push(i);
      count--;
    }
  };
  add(0, bothWays.direct);
  add(1, bothWays.training);
  return found;
}

/** A list of `k` (or all): the best by fit, nothing twice as long as others are left. */
function completed(must: readonly number[], clash: Uint8Array, size: number, k: number): number[] {
  const list = [...must];
  for (const twice of [false, true])
    for (let i = 0; i < size && list.length < k; i++) if (!list.includes(i) && (twice || isApart(clash, size, i, list))) list.push(i);
  return list.sort((x, y) => x - y);
}

/** What a list is judged by: `quotas` holds 4 for two major groups, 2 for a short option, 1 for one that earns. */
export interface ListValue {
  readonly allowed: boolean;
  readonly quotas: number;
  readonly value: number;
  readonly totalFit: number;
}

/** Judges a list of positions. The sums run in the order of the list. */
export function valueOf(t: Table, list: ArrayLike<number>): ListValue {
  const k = list.length;
  let totalFit = 0;
  let alike = 0;
  let quotas = 0;
  let training = 0;
  let apart = 0;
  let least = Infinity;
  for (let i = 0; i < k; i++) {
    const a = list[i]!;
    totalFit += t.fit[a]!;
    least = Math.min(least, t.fit[a]!);
    training += t.trains[a]!;
    quotas |= t.kind[a]! | (t.major[a] === t.major[list[0]!] ? 0 : 4);
    let again = 0;
    for (let j = 0; j < i; j++) {
      alike += t.similar[a * t.size + list[j]!]!;
      again |= t.clash[a * t.size + list[j]!]!;
    }
    apart += 1 - again;
  }
  const pairs = (k * (k - 1)) / 2;
  return {
    allowed: training >= t.needs.training && k - training >= t.needs.direct && apart >= t.needs.apart && least >= t.needs.fit, quotas, totalFit,
    value: (lambda * totalFit) / k - (pairs === 0 ? 0 : ((1 - lambda) * alike) / pairs),
  };
}

/** The list: candidates, best first. `pool` is sorted best first; the result has `k` of it, or all. */
export function chooseList(prepared: Prepared, fits: Float64Array, pool: readonly number[], k: number): number[] {
  if (pool.length <= k) return [...pool];
  const t = tableOf(prepared, fits, pool, k);
  const search = new Search(t, Int32Array.from(t.start));
  for (let round = 0; round < 60; round++) if (!search.swapOne() && !(k <= 5 && search.swapTwo())) break;
  return Array.from(search.list).sort((a, b) => a - b).map((i) => pool[i]!);
}

/** Swaps in place; a swap stays only if it makes the list better. */
class Search {
  private best: ListValue;
  private readonly floor: number;

  constructor(private readonly table: Table, readonly list: Int32Array) {
    this.best = valueOf(table, list);
    this.floor = (1 - givenUp) * this.best.totalFit;
  }

  /** The best swap of one; false where none improves. */
  swapOne(): boolean {
    const { list, table } = this;
    let found: [number, number] | null = null;
    for (let i = 0; i < list.length; i++) {
      const held = list[i]!;
      for (let x = 0; x < table.size; x++) {
        if (list.includes(x)) continue;
        list[i] = x;
        if (this.improves()) found = [i, x];
        list[i] = held;
      }
    }
    if (found !== null) list[found[0]] = found[1];
    return found !== null;
  }

  /** The first swap of two that improves. */
  swapTwo(): boolean {
    const { list, table } = this;
    for (let i = 0; i < list.length; i++)
      for (let j = i + 1; j < list.length; j++) {
        const [a, b] = [list[i]!, list[j]!];
        for (let x = 0; x < table.size; x++) {
          if (list.includes(x)) continue;
          list[i] = x;
          for (let y = x + 1; y < table.size; y++) {
            if (y === b || list.includes(y)) continue;
            list[j] = y;
            if (this.improves()) return true;
            list[j] = b;
          }
          list[i] = a;
        }
      }
    return false;
  }

  private improves(): boolean {
    const now = valueOf(this.table, this.list);
    const better = now.allowed && now.totalFit >= this.floor &&
      (now.quotas > this.best.quotas || (now.quotas === this.best.quotas && now.value > this.best.value + 1e-12));
    if (better) this.best = now;
    return better;
  }
}
