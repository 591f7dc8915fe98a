import { and, eq, inArray } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";

/** Calls off whatever is still to be done for somebody, as part of the transaction that erases them. Gives the number of jobs. */
export function* cancelJobsOf(db: Sql, { jobs }: Pick<MainTables, "jobs">, user: UserId, at: string): Body<number> {
  const open = and(eq(jobs.userId, user), inArray(jobs.state, ["ready", "running", "parked"]));
  return (yield* rows(db.update(jobs).set({ state: "cancelled", sealed: "", doneAt: at }).where(open).returning({ id: jobs.id }))).length;
}
