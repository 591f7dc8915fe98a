import { eq } from "drizzle-orm";
import { lockOwner } from "../feed/owner.ts";
import { audit } from "../ledger/audit.ts";
import type { Subject } from "../ledger/consent.ts";
import { disclose } from "../ledger/disclosure.ts";
import type { Person } from "../policy/actor.ts";
import { kansasDate } from "../releases/kansas-date.ts";
import { first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { Applicant } from "./passed.ts";
import { passedWith } from "./passed.ts";
import { applicationOf, enrollmentOf, partnerOf } from "./submission.ts";
import type { Submission } from "./submission.ts";

/** A submission as the API shows it: with what its person passed on, or, to the person, without. */
export const shown = (submission: Submission, subject: Subject, applicant: Applicant | null) =>
  submission.kind === "enrollment" ? { ...enrollmentOf(submission.row, subject.key), applicant } : { ...applicationOf(submission.row, subject.key), applicant };

export interface Look {
  readonly by: Person;
  readonly requestId: string;
  /** Milliseconds. */
  readonly now: number;
}

/**
 * Shows a submission to the partner that it was sent to. Each look leaves a line in the audit, and each day's first one a
 * disclosure that its person can read. `null`: the person is not there any more.
 */
export function* showToPartner(db: Sql, tables: MainTables, subject: Subject, submission: Submission, { by, requestId, now }: Look): Body<ReturnType<typeof shown> | null> {
  const owner = yield* lockOwner(db, tables, subject.id);
  if (owner === null || owner.status === "erasing") return null;
  const { kind, row } = submission;
  const at = new Date(now).toISOString();
  const applicant = yield* passedWith(db, tables, subject.key, submission);
  const id = `seen-${row.id}-${kansasDate(now)}`;
  if ((yield* first(db.select({ id: tables.disclosures.id }).from(tables.disclosures).where(eq(tables.disclosures.id, id)))) === null)
    yield* disclose(db, tables, subject, {
      id, recipient: partnerOf(submission), purpose: kind, basis: `consent:${row.consentId}`, fields: ["status", ...Object.keys(applicant)], messageHash: null, at,
    });
  yield* audit(db, tables, { actor: by, action: `${kind}.read`, target: `${kind}:${row.id}`, requestId, at });
  return shown(submission, subject, applicant);
}
