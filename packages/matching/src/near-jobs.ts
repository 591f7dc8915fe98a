import type { JobId } from "@pathwayks/contracts";
import { nearKilometers } from "./assumptions.ts";
import { programOf } from "./board.ts";
import type { Board } from "./board.ts";
import { travelVerdict } from "./limits.ts";
import { online } from "./prepare/programs.ts";
import { couldTake, kilometersTo } from "./reach.ts";

/** Job ids that a card carries at most; the catalog search has the rest. */
const carried = 12;

/** Open jobs of a candidate's occupation: within reach first, then the nearest; and how many are within reach. */
export function jobsOf(board: Board, c: number, o: number): { jobs: JobId[]; jobsWithinReach: number } {
  const { prepared } = board;
  const direct = programOf(prepared, c) < 0;
  const { id } = prepared.view.jobs;
  const found: { job: number; reach: boolean; km: number }[] = [];
  for (const job of prepared.jobs.list.subarray(prepared.jobs.start[o]!, prepared.jobs.start[o + 1]!)) {
    if (direct && !couldTake(prepared, board.person, job)) continue;
    const km = kilometersTo(prepared, board.kilometers, job);
    found.push({ job, reach: withinReach(board, job, km), km: km === km ? km : Infinity });
  }
  found.sort((a, b) => Number(b.reach) - Number(a.reach) || (a.km === b.km ? (id.get(a.job) < id.get(b.job) ? -1 : 1) : a.km - b.km));
  return { jobs: found.slice(0, carried).map(({ job }) => id.get(job) as JobId), jobsWithinReach: found.filter((one) => one.reach).length };
}

/** Within the person's minutes where they are set, else near; anywhere where no place is known. */
function withinReach({ prepared, person }: Board, job: number, km: number): boolean {
  if (prepared.jobs.remote[job] === 1 || person.place === null) return true;
  return km <= nearKilometers && travelVerdict({ ...person, mode: person.mode === "online-only" ? null : person.mode }, km, online.no) === 0;
}
