import { awardLevels, employmentTypes } from "@pathwayks/contracts";
import type { CatalogView, TextColumn } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import { wordsOf } from "../words/fold.ts";
import { bestOf } from "./best.ts";
import { Matcher } from "./match.ts";
import type { TitleMatch } from "./titles.ts";
import { titleSearch } from "./titles.ts";
import { TokenCollector } from "./token-index.ts";

export interface ProgramFilters {
  /** FIPS. */
  readonly county?: string | undefined;
  readonly awardLevels?: readonly string[] | undefined;
  readonly category?: string | undefined;
  readonly onlineOnly?: boolean | undefined;
  readonly providerId?: string | undefined;
}

export interface JobFilters {
  readonly county?: string | undefined;
  readonly employmentTypes?: readonly string[] | undefined;
  readonly category?: string | undefined;
  readonly remoteOnly?: boolean | undefined;
  readonly soc?: string | undefined;
  /** Day number; jobs that ran out before it are left out. Without it none is. */
  readonly today?: number | undefined;
}

/** Rows of a page of hits, best first, and how many there are in all. */
export interface SearchHits {
  readonly total: number;
  readonly rows: Uint32Array;
}

/**
 * Search as you type over one view. A hit has every word of the query, the last one also as a beginning; case, accents and
 * plural endings do not matter, and where little is found, typing errors do not either. An empty query finds everything.
 * Order: title before provider or employer before category before city, rarer words before common ones, then the order of
 * rows (programs) or the newest (jobs).
 */
export interface CatalogSearch {
  programs(query: string, filters: ProgramFilters, offset: number, limit: number): SearchHits;
  jobs(query: string, filters: JobFilters, offset: number, limit: number): SearchHits;
  /** Lay titles and occupations' own, for naming a past job. Each title once. */
  titles(query: string, limit: number): readonly TitleMatch[];
}

/** Weight of a match in title, provider or employer, category, city. */
const fieldWeights = [8, 4, 2, 1] as const;
const FIELDS = fieldWeights.length;

/** Builds the indexes of programs and jobs now; that of titles when it is first asked for. */
export function createSearch(view: CatalogView): CatalogSearch {
  const programs = programMatcher(view), jobs = jobMatcher(view);
  let titles: ((query: string, limit: number) => readonly TitleMatch[]) | null = null;
  const everyProgram = Uint32Array.from({ length: view.programs.count }, (_, row) => row);
  const newest = view.jobs.live.toSorted((a, b) => (view.jobs.posted[b] ?? 0) - (view.jobs.posted[a] ?? 0) || a - b);
  return {
    programs: (query, filters, offset, limit) =>
      find(programs, everyProgram, programFilter(view, filters), (row) => -row, query, offset, limit),
    jobs: (query, filters, offset, limit) =>
      find(jobs, newest, jobFilter(view, filters), (row) => view.jobs.posted[row] ?? 0, query, offset, limit),
    titles: (query, limit) => (titles ??= titleSearch(view))(query, limit),
  };
}

function find(matcher: Matcher, all: Uint32Array, passes: (row: number) => boolean, tieBreak: (row: number) => number,
  query: string,
  offset: number, limit: number): SearchHits {
  const matched = matcher.match(query);
  if (matched === null) {
    const rows = all.filter(passes);
    return { total: rows.length, rows: rows.slice(offset, offset + limit) };
  }
  const { score } = matched;
  const rows = matched.rows.filter(passes);
  const order = (a: number, b: number) => (score[b] ?? 0) - (score[a] ?? 0) || tieBreak(b) - tieBreak(a) || a - b;
  return { total: rows.length, rows: bestOf(rows, offset + limit, order).slice(offset) };
}

function programMatcher(view: CatalogView): Matcher {
  const { count, name, nameEs, providerName, category, subcategory, city, countyName } = view.programs;
  const words = new TokenCollector(wordsOf);
  const columns: readonly (readonly [TextColumn, number])[] =
    [[name, 0], [nameEs, 0], [providerName, 1], [category, 2], [subcategory, 2], [city, 3], [countyName, 3]];
  for (const [column, field] of columns) for (let row = 0; row < count; row++) words.add(column.get(row), row * FIELDS + field);
  return new Matcher(words.finish(), count, fieldWeights);
}

function jobMatcher(view: CatalogView): Matcher {
  const { count, live, title, titleEs, employerName, category, subcategory, city, countyName } = view.jobs;
  const words = new TokenCollector(wordsOf);
  const columns: readonly (readonly [TextColumn, number])[] =
    [[title, 0], [titleEs, 0], [employerName, 1], [category, 2], [subcategory, 2], [city, 3], [countyName, 3]];
  for (const [column, field] of columns) for (const row of live) words.add(column.get(row), row * FIELDS + field);
  return new Matcher(words.finish(), count, fieldWeights);
}

function programFilter(view: CatalogView, filters: ProgramFilters): (row: number) => boolean {
  const { county, category, online, awardLevel, provider } = view.programs;
  const fips = Number(filters.county), awards = codes(awardLevels, filters.awardLevels);
  const from = filters.providerId === undefined ? UNKNOWN : view.find.partner(filters.providerId);
  return (row) =>
    (filters.county === undefined || county[row] === fips)
    && (awards === null || awards.has(awardLevel[row] ?? UNKNOWN))
    && (filters.onlineOnly !== true || online[row] === 1)
    && (filters.providerId === undefined || (from !== UNKNOWN && provider[row] === from))
    && (filters.category === undefined || category.get(row) === filters.category);
}

function jobFilter(view: CatalogView, filters: JobFilters): (row: number) => boolean {
  const { county, category, remote, employmentType, occupation, expires } = view.jobs;
  const fips = Number(filters.county), types = codes(employmentTypes, filters.employmentTypes);
  const wanted = filters.soc === undefined ? UNKNOWN : view.find.occupation(filters.soc);
  const { today = 0 } = filters;
  return (row) =>
    (expires[row] ?? 0) >= today
    && (filters.county === undefined || county[row] === fips)
    && (types === null || types.has(employmentType[row] ?? UNKNOWN))
    && (filters.remoteOnly !== true || remote[row] === 1)
    && (filters.soc === undefined || (wanted !== UNKNOWN && occupation[row] === wanted))
    && (filters.category === undefined || category.get(row) === filters.category);
}

/** Codes of the words of a filter; `null` where it filters nothing. */
const codes = (list: readonly string[], words: readonly string[] | undefined): ReadonlySet<number> | null =>
  words === undefined || words.length === 0 ? null : new Set(words.map((word) => list.indexOf(word)));
