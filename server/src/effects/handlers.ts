import type { UserId } from "@pathwayks/contracts";
import type { SubjectKey } from "../vault/vault.ts";
import type { JobKind } from "./stage.ts";

/** A job that a runner holds. It may be run again after a crash: a handler does its effect under the job's id, once. */
export interface RunningJob {
  readonly id: string;
  readonly kind: JobKind;
  /** What was staged; the handler parses it. */
  readonly detail: unknown;
  /** Whose it is; a job of somebody who was erased is never run. */
  readonly user: { readonly id: UserId; readonly key: SubjectKey } | null;
  /** 1 at the first try; counts from 1 again after an `again` with a time of its own. */
  readonly attempt: number;
}

/** How a run ended. `code` is a word of ours, never a text from outside. */
export type JobOutcome =
  | { readonly ended: "done" }
  /** Comes again: `afterMs` from now, or, with `null`, after a pause that grows with each attempt. */
  | { readonly ended: "again"; readonly afterMs: number | null; readonly code: string }
  /** Only a person can go on from here. */
  | { readonly ended: "parked"; readonly code: string };

export const jobDone: JobOutcome = { ended: "done" };

/** Does one kind of work. What it throws is a bug: tried again a few times, then parked. */
export type JobHandler = (job: RunningJob) => Promise<JobOutcome>;

/** The one table of handlers, put together in `setup/`. Jobs of a kind without a handler wait. */
export type JobHandlers = Readonly<Partial<Record<JobKind, JobHandler>>>;
