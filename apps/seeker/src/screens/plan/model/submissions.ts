import { feedValues, type Contact, type EntryBody, type EntryId } from "@pathwayks/contracts";
import type { OutboxItem, SyncClient } from "@pathwayks/sync";

type Sent = EntryBody<"enrollment.submit"> | EntryBody<"application.submit">;

/** `queued` is on this device only, and never looks like anything else. */
export type SubmissionState = OutboxItem["state"];

/** An enrollment or application, wherever it was made: one line of the person's list. */
export interface Submission {
  readonly id: EntryId;
  readonly kind: "enrollment" | "application";
  /** A program's or job's id; `null` where this device has forgotten the body and the server has not told yet. */
  readonly subject: string | null;
  readonly partner: string | null;
  readonly state: SubmissionState;
  /** Milliseconds; when it was written or reached the server. */
  readonly at: number;
  readonly receipt: { readonly number: string; readonly at: string } | null;
  /** The partner's status once the server has told of it. */
  readonly status: string | null;
  readonly answer: { readonly at: string; readonly message: string } | null;
  readonly interviewAt: string | null;
  /** First day of class or of work. */
  readonly startOn: string | null;
  readonly needs: OutboxItem["needs"];
  /** A withdrawal is on its way. */
  readonly leaving: boolean;
  /** Nobody can say what the partner has: people are finding out, or they have to hand it over by hand. */
  readonly trouble: "checking" | "failed" | null;
  /** What was written, where this device has it. */
  readonly body: Sent | null;
}

const kinds = { "enrollment.submit": "enrollment", "application.submit": "application" } as const;
const iso = (ms: number): string => new Date(ms).toISOString();

/** Everything that was handed in, newest first: from this device's outbox and, for other devices, from the feed. */
export function submissionsOf(client: Pick<SyncClient, "outbox" | "things">): readonly Submission[] {
  const items = client.outbox.list();
  const leaving = new Set(items.flatMap(({ kind, state, body }) => (kind === "submission.withdraw" && state !== "withdrawn" && state !== "needs-you" && body !== null ? [(body as EntryBody<"submission.withdraw">).entryId] : [])));
  const found = new Map<string, Submission>();
  for (const item of items) {
    const kind = kinds[item.kind as keyof typeof kinds] as (typeof kinds)[keyof typeof kinds] | undefined;
    // What was corrected stands as its correction.
    if (kind && item.withdrawn !== "replaced") found.set(item.id, fromItem(item, kind));
  }
  for (const kind of ["enrollment", "application"] as const) {
    for (const [id, value] of client.things(kind)) {
      const known = heard(kind, value);
      if (known) found.set(id, merged(found.get(id), known, id as EntryId, kind));
    }
  }
  return [...found.values()].map((one) => ({ ...one, leaving: leaving.has(one.id) && one.state !== "withdrawn" })).sort((a, b) => b.at - a.at);
}

function fromItem({ id, state, madeAt, receipt, needs, body }: OutboxItem, kind: Submission["kind"]): Submission {
  const sent = body as Sent | null;
  const subject = sent === null ? null : "programId" in sent ? sent.programId : sent.jobId;
  const partner = sent === null ? null : "providerId" in sent ? sent.providerId : sent.employerId;
  return {
    // Nothing was written after it arrived, whatever this phone's clock said then.
    id, kind, subject, partner, state, at: receipt ? Math.min(madeAt, receipt.atMs) : madeAt, receipt: receipt && { number: receipt.number, at: iso(receipt.atMs) }, status: null, answer: null,
    interviewAt: null, startOn: sent !== null && "startOn" in sent ? sent.startOn : null, needs, leaving: false, trouble: null, body: sent,
  };
}

type Heard = Pick<Submission, "subject" | "partner" | "status" | "answer" | "interviewAt" | "startOn" | "trouble"> & { readonly number: string; readonly receivedAt: string };

/** What the server says, as far as this version of the app understands it. */
function heard(kind: Submission["kind"], value: unknown): Heard | null {
  const trouble = (delivery: string) => (delivery === "checking" || delivery === "failed" ? delivery : null);
  if (kind === "enrollment") {
    const known = feedValues.enrollment.safeParse(value).data;
    return known ? { ...known, subject: known.programId, partner: known.providerId, interviewAt: null, startOn: known.enrollmentDate ?? known.startOn, trouble: trouble(known.delivery), number: known.receipt, receivedAt: known.requestedAt } : null;
  }
  const known = feedValues.application.safeParse(value).data;
  return known ? { ...known, subject: known.jobId, partner: known.employerId, startOn: known.startDate, trouble: trouble(known.delivery), number: known.receipt, receivedAt: `${known.applicationDate}T12:00:00Z` } : null;
}

function merged(own: Submission | undefined, { number, receivedAt, subject, partner, status, answer, interviewAt, startOn, trouble }: Heard, id: EntryId, kind: Submission["kind"]): Submission {
  const state = status === "withdrawn" || own?.state === "withdrawn" ? "withdrawn" : answer ? "answered" : "received";
  const receipt = own?.receipt ?? { number, at: receivedAt };
  return { id, kind, subject, partner, state, at: own?.at ?? Date.parse(receivedAt), receipt, status, answer, interviewAt, startOn, needs: null, leaving: false, trouble: state === "withdrawn" ? null : trouble, body: own?.body ?? null };
}

/** How the partner can reach the person, as last written; the person's own fields and account where nothing was. */
export function prefilled(sent: readonly Submission[], person: Pick<Contact, "firstName" | "lastName" | "phone">, email: string | null): Contact {
  const last = sent.find(({ body }) => body !== null)?.body?.contact;
  return {
    firstName: person.firstName || last?.firstName || "", lastName: person.lastName || last?.lastName || "",
    phone: person.phone ?? last?.phone ?? null, email: last?.email ?? email,
  };
}
