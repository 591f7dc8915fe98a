import { desc, eq } from "drizzle-orm";
import { disclosure } from "@pathwayks/contracts";
import type { Disclosure, UserId } from "@pathwayks/contracts";
import { addToFeed } from "../feed/append.ts";
import { done, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { Subject } from "./consent.ts";

/** Something of a person's record that somebody else got to see: FERPA's record of disclosures (34 CFR 99.32). */
export interface DisclosureEntry {
  readonly id: string;
  /** A partner's id, or `staff:<user id>`. */
  readonly recipient: string;
  /** Why, as a word of ours: `enrollment`, `application`, `case`, `assistance`. */
  readonly purpose: string;
  /** `consent:<id>`, or the law that allows it. */
  readonly basis: string;
  /** Names of what was seen; never what it said. */
  readonly fields: readonly string[];
  /** SHA-256 of the message that left; `null` where somebody looked at a screen. */
  readonly messageHash: string | null;
  /** UTC. */
  readonly at: string;
}

type DisclosureRow = MainTables["disclosures"]["$inferSelect"];

/** Writes down a disclosure in the transaction that makes it, and tells the person's devices. Nothing is shown without it. */
export function* disclose(db: Sql, tables: Pick<MainTables, "disclosures" | "feed" | "users">, subject: Subject, entry: DisclosureEntry): Body<void> {
  const row: DisclosureRow = { ...entry, userId: subject.id, fields: entry.fields.join(",") };
  yield* done(db.insert(tables.disclosures).values(row));
  yield* addToFeed(db, tables, subject.id, subject.key, [{ kind: "disclosure", id: entry.id, value: disclosureOf(row) }], entry.at);
}

/** Who saw something of this person's record, newest first. */
export function* disclosuresOf(db: Sql, { disclosures }: Pick<MainTables, "disclosures">, user: UserId, limit: number, offset: number): Body<Disclosure[]> {
  const found = db.select().from(disclosures).where(eq(disclosures.userId, user)).orderBy(desc(disclosures.at), desc(disclosures.id)).limit(limit).offset(offset);
  return (yield* rows(found)).map(disclosureOf);
}

export const disclosureOf = (row: DisclosureRow): Disclosure =>
  disclosure.parse({
    id: row.id, at: row.at, recipient: row.recipient, purpose: row.purpose, basis: row.basis, fields: row.fields === "" ? [] : row.fields.split(","),
  });
