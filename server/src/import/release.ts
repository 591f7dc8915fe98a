import { join } from "node:path";
import { importCenters } from "./kinds/centers.ts";
import { importCrosswalk } from "./kinds/crosswalk.ts";
import { importKansasPrograms } from "./kinds/kansas-programs.ts";
import { importNjPrograms } from "./kinds/nj-programs.ts";
import { importOnet } from "./kinds/onet.ts";
import { importPlaces } from "./kinds/places.ts";
import { importAllPostings, importPostings } from "./kinds/postings.ts";
import { importProgramFacts } from "./kinds/program-facts.ts";
import { importWages } from "./kinds/wages.ts";
import type { ImportReport, ImportResult } from "./report.ts";

/** Day on which the postings of the Kansas and New Jersey row directories are open: between their posting and expiry. */
export const postingsToday = "2023-11-20";

/** A bundled import has no operator to ask: a broken file is an error. */
function must(result: ImportResult): ImportReport {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const occupations = (data: string, into: string): ImportReport[] => [
  must(importOnet(join(data, "onet"), into)),
  must(importWages(join(data, "kansas", "us_oews_may2025.csv.gz"), into)),
  must(importCrosswalk(join(data, "crosswalks", "cip2020_soc2018.csv.gz"), into)),
];

/** All Kansas tables but postings: occupations, wages, crosswalk, places, centers, programs, institutions, page facts. */
export function importKansasTables(shared: string, into: string): ImportReport[] {
  const data = join(shared, "data");
  return [
    ...occupations(data, into),
    must(importPlaces(join(data, "kansas"), into)),
    must(importCenters(join(data, "kansas", "ks_workforce_centers.csv.gz"), into)),
    must(importKansasPrograms(join(data, "colleges"), into)),
    must(importProgramFacts(join(data, "kansas", "ks_program_facts.jsonl.gz"), into)),
  ];
}

/** The Kansas row directory: every program of the federal list, all rated occupations, the Kansas postings. */
export const importKansas = (shared: string, into: string): ImportReport[] => [
  ...importKansasTables(shared, into),
  must(importPostings(join(shared, "data", "postings"), into)),
];

/** The New Jersey row directory, for benchmarks: programs with outcomes, all postings, no places. */
export const importNewJersey = (shared: string, into: string): ImportReport[] => [
  ...occupations(join(shared, "data"), into),
  must(importNjPrograms(join(shared, "data", "nj-etpl"), into)),
  must(importAllPostings(join(shared, "data", "postings"), into)),
];
