import type { Occupation } from "@pathwayks/contracts";
import { socToInt } from "../../codes.ts";
import { wordsOf } from "../../words/fold.ts";

// What linking knows of occupations. It depends on the occupations alone, so that the link of one program or job never
// depends on the others, and one changed row changes one row of the release.

/** Words that say what kind of award or posting it is, not what work. */
const empty = new Set(
  ("a an and or of the for in to with at on by other general all program certificate certification diploma associate degree "
    + "applied science art technology technical studies study level year i ii iii iv 1 2 3 4 y de en la el los las para")
    .split(" ").flatMap(wordsOf),
);

/** Endings that turn a field into a person: welding, welder; nursing, nurse; carpentry, carpenter; accounting, accountant. */
const endings = ["ician", "ation", "ing", "ian", "ist", "ant", "ry", "er", "or", "y"] as const;
/** Letters that must stay, so that `care` and `car`, `baker` and `bak` do not fall together with others. */
const LEAST_ROOT = 4;

/** What a word has in common with the words for its field and its people. */
export function root(word: string): string {
  const ending = endings.find((e) => word.endsWith(e) && word.length - e.length >= LEAST_ROOT);
  return ending === undefined ? word : word.slice(0, -ending.length);
}

/** Words of a title that say what work it is. */
export const telling = (text: string): string[] => wordsOf(text).filter((word) => !empty.has(word));

/** Their roots: what a program's name shares with the titles of those it trains. */
export const rootsOf = (text: string): string[] => telling(text).map(root);

export interface KnownOccupation {
  readonly soc: number;
  readonly occupation: Occupation;
  /** Roots of the title's own words. */
  readonly title: readonly string[];
  /** Words of its titles: 1 for the title's own, less for those that only lay titles have. */
  readonly words: ReadonlyMap<string, number>;
}

export interface OccupationIndex {
  readonly bySoc: ReadonlyMap<number, KnownOccupation>;
  /** How telling a word is among occupations. Words of none get the highest. */
  idf(word: string): number;
  /** Occupations with exactly this title or lay title, by {@link titleKey}; the title's own first, then by employment. */
  exact(key: string): readonly { readonly soc: number; readonly own: boolean }[];
}

/** A title as look-up compares it. */
export const titleKey = (title: string): string => wordsOf(title).join(" ");

/** Share of the lay titles that must have a word for it to count in full. */
const COMMON_IN_TITLES = 0.15;

export function indexOccupations(occupations: readonly Occupation[]): OccupationIndex {
  const bySoc = new Map<number, KnownOccupation>();
  const documents = new Map<string, number>();
  const titles = new Map<string, { soc: number; own: boolean; employment: number }[]>();
  for (const occupation of occupations) {
    const title = rootsOf(occupation.title.en);
    const known = { soc: socToInt(occupation.soc), occupation, title, words: titleWords(title, occupation.altTitles) };
    bySoc.set(known.soc, known);
    for (const word of known.words.keys()) documents.set(word, (documents.get(word) ?? 0) + 1);
    addTitles(titles, occupation, known.soc);
  }
  for (const found of titles.values())
    found.sort((a, b) => Number(b.own) - Number(a.own) || b.employment - a.employment || a.soc - b.soc);
  const count = occupations.length;
  return {
    bySoc,
    idf: (word) => Math.log(1 + count / (1 + (documents.get(word) ?? 0))),
    exact: (key) => titles.get(key) ?? [],
  };
}

function titleWords(own: readonly string[], altTitles: readonly string[]): Map<string, number> {
  const words = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const title of altTitles)
    for (const word of new Set(rootsOf(title))) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const [word, n] of counts) words.set(word, 0.8 * Math.min(1, n / altTitles.length / COMMON_IN_TITLES));
  for (const word of own) words.set(word, 1);
  return words;
}

function addTitles(titles: Map<string, { soc: number; own: boolean; employment: number }[]>, occupation: Occupation,
  soc: number): void {
  const employment = occupation.outlook.employment ?? 0;
  const add = (title: string, own: boolean) => {
    const key = titleKey(title);
    const found = titles.get(key) ?? [];
    if (key !== "" && !found.some((f) => f.soc === soc)) titles.set(key, [...found, { soc, own, employment }]);
  };
  add(occupation.title.en, true);
  for (const title of occupation.altTitles) add(title, false);
}
