import { chunksFor, instantToSeconds, type CatalogView, type Started } from "@pathwayks/catalog";
import { dayNumber, regions, type IsoDate } from "@pathwayks/contracts";
import { createRanker, type Ranker } from "@pathwayks/matching";
import type { CatalogState } from "../engine/port.ts";
import type { Desk } from "../engine/protocol.ts";
import { FactsOf } from "./facts.ts";
import { NoCatalog } from "./fault-reply.ts";
import { categoriesOf, centersOf, countiesOf, hasSample, openJobs, zipOf } from "./places.ts";
import { indexPerView, searchOf, type DeskSearch } from "./search.ts";
import type { Shelf } from "./shelf.ts";

export interface DeskDeps {
  readonly shelf: Shelf;
  /** The device's date. */
  today(): IsoDate;
  /** The device's time as the catalog writes it, `YYYY-MM-DDTHH:MM:SSZ`. */
  now(): string;
}

/** The questions of the page, answered from the catalog on the shelf. */
export function createDesk({ shelf, today, now }: DeskDeps): Desk {
  const ranker = perView((view, date: IsoDate): Ranker => createRanker(view, date));
  const index = indexPerView();
  const search = perView((view, date: IsoDate): DeskSearch => searchOf(view, index(view), date));
  const viewOf = async (asked: Promise<Started | null>): Promise<CatalogView> => {
    const opened = await asked;
    if (!opened) throw new NoCatalog("absent");
    shelf.served();
    return opened.view;
  };
  /** Enough to rank, to look up and to count; with what is written about programs and jobs. */
  const numbers = () => viewOf(shelf.opened());
  const view = () => viewOf(shelf.whole());
  return {
    state: () => stateOf(shelf, today(), now()),
    update: (subscription) => shelf.update(subscription),
    async rank(profile, options) {
      const began = performance.now();
      const result = ranker(await numbers(), today()).rank(profile, options);
      shelf.livesAt(profile.location);
      return { result, facts: new FactsOf(await view()).ranking(result), took: performance.now() - began };
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
      const { survivors, removed } = ranker(await numbers(), today()).whatIf(profile);
      return { survivors, removed, took: performance.now() - began };
    },
    searchPrograms: async (...args) => search(await view(), today()).programs(...args),
    searchJobs: async (...args) => search(await view(), today()).jobs(...args),
    suggestTitles: async (...args) => search(await view(), today()).titles(...args),
    async inferSkills(profile) {
      return ranker(await numbers(), today()).inferSkills(profile);
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
    counties: async () => countiesOf(await numbers()),
    centers: async () => centersOf(await view()),
    zip: async (zip) => zipOf(await numbers(), zip),
    categories: async () => categoriesOf(await numbers()),
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

async function stateOf(shelf: Shelf, date: IsoDate, now: string): Promise<CatalogState> {
  const opened = await shelf.opened();
  if (!opened) return { kind: "absent" };
  shelf.served();
  const { view, manifest, installed } = opened;
  const chunks = chunksFor(manifest, installed.regions);
  return {
    kind: "ready",
    status: {
      version: view.version, createdAt: view.createdAt, title: view.title,
      programs: view.programs.count, jobs: openJobs(view, dayNumber(date)), occupations: view.occupations.count,
      bytes: chunks.reduce((sum, { size }) => sum + size, 0),
      expired: instantToSeconds(installed.expires) < instantToSeconds(now),
      regions: regions.filter((region) => installed.regions.includes(region)), hasSample: hasSample(view),
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
