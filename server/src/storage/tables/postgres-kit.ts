import * as postgres from "drizzle-orm/pg-core";
import type { Kit } from "./kit.ts";

const pieces = {
  table: postgres.pgTable,
  text: (name: string) => postgres.text(name),
  integer: (name: string) => postgres.integer(name),
  big: (name: string) => postgres.bigint(name, { mode: "number" }),
  flag: (name: string) => postgres.boolean(name),
  counter: (name: string) => postgres.bigserial(name, { mode: "number" }).primaryKey().notNull(),
  index: postgres.index,
  uniqueIndex: postgres.uniqueIndex,
  primaryKey: postgres.primaryKey,
};

/** Same names, same methods, same row types; `engine.conformance.ts` proves what the cast claims. */
export const postgresKit = pieces as unknown as Kit;
