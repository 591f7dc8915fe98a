/**
 * Whether two words are at most `limit` edits apart: a letter put in, left out, changed, or two neighbours swapped (optimal
 * string alignment). `prefix`: the rest of `word` after a match of all of `query` is free.
 */
export function withinEdits(query: string, word: string, limit: number, prefix: boolean): boolean {
  const columns = word.length;
  if (!prefix && Math.abs(query.length - columns) > limit) return false;
  if (query.length - columns > limit) return false;
  let before = new Int32Array(columns + 1), above = new Int32Array(columns + 1), row = new Int32Array(columns + 1);
  for (let j = 0; j <= columns; j++) above[j] = j;
  for (let i = 1; i <= query.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= columns; j++) {
      const a = query.charCodeAt(i - 1), b = word.charCodeAt(j - 1);
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (a === b ? 0 : 1));
      if (i > 1 && j > 1 && a === word.charCodeAt(j - 2) && query.charCodeAt(i - 2) === b)
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return false;
    [before, above, row] = [above, row, before];
  }
  return prefix ? above.some((cost) => cost <= limit) : (above[columns] ?? limit + 1) <= limit;
}

/** Edits that a word of this length may be off: none below three letters, where every word is near every other. */
export const editsAllowed = (length: number): number => (length >= 8 ? 2 : length >= 3 ? 1 : 0);

/**
 * Words of three letters have many neighbours: a typing error is looked for only where nothing else is found, in whole words, and
 * not among shorter ones (`cok` is cook, not co).
 */
export const isShort = (length: number): boolean => length < 4;
