import { createSearch, type CatalogSearch, type CatalogView } from "@pathwayks/catalog";
import { dayNumber, type IsoDate, type JobId, type ProgramId } from "@pathwayks/contracts";
import type { Hits, TitleHit } from "../engine/port.ts";
import type { Desk } from "../engine/protocol.ts";
import { FactsOf } from "./facts.ts";

/** The search questions of the desk over one view. The index is built when it is first made: make it when it is needed. */
export interface DeskSearch {
  readonly programs: (...args: Parameters<Desk["searchPrograms"]>) => Hits<ProgramId>;
  readonly jobs: (...args: Parameters<Desk["searchJobs"]>) => Hits<JobId>;
  readonly titles: (...args: Parameters<Desk["suggestTitles"]>) => readonly TitleHit[];
}

/** `index` outlives a day; jobs that ran out before `today` are left out. */
export function searchOf(view: CatalogView, index: CatalogSearch, today: IsoDate): DeskSearch {
  return {
    programs: (query, filters, offset, limit) => {
      const began = performance.now();
      const facts = new FactsOf(view);
      const { total, rows } = index.programs(query, filters, offset, limit);
      const ids = Array.from(rows, (row) => facts.programRow(row).id);
      return { total, ids, facts: facts.facts, took: performance.now() - began };
    },
    jobs: (query, filters, offset, limit) => {
      const began = performance.now();
      const facts = new FactsOf(view);
      const { total, rows } = index.jobs(query, { ...filters, today: dayNumber(today) }, offset, limit);
      const ids = Array.from(rows, (row) => facts.jobRow(row).id);
      return { total, ids, facts: facts.facts, took: performance.now() - began };
    },
    titles: (query, limit) => index.titles(query, limit).map((hit) => titleHit(view, hit)),
  };
}

/** A search index that is made once for each view. */
export function indexPerView(): (view: CatalogView) => CatalogSearch {
  let last: { readonly view: CatalogView; readonly index: CatalogSearch } | null = null;
  return (view) => {
    if (last?.view !== view) last = { view, index: createSearch(view) };
    return last.index;
  };
}

function titleHit(view: CatalogView, { title, occupation }: { readonly title: string; readonly occupation: number }): TitleHit {
  const facts = new FactsOf(view).occupationRow(occupation);
  return { title, soc: facts.soc, occupation: facts.title };
}
