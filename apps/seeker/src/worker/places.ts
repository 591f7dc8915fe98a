import { readCounty, readPartner, type CatalogView } from "@pathwayks/catalog";
import { partnerTypes, type County, type Partner } from "@pathwayks/contracts";
import type { Answer } from "../engine/protocol.ts";

const rows = (count: number): number[] => Array.from({ length: count }, (_, row) => row);

export const countiesOf = (view: CatalogView): readonly County[] => rows(view.counties.count).map((row) => readCounty(view, row));

/** Workforce centers that the catalog knows. */
export function centersOf(view: CatalogView): readonly Partner[] {
  const wanted = partnerTypes.indexOf("workforce-center");
  return rows(view.partners.count).filter((row) => view.partners.type[row] === wanted).map((row) => readPartner(view, row));
}

/** City and county of a five-digit ZIP; `null` where the catalog does not know it. */
export function zipOf(view: CatalogView, zip: string): Answer<"zip"> {
  if (!/^\d{5}$/.test(zip)) return null;
  const row = view.zips.zip.indexOf(Number(zip));
  if (row === -1) return null;
  const county = view.zips.county[row] ?? -1;
  return { city: view.zips.city.get(row), countyFips: county < 0 ? null : String(county).padStart(5, "0") };
}

/** The categories that programs and live jobs have, in the order of the alphabet. */
export function categoriesOf(view: CatalogView): Answer<"categories"> {
  const distinct = (all: Iterable<string>): readonly string[] => [...new Set(all)].filter((name) => name !== "").sort();
  return {
    programs: distinct(rows(view.programs.count).map((row) => view.programs.category.get(row))),
    jobs: distinct(Array.from(view.jobs.live, (row) => view.jobs.category.get(row))),
  };
}

/** Whether any program or live job is a sample. */
export const hasSample = (view: CatalogView): boolean =>
  view.programs.sample.includes(1) || view.jobs.live.some((row) => view.jobs.sample[row] === 1);

/** Live jobs that have not run out on `day`, a day number. */
export const openJobs = (view: CatalogView, day: number): number =>
  view.jobs.live.reduce((count, row) => count + ((view.jobs.expires[row] ?? day) >= day ? 1 : 0), 0);
