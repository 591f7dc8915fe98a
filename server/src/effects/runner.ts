import { and, asc, eq, inArray, lte, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { first, rows, StorageUnavailable } from "../storage/engine.ts";
import type { Engine } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { Vault } from "../vault/vault.ts";
import type { JobHandler, JobHandlers, JobOutcome, RunningJob } from "./handlers.ts";
import { jobKinds, jobPlace } from "./stage.ts";
import type { JobKind } from "./stage.ts";

/** How long a job is held. A handler that takes longer is given to somebody else as well: handlers stay well below. */
export const LEASE_MS = 120_000;
/** Jobs that one process does at once; most of their time they wait for somebody's answer. */
const AT_ONCE = 8;
/** Times that a job is tried which fails by a bug. */
export const MOST_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

export interface RunnerDeps {
  readonly engine: Engine<MainTables>;
  readonly vault: Vault;
  readonly handlers: JobHandlers;
  readonly now: () => number;
  /** 0 to 1; spreads what comes again. */
  readonly random: () => number;
  /** Names this process among those on one database. */
  readonly owner: string;
  readonly onFault: (error: unknown) => void;
}

export interface JobRunner {
  /** Does what is due, at most {@link AT_ONCE} jobs, and gives their number. */
  runSome(): Promise<number>;
}

type JobRow = MainTables["jobs"]["$inferSelect"];

/**
 * Works through the jobs, as one of any number of processes. A job is taken by a conditional update, so that only one has it;
 * one whose process died is taken again when its lease is over. That means "at least once": handlers do their effect under
 * the job's id.
 */
export function createJobRunner(deps: RunnerDeps): JobRunner {
  const kinds = jobKinds.filter((kind) => deps.handlers[kind] !== undefined);
  return {
    async runSome() {
      if (kinds.length === 0) return 0;
      const taken = await takeDue(deps, kinds);
      await Promise.all(taken.map((job) => runOne(deps, job)));
      return taken.length;
    },
  };
}

const isDue = (jobs: MainTables["jobs"], now: number): SQL | undefined =>
  or(and(eq(jobs.state, "ready"), lte(jobs.runAfterMs, now)), and(eq(jobs.state, "running"), lte(jobs.leaseUntilMs, now)));

async function takeDue({ engine, now, owner }: RunnerDeps, kinds: readonly JobKind[]): Promise<JobRow[]> {
  const at = now();
  const due = await engine.read((db, { jobs }) =>
    rows(db.select({ id: jobs.id }).from(jobs).where(and(inArray(jobs.kind, [...kinds]), isDue(jobs, at))).orderBy(asc(jobs.runAfterMs)).limit(AT_ONCE)));
  if (due.length === 0) return [];
  return engine.write(function* (db, { jobs }) {
    const taken: JobRow[] = [];
    for (const { id } of due) {
      const lease = { state: "running", leaseUntilMs: at + LEASE_MS, leaseOwner: owner, attempts: sql`${jobs.attempts} + 1` };
      const job = yield* first(db.update(jobs).set(lease).where(and(eq(jobs.id, id), isDue(jobs, at))).returning());
      if (job !== null) taken.push(job);
    }
    return taken;
  });
}

async function runOne(deps: RunnerDeps, job: JobRow): Promise<void> {
  try {
    const running = await openJob(deps.vault, job);
    // Whose key is gone was erased, and with that everything that was still to be done.
    if (running === null) return await finish(deps, job, { state: "cancelled", doneAt: new Date(deps.now()).toISOString() });
    await finish(deps, job, afterRun(deps, job, await handlerOf(deps.handlers, running.kind)(running)));
  } catch (error) {
    deps.onFault(error);
    const code = error instanceof StorageUnavailable ? "storage" : "fault";
    const outcome: JobOutcome = job.attempts >= MOST_ATTEMPTS && code === "fault" ? { ended: "parked", code } : { ended: "again", afterMs: null, code };
    // Where even this cannot be written, the lease runs out by itself.
    await finish(deps, job, afterRun(deps, job, outcome)).catch(deps.onFault);
  }
}

function handlerOf(handlers: JobHandlers, kind: JobKind): JobHandler {
  const handler = handlers[kind];
  if (handler === undefined) throw new Error("a job was taken that nobody can do");
  return handler;
}

async function openJob(vault: Vault, { id, kind, userId, sealed, attempts }: JobRow): Promise<RunningJob | null> {
  const common = { id, kind: kind as JobKind, attempt: attempts };
  if (userId === null) return { ...common, detail: JSON.parse(sealed) as unknown, user: null };
  const user = userId as UserId;
  const key = await vault.of(user);
  return key === null ? null : { ...common, detail: key.open(jobPlace(id), sealed), user: { id: user, key } };
}

function afterRun({ now, random }: RunnerDeps, { attempts }: JobRow, outcome: JobOutcome): Partial<JobRow> {
  switch (outcome.ended) {
    case "done":
      return { state: "done", lastError: null, doneAt: new Date(now()).toISOString() };
    case "parked":
      return { state: "parked", lastError: outcome.code };
    case "again": {
      // A handler that names the time is waiting for something, not failing.
      const wait = outcome.afterMs ?? pauseBefore(attempts, random);
      return { state: "ready", lastError: outcome.code, runAfterMs: now() + wait, ...(outcome.afterMs === null ? {} : { attempts: 0 }) };
    }
  }
}

/** Half of a pause that doubles with each attempt, and up to as much again by chance. Milliseconds. */
export function pauseBefore(attempt: number, random: () => number): number {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt, 20));
  return Math.round(pause / 2 + (random() * pause) / 2);
}

/** Writes down how it ended, unless the lease ran out and somebody else has the job by now. */
const finish = ({ engine, owner }: RunnerDeps, { id, attempts }: JobRow, change: Partial<JobRow>): Promise<void> =>
  engine.write(function* (db, { jobs }) {
    const mine = and(eq(jobs.id, id), eq(jobs.state, "running"), eq(jobs.leaseOwner, owner), eq(jobs.attempts, attempts));
    yield* rows(db.update(jobs).set({ leaseOwner: null, leaseUntilMs: 0, ...change }).where(mine).returning({ id: jobs.id }));
  });
