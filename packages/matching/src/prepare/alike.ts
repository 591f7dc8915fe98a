/** Rows that have the same in all of these columns, as one number; and the first row of each. */
export function alike(columns: readonly ArrayLike<number>[], rows: number) {
  const known = new Map<string, number>();
  const first: number[] = [];
  const group = Uint32Array.from({ length: rows }, (_, row) => {
    const key = columns.map((column) => column[row]).join();
    const seen = known.get(key) ?? first.push(row) - 1;
    known.set(key, seen);
    return seen;
  });
  return { group, first: Uint32Array.from(first) };
}
