import { keyHash } from "./hash.ts";

export interface CutSize {
  /** Mean rows of a chunk. */
  readonly typical: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Cuts rows that are sorted by key into runs whose ends depend on the keys near them and on nothing else: a key whose hash
 * is a multiple of `typical` ends a run. Inserting, removing or editing a row changes the run it is in, and at most the next
 * one where `least` or `most` moved the cut.
 */
export function cut<R>(rows: readonly R[], keyOf: (row: R) => string, size: CutSize): R[][] {
  const runs: R[][] = [];
  let run: R[] = [];
  for (const row of rows) {
    run.push(row);
    const ends = keyHash(keyOf(row)) % size.typical === 0;
    if ((ends && run.length >= size.least) || run.length >= size.most) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
}
