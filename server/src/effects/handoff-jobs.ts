import { z } from "zod";
import { entryId } from "@pathwayks/contracts";
import type { EntryId } from "@pathwayks/contracts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { stageJob } from "./stage.ts";
import type { StagedJob } from "./stage.ts";

/** What a `handoff` or `handoff-withdraw` job carries; what is to be sent is read when it is sent. */
export const handoffDetail = z.strictObject({
  entryId,
  /** It concerns a sample of the catalog: only a stand-in may get it. */
  sample: z.boolean(),
});

interface StagedHandoff extends Pick<StagedJob, "at" | "runAfter"> {
  readonly entryId: EntryId;
  readonly sample: boolean;
  readonly user: NonNullable<StagedJob["user"]>;
}

/** Hands a submission to its partner, once, after this transaction. */
export const stageHandoff = (db: Sql, tables: Pick<MainTables, "jobs">, { entryId: id, sample, ...job }: StagedHandoff): Body<void> =>
  stageJob(db, tables, { ...job, id: `handoff:${id}`, kind: "handoff", detail: { entryId: id, sample } });

/** Tells a partner that a submission it was handed is withdrawn. */
export const stageHandoffWithdrawal = (db: Sql, tables: Pick<MainTables, "jobs">, { entryId: id, sample, ...job }: StagedHandoff): Body<void> =>
  stageJob(db, tables, { ...job, id: `handoff-withdraw:${id}`, kind: "handoff-withdraw", detail: { entryId: id, sample } });
