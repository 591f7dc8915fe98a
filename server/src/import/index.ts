/** Importers of public data: files in, checked rows of the catalog out. */
import { importCenters } from "./kinds/centers.ts";
import { importCrosswalk } from "./kinds/crosswalk.ts";
import { importJobs } from "./kinds/feed-jobs.ts";
import { importPrograms } from "./kinds/feed-programs.ts";
import { importKansasPrograms } from "./kinds/kansas-programs.ts";
import { importNjPrograms } from "./kinds/nj-programs.ts";
import { importOnet } from "./kinds/onet.ts";
import { importPlaces } from "./kinds/places.ts";
import { importAllPostings, importPostings } from "./kinds/postings.ts";
import { importProgramFacts } from "./kinds/program-facts.ts";
import { importWages } from "./kinds/wages.ts";
import type { ImportDeps, ImportResult, Progress } from "./report.ts";

export type { BrokenFile, BrokenKind, ImportDeps, ImportReport, ImportResult, Progress, Reject } from "./report.ts";
export { importKansas, importKansasTables, importNewJersey, postingsToday } from "./release.ts";
export { generateRows, type GenerateOptions } from "./generate.ts";
export { mutateDay, type Day } from "./mutate.ts";
export { categories } from "./fields.ts";
export { refreshSampleJobs } from "./sample-dates.ts";
export { loadTable, saveTables, serialize, tableNames, type Rows, type TableName } from "./rows.ts";

export interface Importer {
  /** What it reads, in one line for `--help`. */
  readonly summary: string;
  /** Reads `path`, merges into the row directory `into`; a broken file comes back as an error and changes nothing. */
  run(path: string, into: string, report?: (progress: Progress) => void): ImportResult;
}

type Import = (path: string, into: string, deps?: ImportDeps) => ImportResult;

const importer = (summary: string, run: Import): Importer => ({
  summary,
  run: (path, into, report) => run(path, into, report === undefined ? {} : { onProgress: report }),
});

/** Importers by kind, for `catalog import KIND PATH --into DIR`. */
export const importers: Readonly<Record<string, Importer>> = {
  onet: importer("a folder with the O*NET tables and BLS's projections: occupations", importOnet),
  wages: importer("us_oews_may2025.csv: national pay of the occupations that are there", importWages),
  crosswalk: importer("cip2020_soc2018.csv: which fields of study lead to which occupations", importCrosswalk),
  places: importer("a folder with ks_counties, ks_zips, ks_workforce_areas: counties and ZIP codes", importPlaces),
  centers: importer("ks_workforce_centers.csv: workforce centers (after places)", importCenters),
  "kansas-programs": importer(
    "a folder with the Kansas program list, directory, institutions, net price, fields of study",
    importKansasPrograms,
  ),
  "program-facts": importer(
    "ks_program_facts.jsonl: length and schedule from colleges' pages (after kansas-programs)",
    importProgramFacts,
  ),
  "nj-programs": importer(
    "a folder with nj_programs.jsonl and nj_providers.csv: New Jersey's list, for benchmarks",
    importNjPrograms,
  ),
  postings: importer("linkedin_us_2023_sample.csv: its rows in Kansas and the Kansas City area (after places)", importPostings),
  "postings-all": importer("linkedin_us_2023_sample.csv: all rows, for benchmarks", importAllPostings),
  programs: importer("a list of programs in the documented format, CSV or JSON (docs/operators/sources.md)", importPrograms),
  jobs: importer("a list of jobs in the documented format, CSV or JSON (docs/operators/sources.md)", importJobs),
};
