import type { Release } from "../build/release.ts";
import { readJob } from "../read/job.ts";
import { readProgram } from "../read/program.ts";
import type { CatalogView } from "../view.ts";
import { aCounty, aJob, anOccupation, aPartner, aProgram } from "./rows.ts";
import { releaseOf } from "./view.ts";

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Two releases of a small catalog, the second on top of the first, that differ in programs, jobs and places. */
export function twoReleases(): { readonly first: Release; readonly second: Release } {
  const rows = (version: number) => ({
    counties: [aCounty({ population: version })],
    occupations: [anOccupation({ altTitles: ["Welder", "Fitter"] })],
    crosswalk: [{ cip: "48.0508", soc: "51-4121" }],
    partners: [aPartner(), aPartner({ id: "sample-employer", type: "employer" })],
    programs: range(12).map((i) =>
      aProgram({ id: `p:${String(i)}`, name: { en: `Welding ${String(i)}, v${String(i < 4 ? version : 0)}` }, description: `All about welding, part ${String(i)}.` })),
    jobs: range(12).map((i) => {
      const title = { en: `Welder v${String(i < 3 ? version : 0)}` };
      return aJob({ id: `sample:${String(i)}`, region: i % 2 === 0 ? "area-4" : "online", title, description: `Welds, ${String(i % 5)} days a week.` });
    }),
  });
  const first = releaseOf(rows(1));
  return { first, second: releaseOf(rows(2), { createdAt: "2026-11-24T08:00:00Z", prev: first }) };
}

/** All that a reader can see, as one text: of two releases it differs, of a mixture it is that of neither. */
export const fingerprint = (view: CatalogView): string => JSON.stringify([
  view.version, view.createdAt, [...view.counties.population], [...view.pathways.weight],
  Array.from({ length: view.programs.count }, (_, row) => readProgram(view, row)),
  Array.from(view.jobs.live, (row) => readJob(view, row)),
]);
