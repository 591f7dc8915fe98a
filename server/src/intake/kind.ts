import type { z } from "zod/mini";
import { fail, ok } from "@pathwayks/contracts";
import type { EntryId, ReceiptNumber, RejectionCode, Result, Stamp } from "@pathwayks/contracts";
import type { ProblemDetail } from "../http/problem.ts";
import { detailsOf } from "../http/validation.ts";
import type { Person } from "../policy/actor.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { SubjectKey } from "../vault/vault.ts";
import type { CatalogFacts } from "./catalog-facts.ts";

/** Why an entry is not taken, and which fields the person can mend. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly fields: readonly ProblemDetail[];
}

export const rejection = (code: RejectionCode, field?: string, message = "is not valid"): Rejection => ({
  code, fields: field === undefined ? [] : [{ field, message }],
});

/** What an entry's kind gets to work with. All of it is inside one transaction, in which the person's row is held. */
export interface EntryContext {
  readonly db: Sql;
  readonly tables: MainTables;
  readonly actor: Person;
  readonly key: SubjectKey;
  readonly entry: { readonly id: EntryId; readonly stamp: Stamp };
  /** Whether a guardian has to agree before anything goes to partners, as the account says. */
  readonly guardian: string;
  readonly catalog: CatalogFacts | null;
  /** How many enrollments and applications of one person are taken within a day. */
  readonly submissionsPerDay: number;
  /** Milliseconds since 1970, and the same as text. */
  readonly now: number;
  readonly at: string;
}

/** What the entry got when it was accepted. */
export interface Accepted {
  readonly receipt: ReceiptNumber;
  readonly serverSeq: number;
}

/** An entry whose body fits its schema. */
export interface Prepared {
  /** Looks, and writes nothing. */
  check(context: EntryContext): Body<Rejection | null>;
  /** Does what the entry says, with all its effects. */
  apply(context: EntryContext, accepted: Accepted): Body<void>;
}

/** A kind of entry: reads a body strictly, and says what is then to be done. */
export interface Kind {
  prepare(body: unknown): Result<Prepared, readonly ProblemDetail[]>;
}

export const entryKind = <B>(schema: z.ZodMiniType<B>, make: (body: B) => Prepared): Kind => ({
  prepare(body) {
    const parsed = schema.safeParse(body);
    return parsed.success ? ok(make(parsed.data)) : fail(detailsOf(parsed.error.issues, "body"));
  },
});

export function* noCheck(): Body<null> {
  return null;
}
