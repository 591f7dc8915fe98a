import { and, asc, eq, inArray } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { lockOwner } from "../../feed/owner.ts";
import { audit } from "../../ledger/audit.ts";
import type { Subject } from "../../ledger/consent.ts";
import type { Actor } from "../../policy/actor.ts";
import { first, rows } from "../../storage/engine.ts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import { findSubmission } from "../../submissions/submission.ts";
import { settle } from "./settle.ts";
import { noteWithdrawn } from "./withdraw.ts";

// What no program can find out: whether something arrived at a partner that cannot be asked. People call there, and say here.

const operator: Actor = { kind: "system", name: "operator" };
const kinds = ["handoff", "handoff-withdraw"] as const;
type ParkedKind = (typeof kinds)[number];

/** A hand-off, or the word that one is withdrawn, that waits for a person. Names nobody. */
export interface Parked {
  readonly id: string;
  readonly what: "submission" | "withdrawal";
  readonly partner: string | null;
  /** As the hand-off's row says; `null`: it never began. */
  readonly state: string | null;
  readonly sentAt: string | null;
  /** Why it was parked, as a word of ours. */
  readonly why: string | null;
}

interface ParkedJob extends Parked {
  readonly user: UserId;
  readonly jobId: string;
  readonly kind: ParkedKind;
}

/** Everything that waits for a person, the oldest first; `only`: what waits of this submission. */
export function* parkedHandoffs(db: Sql, { jobs, handoffs }: MainTables, only: string | null = null): Body<ParkedJob[]> {
  const which = only === null ? undefined : inArray(jobs.id, kinds.map((kind) => `${kind}:${only}`));
  const parked = yield* rows(db.select().from(jobs).where(and(eq(jobs.state, "parked"), inArray(jobs.kind, [...kinds]), which)).orderBy(asc(jobs.createdAt), asc(jobs.id)).limit(500));
  const ids = parked.map((job) => job.id.slice(job.kind.length + 1));
  const known = ids.length === 0 ? [] : yield* rows(db.select().from(handoffs).where(inArray(handoffs.entryId, ids)));
  return parked.map(({ id: jobId, kind, userId, lastError }, i) => {
    const row = known.find(({ entryId }) => entryId === ids[i]);
    const what = kind === "handoff" ? ("submission" as const) : ("withdrawal" as const);
    return { id: ids[i] ?? "", what, partner: row?.partnerId ?? null, state: row?.state ?? null, sentAt: row?.sentAt ?? null, why: lastError, user: userId as UserId, jobId, kind: kind as ParkedKind };
  });
}

/** What people found out. `reference`: under which the partner holds it; with one, the partner is asked for its answer from now on. */
export type FoundOut = { readonly arrived: true; readonly reference: string | null } | { readonly arrived: false };

/**
 * Settles what waits for a person, with everything that follows, as if the partner had said so. What did not arrive goes
 * again, with consent and guardian looked at anew. False: it does not wait, or not any more.
 */
export function* settleByHand(db: Sql, tables: MainTables, subject: Subject, parked: ParkedJob, found: FoundOut, now: number): Body<boolean> {
  if ((yield* lockOwner(db, tables, subject.id)) === null) return false;
  const { jobs, handoffs } = tables;
  const at = new Date(now).toISOString();
  const goesOn = !found.arrived || (parked.kind === "handoff" && found.reference !== null);
  const next = goesOn ? { state: "ready", runAfterMs: now, attempts: 0, lastError: null } : { state: "done", doneAt: at, lastError: null };
  if ((yield* first(db.update(jobs).set(next).where(and(eq(jobs.id, parked.jobId), eq(jobs.state, "parked"))).returning({ id: jobs.id }))) === null) return false;
  const submission = yield* findSubmission(db, tables, subject.id, parked.id);
  const target = `${submission?.kind ?? "submission"}:${parked.id}`;
  yield* audit(db, tables, { actor: operator, action: "handoff.settle", target, detail: { what: parked.what, found: found.arrived ? "sent" : "again", partner: parked.partner }, at });
  if (parked.kind === "handoff") yield* settle(db, tables, subject, parked.id, found.arrived ? { state: "delivered", reference: found.reference } : { state: "queued" }, now);
  const row = found.arrived && parked.kind === "handoff-withdraw" ? yield* first(db.select().from(handoffs).where(eq(handoffs.entryId, parked.id))) : null;
  if (row !== null && submission !== null) yield* noteWithdrawn(db, tables, row, submission.kind, now);
  return true;
}
