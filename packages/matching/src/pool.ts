import { occupationOf, programOf } from "./board.ts";
import type { Board } from "./board.ts";
import { failsOf } from "./limits.ts";
import type { Prepared } from "./prepare/prepare.ts";

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
  return withKinds(prepared, sorted, size);
}

/** The first `size`, whose last ones give way to the best of each kind that a list asks for, where too few are among them. */
function withKinds(prepared: Prepared, sorted: number[], size: number): number[] {
  const first = sorted[0];
  if (first === undefined || sorted.length <= size) return sorted;
  const kinds: readonly [(c: number) => boolean, number][] = [
    [(c) => trains(prepared, c), 3], [(c) => !trains(prepared, c), 2],
    [(c) => majorOf(prepared, c) !== majorOf(prepared, first), 2], [(c) => isShort(prepared, c), 1], [(c) => earns(prepared, c), 1],
  ];
  const wanted = new Set(kinds.flatMap(([is, count]) => sorted.filter(is).slice(0, count)));
  const rest = sorted.filter((c) => !wanted.has(c)).slice(0, size - wanted.size);
  const kept = new Set([...wanted, ...rest]);
  return sorted.filter((c) => kept.has(c));
}

export const majorOf = (prepared: Prepared, c: number): number => prepared.occupations.major[occupationOf(prepared, c)]!;

export const trains = (prepared: Prepared, c: number): boolean => programOf(prepared, c) >= 0;

/** Under 16 weeks for sure, or no training at all. */
export function isShort(prepared: Prepared, c: number): boolean {
  const p = programOf(prepared, c);
  return p < 0 || (prepared.programs.trainMin[p]! >= 0 && prepared.programs.trainMax[p]! < shortWeeks);
}

/** Paid from the first day and taught on the job. */
export const earns = (prepared: Prepared, c: number): boolean =>
  !trains(prepared, c) && prepared.occupations.learnsOnTheJob[occupationOf(prepared, c)] === 1;
