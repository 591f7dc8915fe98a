import { join } from "node:path";
import { importCenters } from "./kinds/centers.ts";
import { importCrosswalk } from "./kinds/crosswalk.ts";
import { importKansasPrograms } from "./kinds/kansas-programs.ts";
import { importOnet } from "./kinds/onet.ts";
import { importPlaces } from "./kinds/places.ts";
import { importWages } from "./kinds/wages.ts";
import type { ImportReport, ImportResult } from "./report.ts";

/** A step of a bundled import must not fail: these folders are ours. */
function must(result: ImportResult): ImportReport {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** All Kansas tables but postings: occupations, wages, crosswalk, places, centers, programs and their institutions. */
export function importKansasTables(shared: string, into: string): ImportReport[] {
  const data = join(shared, "data");
  return [
    importOnet(join(data, "onet"), into),
    importWages(join(data, "kansas", "us_oews_may2025.csv.gz"), into),
    importCrosswalk(join(data, "crosswalks", "cip2020_soc2018.csv.gz"), into),
    importPlaces(join(data, "kansas"), into),
    importCenters(join(data, "kansas", "ks_workforce_centers.csv.gz"), into),
    importKansasPrograms(join(data, "colleges"), into),
  ].map(must);
}
