import { and, desc, eq, gte, isNull, ne, or } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { IsoDate, PartnerId, UserId } from "@pathwayks/contracts";
import { first, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { ApplicationRow, EnrollmentRow, Submission, SubmissionTables } from "./submission.ts";

/**
 * Whose submissions are looked at: one's own, or those that others sent to the partner that one works for and that it may
 * still see, or both.
 */
export type Viewer =
  | { readonly kind: "own"; readonly user: UserId }
  | { readonly kind: "partner" | "both"; readonly user: UserId; readonly partner: PartnerId; readonly today: IsoDate };

export interface Page {
  readonly limit: number;
  readonly offset: number;
}
type ReadTables = SubmissionTables & Pick<MainTables, "consents">;

/** A page of submissions, newest first. A partner sees them only as long as their person's consent stands. */
export function* listSubmissions(db: Sql, tables: ReadTables, kind: Submission["kind"], viewer: Viewer, { limit, offset }: Page): Body<Submission[]> {
  return kind === "enrollment"
    ? (yield* rows(enrollmentsFor(db, tables, viewer).limit(limit).offset(offset))).map(asEnrollment)
    : (yield* rows(applicationsFor(db, tables, viewer).limit(limit).offset(offset))).map(asApplication);
}

/** One submission, if this viewer may see it; to anybody else it does not exist. */
export function* readSubmission(db: Sql, tables: ReadTables, kind: Submission["kind"], viewer: Viewer, id: string): Body<Submission | null> {
  if (kind === "enrollment") {
    const found = yield* first(enrollmentsFor(db, tables, viewer, id));
    return found === null ? null : asEnrollment(found);
  }
  const found = yield* first(applicationsFor(db, tables, viewer, id));
  return found === null ? null : asApplication(found);
}

const asEnrollment = ({ row }: { readonly row: EnrollmentRow }): Submission => ({ kind: "enrollment", row });
const asApplication = ({ row }: { readonly row: ApplicationRow }): Submission => ({ kind: "application", row });

interface Columns {
  readonly user: MainTables["enrollments" | "applications"]["userId"];
  readonly partner: MainTables["enrollments"]["providerId"] | MainTables["applications"]["employerId"];
  readonly consents: MainTables["consents"];
}

function visible({ user, partner, consents }: Columns, viewer: Viewer): SQL | undefined {
  const own = eq(user, viewer.user);
  if (viewer.kind === "own") return own;
  const sent = and(ne(user, viewer.user), eq(partner, viewer.partner), isNull(consents.withdrawnAt), gte(consents.expires, viewer.today));
  return viewer.kind === "partner" ? sent : or(own, sent);
}

function enrollmentsFor(db: Sql, { enrollments: t, consents }: ReadTables, viewer: Viewer, id?: string) {
  return db.select({ row: t }).from(t).innerJoin(consents, eq(consents.id, t.consentId))
    .where(and(visible({ user: t.userId, partner: t.providerId, consents }, viewer), id === undefined ? undefined : eq(t.id, id))).orderBy(desc(t.requestedAt), desc(t.id));
}

function applicationsFor(db: Sql, { applications: t, consents }: ReadTables, viewer: Viewer, id?: string) {
  return db.select({ row: t }).from(t).innerJoin(consents, eq(consents.id, t.consentId))
    .where(and(visible({ user: t.userId, partner: t.employerId, consents }, viewer), id === undefined ? undefined : eq(t.id, id))).orderBy(desc(t.updatedAt), desc(t.id));
}
