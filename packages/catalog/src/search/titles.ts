import type { CatalogView } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import { wordsOf } from "../words/fold.ts";
import { bestOf } from "./best.ts";
import { Matcher } from "./match.ts";
import { TokenCollector } from "./token-index.ts";

export interface TitleMatch {
  readonly title: string;
  /** Row of `occupations`. */
  readonly occupation: number;
}

/** Hits looked at for each title that is wanted: several may be one title in other words. */
const LOOK_AT = 8;

/** Search over occupations' own titles, in both languages, and their lay titles. Each title comes once. */
export function titleSearch(view: CatalogView): (query: string, limit: number) => readonly TitleMatch[] {
  const { titles, occupations } = view;
  // Rows: own titles, own Spanish titles, lay titles.
  const own = occupations.count, lay = own * 2;
  const titleAt = (row: number) =>
    row < own ? occupations.title.get(row) : row < lay ? occupations.titleEs.get(row - own) : titles.title.get(row - lay);
  const occupationAt = (row: number) => (row < lay ? row % own : (titles.occupation[row - lay] ?? UNKNOWN));
  const rows = lay + titles.count;
  const words = new TokenCollector(wordsOf);
  for (let row = 0; row < rows; row++) if (occupationAt(row) !== UNKNOWN) words.add(titleAt(row), row);
  const matcher = new Matcher(words.finish(), rows, [1]);
  return (query, limit) => {
    const matched = matcher.match(query);
    if (matched === null) return [];
    const { score } = matched;
    const lengths = new Map<number, number>();
    const length = (row: number) => lengths.get(row) ?? (lengths.set(row, titleAt(row).length), titleAt(row).length);
    // Shorter titles first among equals: "Nurse" before "Night Shift Surgical Nurse".
    const best = bestOf(matched.rows, limit * LOOK_AT, (a, b) => (score[b] ?? 0) - (score[a] ?? 0) || length(a) - length(b)
      || a - b);
    return distinct(best, titleAt, limit).map(({ row, title }) => ({ title, occupation: occupationAt(row) }));
  };
}

function distinct(rows: Uint32Array, titleAt: (row: number) => string, limit: number) {
  const seen = new Set<string>();
  const found: { readonly row: number; readonly title: string }[] = [];
  for (const row of rows) {
    const title = titleAt(row), key = wordsOf(title).join(" ");
    if (found.length >= limit) break;
    if (seen.has(key)) continue;
    seen.add(key);
    found.push({ row, title });
  }
  return found;
}
