import { useEffect, useRef, useState } from "react";
import type { Job, JobId, Program, ProgramId } from "@pathwayks/contracts";
import type { Engine, Facts } from "../../engine/port.ts";
import { useEngine } from "../../state/hooks.ts";
import { useEngineAnswer } from "../pathways/use-ranking.ts";
import { jobFilters, programFilters, type CatalogSearch } from "./model/search-params.ts";

/** Rows a page. */
export const pageSize = 20;

export interface Found {
  readonly tab: CatalogSearch["tab"];
  readonly total: number;
  readonly programs: readonly Program[];
  readonly jobs: readonly Job[];
}

interface Page {
  readonly total: number;
  readonly ids: readonly (ProgramId | JobId)[];
  readonly facts: Facts;
}

/** One page of what the search finds. */
async function page(engine: Engine, search: CatalogSearch, offset: number): Promise<Found> {
  const found: Page =
    search.tab === "jobs"
      ? await engine.searchJobs(search.q, jobFilters(search), offset, pageSize)
      : await engine.searchPrograms(search.q, programFilters(search), offset, pageSize);
  const { total, ids, facts } = found;
  return search.tab === "jobs"
    ? { tab: "jobs", total, programs: [], jobs: ids.flatMap((id) => facts.jobs[id] ?? []) }
    : { tab: "programs", total, programs: ids.flatMap((id) => facts.programs[id] ?? []), jobs: [] };
}

const appended = (found: Found, more: Found): Found => ({
  ...more,
  programs: [...found.programs, ...more.programs],
  jobs: [...found.jobs, ...more.jobs],
});

/** Hits of a search as it is typed, page by page. What a newer search overtook is dropped. */
export function useHits(search: CatalogSearch) {
  const engine = useEngine();
  const key = JSON.stringify(search);
  const first = useEngineAnswer(key, (asked) => page(asked, search, 0));
  const [rest, setRest] = useState<{ readonly of: Found; readonly found: Found } | null>(null);
  const [failed, setFailed] = useState(false);
  const current = useRef(first.value);
  useEffect(() => {
    current.current = first.value;
  });
  const found = rest !== null && rest.of === first.value ? rest.found : first.value;
  const more = async () => {
    const of = first.value;
    if (engine === null || of === null || found === null) return;
    const next = await page(engine, search, found.programs.length + found.jobs.length).catch(() => null);
    setFailed(next === null);
    if (next !== null && current.current === of) setRest({ of, found: appended(found, next) });
  };
  return { kind: first.kind, found, again: first.again, more, moreFailed: failed };
}
