import type { CatalogView } from "@pathwayks/catalog";
import { dayNumber, type IsoDate } from "@pathwayks/contracts";
import { createRanker, type Ranker } from "@pathwayks/matching";
import type { CatalogState } from "../engine/port.ts";
import type { Desk } from "../engine/protocol.ts";
import { FactsOf } from "./facts.ts";
import { NoCatalog } from "./fault-reply.ts";
import { categoriesOf, centersOf, countiesOf, hasSample, openJobs, zipOf } from "./places.ts";
import { regionsHere } from "./regions.ts";
import { searchOf, type CatalogSearch } from "./search.ts";
import { skillChips } from "./skills.ts";
import type { Shelf } from "./shelf.ts";

/** The questions of the page, answered from the catalog on the shelf. `today` is read once a question. */
export function createDesk(shelf: Shelf, today: () => IsoDate): Desk {
  const ranker = perView((view, date: IsoDate): Ranker => createRanker(view, date));
  const search = perView((view, date: IsoDate): CatalogSearch => searchOf(view, date));
  const view = async (): Promise<CatalogView> => {
    const opened = await shelf.opened();
    if (!opened) throw new NoCatalog("absent");
    return opened.view;
  };
  return {
    state: () => stateOf(shelf, today()),
    update: (subscription) => shelf.update(subscription),
    async rank(profile, options) {
      const began = performance.now();
      const it = await view();
      const result = ranker(it, today()).rank(profile, options);
      return { result, facts: new FactsOf(it).ranking(result), took: performance.now() - began };
    },
    async explain(profile, pathway) {
      const began = performance.now();
      const it = await view();
      const date = today();
      const found = ranker(it, date).explain(profile, pathway);
      if (!found) return null;
      const facts = new FactsOf(it);
      facts.pathway(found);
      const result = { ...ranker(it, date).rank(profile), pathways: [found] };
      return { result, facts: facts.ranking(result), took: performance.now() - began };
    },
    async whatIf(profile) {
      const began = performance.now();
      const { survivors, removed } = ranker(await view(), today()).whatIf(profile);
      return { survivors, removed, took: performance.now() - began };
    },
    searchPrograms: async (...args) => search(await view(), today()).programs(...args),
    searchJobs: async (...args) => search(await view(), today()).jobs(...args),
    suggestTitles: async (...args) => search(await view(), today()).titles(...args),
    async inferSkills(profile) {
      const it = await view();
      return skillChips(it, ranker(it, today()), profile);
    },
    async program(id) {
      const it = await view();
      const row = it.find.program(id);
      return row < 0 ? null : programPage(it, row);
    },
    async job(id) {
      const it = await view();
      const row = it.find.job(id);
      const facts = new FactsOf(it);
      return row < 0 ? null : { job: facts.jobRow(row), facts: facts.facts };
    },
    counties: async () => countiesOf(await view()),
    centers: async () => centersOf(await view()),
    zip: async (zip) => zipOf(await view(), zip),
    categories: async () => categoriesOf(await view()),
  };
}

function programPage(view: CatalogView, row: number): Awaited<ReturnType<Desk["program"]>> {
  const facts = new FactsOf(view);
  const program = facts.programRow(row);
  const [from = 0, to = from] = [view.programs.pathwayStart[row], view.programs.pathwayStart[row + 1]];
  const occupations = Array.from({ length: to - from }, (_, i) => {
    const occupation = facts.occupationRow(view.pathways.occupation[from + i] ?? -1);
    return { soc: occupation.soc, weight: view.pathways.weight[from + i] ?? 0 };
  });
  return { program, occupations, facts: facts.facts };
}

async function stateOf(shelf: Shelf, date: IsoDate): Promise<CatalogState> {
  const opened = await shelf.opened();
  if (!opened) return { kind: "absent" };
  const { view, manifest, present } = opened;
  return {
    kind: "ready",
    status: {
      version: view.version, createdAt: view.createdAt, title: view.title,
      programs: view.programs.count, jobs: openJobs(view, dayNumber(date)), occupations: view.occupations.count,
      bytes: manifest.chunks.reduce((sum, { hash, size }) => sum + (present.has(hash) ? size : 0), 0),
      expired: await shelf.expired(), regions: regionsHere(manifest, present), hasSample: hasSample(view),
    },
  };
}

/** Keeps what was made for a view and a date until either changes. */
function perView<T>(make: (view: CatalogView, date: IsoDate) => T): (view: CatalogView, date: IsoDate) => T {
  let last: { readonly view: CatalogView; readonly date: IsoDate; readonly made: T } | null = null;
  return (view, date) => {
    if (last?.view !== view || last.date !== date) last = { view, date, made: make(view, date) };
    return last.made;
  };
}
