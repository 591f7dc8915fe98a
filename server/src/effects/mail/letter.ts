import { z } from "zod";
import { emailAddress, languages, notificationKinds } from "@pathwayks/contracts";
import type { UserId } from "@pathwayks/contracts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import { stageJob } from "../stage.ts";
import type { StagedJob } from "../stage.ts";

const token = z.string().regex(/^[A-Za-z0-9_-]{20,200}$/);

/** Every letter that the server writes. Tokens stand in the fragment of a link, which no server and no log ever sees. */
export const letter = z.discriminatedUnion("name", [
  z.strictObject({ name: z.literal("verify-address"), token }),
  /** Somebody registered with an address that has an account: the answer on the screen is the same, only the letter differs. */
  z.strictObject({ name: z.literal("address-in-use") }),
  z.strictObject({ name: z.literal("reset-password"), token }),
  /** To staff for whom an operator made an account: they choose a password with it. */
  z.strictObject({ name: z.literal("invitation"), token }),
  /** Proves a new address before it takes the place of the old one. */
  z.strictObject({ name: z.literal("confirm-new-address"), token }),
  /** To the guardian of somebody under 18; `firstName` is the young person's. */
  z.strictObject({ name: z.literal("guardian-asked"), token, firstName: z.string().max(100) }),
  /** To a guardian who agreed; its link takes that back. */
  z.strictObject({ name: z.literal("guardian-agreed"), token, firstName: z.string().max(100) }),
  z.strictObject({
    name: z.literal("notification"),
    kind: z.enum(notificationKinds),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  }),
]);
export type Letter = z.infer<typeof letter>;

/** Detail of a `mail` job. */
export const mailDetail = z.strictObject({ to: emailAddress, language: z.enum(languages), letter });
export type MailDetail = z.infer<typeof mailDetail>;

export interface StagedMail extends Pick<StagedJob, "id" | "at" | "runAfter"> {
  readonly user: { readonly id: UserId; readonly key: NonNullable<StagedJob["user"]>["key"] };
  readonly mail: MailDetail;
}

/** Sends a letter once the transaction of which this is a part stands. Sealed under the person's key, tokens and all. */
export const stageMail = (db: Sql, tables: Pick<MainTables, "jobs">, { mail, ...job }: StagedMail): Body<void> =>
  stageJob(db, tables, { ...job, kind: "mail", detail: mail });
