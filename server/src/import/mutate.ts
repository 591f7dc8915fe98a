import {
  civilDate,
  dayNumber,
  type Cents,
  type Instant,
  type IsoDate,
  type Job,
  type JobId,
  type Program,
} from "@pathwayks/contracts";
import { makeKit } from "./generate.ts";
import { makeJob } from "./generate-jobs.ts";
import { between, pick, seeded } from "./random.ts";
import type { Rows } from "./rows.ts";

export interface Day {
  readonly rows: Rows;
  /** What is different: the rows a perfect update would carry, and the ids of the jobs that are gone. */
  readonly changed: {
    readonly newJobs: readonly Job[];
    readonly editedJobs: readonly Job[];
    readonly goneJobs: readonly JobId[];
    readonly programs: readonly Program[];
  };
}

/**
 * One day in the life of a catalog: of the open jobs 3 % are new, 3 % gone before their time and 0.5 % edited; 5 programs are
 * edited. The same rows, seed and day give the same result.
 */
export function mutateDay(rows: Rows, seed: number, today: IsoDate): Day {
  const next = seeded(seed);
  const open = rows.jobs.filter((job) => job.expirationDate >= today);
  const order = shuffled(open, next);
  const [three, half] = [Math.round(open.length * 0.03), Math.round(open.length * 0.005)];
  const goneJobs = order.slice(0, three).map((job) => job.id);
  const editedJobs = order.slice(three, three + half).map((job) => editedJob(job, next, today));
  const kit = { ...makeKit(seed, today, 1, 1), employers: rows.partners.filter((p) => p.type === "employer") };
  const newJobs = Array.from({ length: three }, (_, i) =>
    makeJob(kit, `sample:job-${today}-${String(i + 1).padStart(4, "0")}`, dayNumber(today)),
  );
  const programs = shuffled(rows.programs, next)
    .slice(0, 5)
    .map((program) => editedProgram(program, next, today));
  const replaced = new Map<string, Job>(editedJobs.map((job) => [job.id, job]));
  const gone = new Set<string>(goneJobs);
  const edited = new Map<string, Program>(programs.map((program) => [program.id, program]));
  return {
    rows: {
      ...rows,
      jobs: [...rows.jobs.filter((job) => !gone.has(job.id)).map((job) => replaced.get(job.id) ?? job), ...newJobs],
      programs: rows.programs.map((program) => edited.get(program.id) ?? program),
    },
    changed: { newJobs, editedJobs, goneJobs, programs },
  };
}

function shuffled<T>(list: readonly T[], next: () => number): T[] {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}

const at = (today: IsoDate): Instant => `${today}T00:00:00Z` as Instant;

/** What employers change in an open job: the pay, the last day, or the shift. */
function editedJob(job: Job, next: () => number, today: IsoDate): Job {
  const stamped = { ...job, updatedAt: at(today) };
  const kind = pick(next, ["pay", "expiry", "schedule"] as const);
  if (kind === "pay" && typeof job.salary?.max === "number")
    return { ...stamped, salary: { ...job.salary, max: (job.salary.max + 50) as Cents } };
  if (kind === "schedule") return { ...stamped, schedule: job.schedule === "Evenings" ? "Nights" : "Evenings" };
  return { ...stamped, expirationDate: civilDate(dayNumber(job.expirationDate) + between(next, 1, 20)) };
}

/** What schools change: the price and the next starts. */
function editedProgram(program: Program, next: () => number, today: IsoDate): Program {
  const tuition = (Math.round(((program.cost.tuition ?? 100_000) * (1 + 0.1 * next())) / 100) * 100) as Cents;
  const starts = [civilDate(dayNumber(today) + between(next, 14, 120))];
  return { ...program, cost: { ...program.cost, tuition, total: tuition }, startDates: starts, updatedAt: at(today) };
}
