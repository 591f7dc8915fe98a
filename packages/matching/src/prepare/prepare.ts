import type { CatalogView } from "@pathwayks/catalog";
import { dayNumber } from "@pathwayks/contracts";
import type { IsoDate } from "@pathwayks/contracts";
import { prepareJobs } from "./jobs.ts";
import type { JobTable } from "./jobs.ts";
import { prepareOccupations } from "./occupations.ts";
import type { OccupationTable } from "./occupations.ts";
import { preparePrograms } from "./programs.ts";
import type { ProgramTable } from "./programs.ts";

/** Columns of a cell table: one for each award level, and the last for "no training". */
export const awardColumns = 9;
export const directColumn = 8;

/**
 * A catalog on a day, ready to rank. A candidate is a number: a row of `view.pathways`, or `pathways.count + o` for the
 * direct pathway to occupation `o`.
 */
export interface Prepared {
  readonly view: CatalogView;
  readonly today: IsoDate;
  readonly day: number;
  readonly occupations: OccupationTable;
  readonly programs: ProgramTable;
  readonly jobs: JobTable;
  /** Cell of each row of `view.pathways`: occupation × 9 + award level. */
  readonly cell: Int32Array;
  /** Pathways in each cell. */
  readonly cellCount: Uint32Array;
}

export function prepare(view: CatalogView, today: IsoDate): Prepared {
  const day = dayNumber(today);
  const { program, occupation, count } = view.pathways;
  const cell = Int32Array.from({ length: count }, (_, i) => occupation[i]! * awardColumns + Math.min(7, view.programs.awardLevel[program[i]!]!));
  const cellCount = new Uint32Array(view.occupations.count * awardColumns);
  for (const c of cell) cellCount[c]!++;
  return {
    view, today, day, cell, cellCount,
    occupations: prepareOccupations(view, day), programs: preparePrograms(view, day), jobs: prepareJobs(view, day),
  };
}
