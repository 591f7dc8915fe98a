import type { UserId } from "@pathwayks/contracts";
import { done } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { SubjectKey } from "../vault/vault.ts";

/** Kinds of work that is done after a transaction. Each has its handler, see `handlers.ts`. */
export const jobKinds = ["mail", "handoff", "handoff-withdraw", "notify", "push", "sms", "erase"] as const;
export type JobKind = (typeof jobKinds)[number];

export interface StagedJob {
  /** The id of what asked for it, with a word: asking twice makes one job. */
  readonly id: string;
  readonly kind: JobKind;
  /** What the runner needs, as JSON. Sealed where `user` is given. */
  readonly detail: unknown;
  readonly user: { readonly id: UserId; readonly key: SubjectKey } | null;
  /** Milliseconds since 1970; not before. */
  readonly runAfter: number;
  readonly at: string;
}

export const jobPlace = (id: string): string => `jobs|sealed|${id}`;

/** Puts work on the list inside the transaction that calls for it: it is done if and only if that transaction stands. */
export function* stageJob(db: Sql, { jobs }: Pick<MainTables, "jobs">, job: StagedJob): Body<void> {
  const sealed = job.user === null ? JSON.stringify(job.detail) : job.user.key.seal(jobPlace(job.id), job.detail);
  yield* done(
    db.insert(jobs)
      .values({
        id: job.id, kind: job.kind, userId: job.user?.id ?? null, sealed, state: "ready", attempts: 0, runAfterMs: job.runAfter,
        leaseUntilMs: 0, createdAt: job.at,
      })
      .onConflictDoNothing(),
  );
}
