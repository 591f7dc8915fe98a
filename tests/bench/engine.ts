import { createSearch, openCatalog } from "@pathwayks/catalog";
import { buildRelease } from "@pathwayks/catalog/build";
import { benchmarkRanker, people } from "@pathwayks/matching/testing";
import { figure, timed, type Figure } from "./measure.ts";
import { TODAY, wholeSize } from "./rows.ts";

/** The same work in Node, without a browser around it: for seeing what a change in the engine did. */
export async function engineFigures(runs: number): Promise<Figure[]> {
  const release = buildRelease({ rows: wholeSize(), prev: null, createdAt: `${TODAY}T08:00:00Z` });
  const open = () => {
    const opened = openCatalog(release.manifest, release.chunks);
    if (!opened.ok) throw new Error(opened.error.kind);
    return opened.value;
  };
  const view = open();
  const ranked = benchmarkRanker(view, people(7, 100, view), () => performance.now());
  const search = createSearch(view);
  const queries = ["nurs", "nursing assistant", "weldng", "truck driver", "contador"];
  return [
    figure("open the catalog, Node", "ms", await timed(runs, open)),
    figure("make the ranker, Node", "ms", [ranked.create]),
    figure("re-rank, Node", "ms", ranked.each, { note: `${ranked.pathways} pathways` }),
    figure("make the search index, Node", "ms", await timed(runs, () => createSearch(view))),
    figure("search, Node", "ms", (await Promise.all(queries.map((query) => timed(runs, () => [search.programs(query, {}, 0, 20), search.jobs(query, {}, 0, 20)])))).flat()),
  ];
}
