import type { CatalogView } from "@pathwayks/catalog";
import { dayNumber } from "@pathwayks/contracts";
import type { RowCounts } from "../storage/records.ts";

/** A release that lost more than a fifth of a kind of rows waits for a person. */
const LEAST_SHARE = 0.8;

const openJobs = (view: CatalogView): number => {
  const day = dayNumber(view.createdAt);
  return view.jobs.live.reduce((sum, row) => sum + ((view.jobs.expires[row] ?? 0) >= day ? 1 : 0), 0);
};

/** Rows of a release by kind; of jobs those that were open on the day it was made. */
export const rowCounts = (view: CatalogView): RowCounts => ({
  programs: view.programs.count,
  occupations: view.occupations.count,
  jobs: openJobs(view),
  partners: view.partners.count,
});

/** Everything that is counted. Rows of the opened view: a manifest also counts rows that later ones supersede. */
const allCounts = (view: CatalogView): Readonly<Record<string, number>> => ({
  ...rowCounts(view),
  counties: view.counties.count,
  zips: view.zips.count,
  titles: view.titles.count,
  sources: view.sources.length,
});

/** One sentence for each kind of rows of which too many are gone since the last release. */
export function shrinkage(last: CatalogView, next: CatalogView): string[] {
  const after = allCounts(next);
  return Object.entries(allCounts(last)).flatMap(([kind, before]) => {
    const now = after[kind] ?? 0;
    return now < before * LEAST_SHARE ? [`${kind}: ${now} instead of ${before}, less than ${LEAST_SHARE * 100} %`] : [];
  });
}

/** One sentence for each kind of reference that leads nowhere. */
export function danglingReferences({ programs, pathways, jobs }: CatalogView): string[] {
  const orphans = (name: string, rows: readonly number[], id: (row: number) => string) =>
    rows.length === 0 ? [] : [`${rows.length} ${name}, such as ${id(rows[0] ?? 0)}`];
  const rowsOf = (count: number) => Array.from({ length: count }, (_, row) => row);
  return [
    ...orphans(
      "programs without their school",
      rowsOf(programs.count).filter((row) => (programs.provider[row] ?? -1) < 0),
      (row) => programs.id.get(row),
    ),
    ...orphans(
      "jobs without their employer",
      [...jobs.live].filter((row) => (jobs.employer[row] ?? -1) < 0),
      (row) => jobs.id.get(row),
    ),
    ...orphans(
      "pathways without their occupation",
      rowsOf(pathways.count).filter((row) => (pathways.occupation[row] ?? -1) < 0),
      (row) => programs.id.get(pathways.program[row] ?? 0),
    ),
  ];
}
