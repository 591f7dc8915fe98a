import { z } from "zod";
import { notificationKinds } from "@pathwayks/contracts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { stageJob } from "./stage.ts";
import type { StagedJob } from "./stage.ts";

/** What a `notify` job carries. Codes, ids and dates; `message` alone may hold words of a person. */
export const notifyDetail = z.strictObject({
  kind: z.enum(notificationKinds),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});
export type NotifyDetail = z.infer<typeof notifyDetail>;

/** Where the `detail` of a notification is sealed. */
export const notificationPlace = (id: string): string => `notifications|sealed|${id}`;

export interface StagedNotification extends Pick<StagedJob, "at" | "runAfter"> {
  /** Also the id of the notification: at most 60 characters. */
  readonly id: string;
  readonly user: NonNullable<StagedJob["user"]>;
  readonly notify: NotifyDetail;
}

/** Tells somebody something, as part of the transaction in which it came about. */
export const stageNotification = (db: Sql, tables: Pick<MainTables, "jobs">, { notify, ...job }: StagedNotification): Body<void> =>
  stageJob(db, tables, { ...job, kind: "notify", detail: notify });
