import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { entryId, MAX_AHEAD_MS } from "@pathwayks/contracts";
import type { PartnerId } from "@pathwayks/contracts";
import { restoredAt } from "../../feed/epoch.ts";
import { lockOwner } from "../../feed/owner.ts";
import type { Subject } from "../../ledger/consent.ts";
import { disclose } from "../../ledger/disclosure.ts";
import { kansasDate } from "../../releases/kansas-date.ts";
import { first } from "../../storage/engine.ts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import { changeSubmission } from "../../submissions/change.ts";
import { waitsForGuardian } from "../../submissions/guardian.ts";
import { isFinal } from "../../submissions/moves.ts";
import { passedWith } from "../../submissions/passed.ts";
import { findSubmission, partnerOf } from "../../submissions/submission.ts";
import type { Submission } from "../../submissions/submission.ts";
import type { Outgoing, PartnerGateway, PartnerGateways } from "../partners/gateway.ts";
import { putRow, tellNeedsYou } from "./record.ts";
import type { HandoffRow } from "./record.ts";

/** What is to be done next for a hand-off, as its row says. */
export type Step =
  | { readonly next: "nothing" }
  | { readonly next: "wait"; readonly code: string }
  | { readonly next: "send"; readonly gateway: PartnerGateway; readonly text: string }
  /** Possibly sent: find out before anything else. */
  | { readonly next: "find"; readonly gateway: PartnerGateway; readonly sentAt: string }
  | { readonly next: "ask"; readonly gateway: PartnerGateway; readonly reference: string | null; readonly sentAt: string };

interface Asked {
  readonly id: string;
  readonly sample: boolean;
  readonly gateways: PartnerGateways;
  readonly now: number;
}

/**
 * Decides the next step, and writes it down before it is done: whoever comes after a crash finds that something may have
 * left. Consent and guardian are looked at here, at the moment of sending.
 */
export function* begin(db: Sql, tables: MainTables, subject: Subject, { id, sample, gateways, now }: Asked): Body<Step> {
  const owner = yield* lockOwner(db, tables, subject.id);
  const submission = owner === null || owner.status === "erasing" ? null : yield* findSubmission(db, tables, subject.id, id);
  if (owner === null || submission === null) return { next: "nothing" };
  const handoff = yield* first(db.select().from(tables.handoffs).where(eq(tables.handoffs.entryId, id)));
  const gateway = gateways(partnerOf(submission) as PartnerId, { kind: submission.kind, sample });
  if (handoff === null || handoff.state === "queued") {
    if (submission.row.status === "withdrawn") return yield* stayHere(db, tables, handoff, now);
    const held = yield* heldBack(db, tables, subject, submission, owner.guardian, now);
    if (held !== null) return held;
    if (gateway === null) return { next: "wait", code: "no-partner" };
    return yield* send(db, tables, subject, submission, { handoff, gateway, sample, now });
  }
  if (gateway === null) return { next: "wait", code: "no-partner" };
  return yield* goOn(db, tables, subject, submission, { handoff, gateway, now });
}

/** A hand-off that was begun before. */
function* goOn(
  db: Sql, tables: MainTables, subject: Subject, submission: Submission,
  { handoff, gateway, now }: { readonly handoff: HandoffRow; readonly gateway: PartnerGateway; readonly now: number },
): Body<Step> {
  const sentAt = handoff.sentAt ?? handoff.updatedAt;
  switch (handoff.state) {
    case "sent":
      // Nobody wrote down how that ended.
      if (gateway.idempotent) return { next: "send", gateway, text: gateway.write(yield* outgoingOf(db, tables, subject, submission)) };
      yield* putRow(db, tables, { ...handoff, state: "checking", updatedAt: new Date(now).toISOString() });
      return { next: "find", gateway, sentAt };
    case "checking":
      return { next: "find", gateway, sentAt };
    case "delivered":
    case "answered":
      return isFinal(submission.kind, submission.row.status) ? { next: "nothing" } : { next: "ask", gateway, reference: handoff.partnerReference, sentAt };
    default:
      return { next: "nothing" };
  }
}

/** Withdrawn before anything left. */
function* stayHere(db: Sql, tables: MainTables, handoff: HandoffRow | null, now: number): Body<Step> {
  if (handoff !== null) yield* putRow(db, tables, { ...handoff, state: "withdrawn", updatedAt: new Date(now).toISOString() });
  return { next: "nothing" };
}

/** Why it may not leave now, or `null`. */
function* heldBack(db: Sql, tables: MainTables, subject: Subject, submission: Submission, guardian: string, now: number): Body<Step | null> {
  if (yield* waitsForGuardian(db, tables, subject, guardian, kansasDate(now))) return { next: "wait", code: "guardian" };
  const { consents } = tables;
  const consent = yield* first(db.select({ withdrawnAt: consents.withdrawnAt, expires: consents.expires }).from(consents).where(eq(consents.id, submission.row.consentId)));
  const at = new Date(now).toISOString();
  if (consent === null || consent.withdrawnAt !== null) {
    yield* changeSubmission(db, tables, submission, subject, { status: "withdrawn", delivery: "withdrawn" }, at);
    return { next: "nothing" };
  }
  if (consent.expires >= kansasDate(now)) return null;
  yield* changeSubmission(db, tables, submission, subject, { delivery: "failed" }, at);
  yield* tellNeedsYou(db, tables, subject, submission, "consent-expired", now);
  return { next: "nothing" };
}

function* send(
  db: Sql, tables: MainTables, subject: Subject, submission: Submission,
  { handoff, gateway, sample, now }: { readonly handoff: HandoffRow | null; readonly gateway: PartnerGateway; readonly sample: boolean; readonly now: number },
): Body<Step> {
  const at = new Date(now).toISOString();
  const { id, consentId } = submission.row;
  const message = yield* outgoingOf(db, tables, subject, submission);
  const text = gateway.write(message);
  const askFirst = handoff === null && !gateway.idempotent && (yield* maybeLeftBefore(db, tables, subject, id));
  yield* putRow(db, tables, {
    entryId: id, partnerId: partnerOf(submission), userId: subject.id, sample, partnerReference: null, state: askFirst ? "checking" : "sent", sentAt: at, updatedAt: at,
  });
  // Once for a submission: from here on something of the record may have left.
  if (handoff === null)
    yield* disclose(db, tables, subject, {
      id: `handoff-${id}`, recipient: partnerOf(submission), purpose: submission.kind, basis: `consent:${consentId}`,
      fields: Object.keys(message.passed), messageHash: createHash("sha256").update(text).digest("hex"), at,
    });
  return askFirst ? { next: "find", gateway, sentAt: at } : { next: "send", gateway, text };
}

/**
 * Whether this may have been handed over in a life of the database that a restore took away. What was made after the restore
 * was not; ids carry the time at which a device made them, and one from the future has a clock that proves nothing.
 */
function* maybeLeftBefore(db: Sql, tables: MainTables, { id: user }: Subject, id: string): Body<boolean> {
  const restored = yield* restoredAt(db, tables);
  if (restored === null) return false;
  const { entries } = tables;
  const entry = yield* first(db.select({ receivedAt: entries.receivedAt }).from(entries).where(and(eq(entries.userId, user), eq(entries.id, id))));
  const madeMs = Number.parseInt(id.slice(0, 13).replace("-", ""), 16);
  return madeMs <= Date.parse(restored) || entry === null || madeMs > Date.parse(entry.receivedAt) + MAX_AHEAD_MS;
}

function* outgoingOf(db: Sql, tables: MainTables, { key }: Subject, submission: Submission): Body<Outgoing> {
  const { kind, row } = submission;
  return {
    id: entryId.parse(row.id), kind, about: kind === "enrollment" ? row.programId : row.jobId, startOn: kind === "enrollment" ? row.startOn : null,
    passed: yield* passedWith(db, tables, key, submission),
  };
}
