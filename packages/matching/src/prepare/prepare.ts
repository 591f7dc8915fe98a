import type { CatalogView } from "@pathwayks/catalog";
import { dayNumber } from "@pathwayks/contracts";
import type { IsoDate } from "@pathwayks/contracts";
import { practicalShares, scales, unknownEase } from "../assumptions.ts";
import { stalenessOf } from "./age.ts";
import { prepareJobs } from "./jobs.ts";
import type { JobTable } from "./jobs.ts";
import { prepareOccupations } from "./occupations.ts";
import type { OccupationTable } from "./occupations.ts";
import { ease, preparePrograms } from "./programs.ts";
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
  /**
   * By row of `view.pathways`: how strongly the program leads to this occupation, against the one it leads to most. The root of
   * the ratio of their link weights: half as strong counts .71; 1 where a person pinned it. And the sum of it by cell.
   */
  readonly link: Float64Array;
  readonly cellLink: Float64Array;
  /** Pinned links in each cell. */
  readonly cellPinned: Float64Array;
  /** By row of `view.pathways`: ease of weeks, ease of money, hours and weeks by their shares, and staleness. The same for everybody. */
  readonly weeks: Float64Array;
  readonly burden: Float64Array;
  readonly staleness: Float64Array;
  /** By program: the outcome, or that of the average where none is known. */
  readonly outcome: Float64Array;
  /** Sum and count over all pathways of the parts of the score that are the same for everybody. */
  readonly sums: Readonly<Record<string, { readonly sum: number; readonly count: number }>>;
  /** Mean outcome over the pathways whose program publishes one, in millionths; NaN where none does. */
  readonly averageOutcome: number;
}

export function prepare(view: CatalogView, today: IsoDate): Prepared {
  const day = dayNumber(today);
  const cells = view.derived("ranking.cells", { cell: "i32", cellCount: "u32" }, () => cellColumns(view));
  const links = view.derived("ranking.links", { link: "f64", cellLink: "f64", cellPinned: "f64" }, () => linkColumns(view, cells.cell, cells.cellCount.length));
  const programs = preparePrograms(view, day);
  const occupations = prepareOccupations(view, day);
  const pathways = pathwayColumns(view, programs, occupations);
  const averageOutcome = Math.round((pathways.sums.outcome.sum / pathways.sums.outcome.count) * 1e6) / 1e6;
  const neutral = averageOutcome === averageOutcome ? averageOutcome : 0;
  return {
    view, today, day, ...cells, ...links, programs, occupations, ...pathways, averageOutcome,
    jobs: prepareJobs(view, day), outcome: programs.outcome.map((v) => (v === v ? v : neutral)),
  };
}

function cellColumns(view: CatalogView) {
  const { program, occupation, count } = view.pathways;
  const { awardLevel } = view.programs;
  const cell = new Int32Array(count);
  const cellCount = new Uint32Array(view.occupations.count * awardColumns);
  for (let i = 0; i < count; i++) {
    cell[i] = occupation[i]! * awardColumns + Math.min(7, awardLevel[program[i]!]!);
    cellCount[cell[i]!]!++;
  }
  return { cell, cellCount };
}

function linkColumns(view: CatalogView, cell: Int32Array, cells: number) {
  const { weight, pinned, count } = view.pathways;
  const { pathwayStart } = view.programs;
  const link = new Float64Array(count);
  const cellLink = new Float64Array(cells);
  const cellPinned = new Float64Array(cells);
  for (let p = 0; p + 1 < pathwayStart.length; p++) {
    const end = pathwayStart[p + 1]!;
    let strongest = 0;
    for (let i = pathwayStart[p]!; i < end; i++) if (weight[i]! > strongest) strongest = weight[i]!;
    for (let i = pathwayStart[p]!; i < end; i++) {
      link[i] = pinned[i] === 1 || strongest <= 0 ? 1 : Math.sqrt(weight[i]! / strongest);
      cellLink[cell[i]!]! += link[i]!;
      if (pinned[i] === 1) cellPinned[cell[i]!]!++;
    }
  }
  return { link, cellLink, cellPinned };
}

function pathwayColumns(view: CatalogView, programs: ProgramTable, occupations: OccupationTable) {
  const { program, occupation, count } = view.pathways;
  const { staleness: staleProgram, trainMin, searchWeeks, ready } = programs;
  const { search } = occupations;
  const { load, sums: known } = view.derived("ranking.burden", { load: "f64", sums: "f64" }, () => loads(view, programs));
  const [outcome, published, money, hours] = [known[0]!, known[1]!, known[2]!, known[3]!];
  const staleOccupation = occupations.age.map(stalenessOf);
  const weeks = new Float64Array(count);
  const burden = new Float64Array(count);
  const staleness = new Float64Array(count);
  let weeksInAll = 0;
  let staleInAll = 0;
  for (let i = 0; i < count; i++) {
    const p = program[i]!;
    const o = occupation[i]!;
    const own = searchWeeks[p]!;
    // As `weeksEase` says: a call for each of 20,000 costs as much as all else here while the code is cold.
    weeks[i] = trainMin[p]! < 0 ? unknownEase : ease(ready[p]! + (own >= 0 ? own : search[o]!), scales.weeksToPaycheck);
    burden[i] = load[p]! + practicalShares.weeks * weeks[i]!;
    staleness[i] = Math.max(staleOccupation[o]!, staleProgram[p]!);
    weeksInAll += weeks[i]!;
    staleInAll += staleness[i]!;
  }
  const sums = {
    outcome: { sum: outcome, count: published }, money: { sum: money, count }, hours: { sum: hours, count }, weeks: { sum: weeksInAll, count },
    staleness: { sum: staleInAll, count },
  };
  return { weeks, burden, staleness, sums };
}

/** What money and hours weigh, by program; and over all pathways the sum of known outcomes, their number, and the sums of the eases. */
function loads({ pathways: { program } }: CatalogView, { costEase, hoursEase, outcome }: ProgramTable) {
  const { money, hours } = practicalShares;
  const sums = new Float64Array(4);
  for (const p of program) {
    if (outcome[p] === outcome[p]) {
      sums[0]! += outcome[p]!;
      sums[1]!++;
    }
    sums[2]! += costEase[p]!;
    sums[3]! += hoursEase[p]!;
  }
  return { load: costEase.map((ease, p) => money * ease + hours * hoursEase[p]!), sums };
}
