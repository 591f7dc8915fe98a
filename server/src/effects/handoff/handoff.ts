import type { EntryId } from "@pathwayks/contracts";
import { lockOwner } from "../../feed/owner.ts";
import type { Subject } from "../../ledger/consent.ts";
import type { Engine } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import { isFinal } from "../../submissions/moves.ts";
import { findSubmission } from "../../submissions/submission.ts";
import { handoffDetail } from "../handoff-jobs.ts";
import { jobDone } from "../handlers.ts";
import type { JobHandler, JobOutcome, RunningJob } from "../handlers.ts";
import type { Answer, Delivery, PartnerGateway, PartnerGateways, PartnerState } from "../partners/gateway.ts";
import { begin } from "./begin.ts";
import type { Step } from "./begin.ts";
import { settle } from "./settle.ts";
import type { Ending } from "./settle.ts";
import { takeAnswer } from "./take-answer.ts";

export interface HandoffDeps {
  readonly engine: Engine<MainTables>;
  readonly gateways: PartnerGateways;
  readonly now: () => number;
}

const MINUTE_MS = 60_000;
/** What nobody is connected for, or a guardian has not agreed to, is looked at again this often. */
const WAITING_MS = 10 * MINUTE_MS;
/** What may have arrived is asked about this often. */
const FINDING_MS = MINUTE_MS;
/** What a partner does not know of after this time did not arrive: no request is under way that long. */
export const SETTLED_MS = 15 * MINUTE_MS;
/** How often a partner is asked for its answer: in the first days often, then hourly, after half a year no more. */
const ASKED_OFTEN_MS = 3 * 24 * 60 * MINUTE_MS;
const ASKED_AT_ALL_MS = 180 * 24 * 60 * MINUTE_MS;

const again = (afterMs: number | null, code: string): JobOutcome => ({ ended: "again", afterMs, code });

/**
 * Hands a submission to its partner and waits for the answer, one step at each run. To a partner that knows idempotency keys
 * it goes again under the same one until it is there. To another it never goes a second time while the first may have
 * arrived: the partner is asked, or, where it cannot be, a person has to find out.
 */
export const handoffHandler = (deps: HandoffDeps): JobHandler => async (job) => {
  const { id, sample, subject } = subjectOf(job);
  const step = await deps.engine.write((db, tables) => begin(db, tables, subject, { id, sample, gateways: deps.gateways, now: deps.now() }));
  return takeStep(deps, subject, id, step);
};

export function subjectOf(job: RunningJob): { readonly id: EntryId; readonly sample: boolean; readonly subject: Subject } {
  if (job.user === null) throw new Error("a hand-off is somebody's");
  const { entryId: id, sample } = handoffDetail.parse(job.detail);
  return { id, sample, subject: job.user };
}

async function takeStep(deps: HandoffDeps, subject: Subject, id: EntryId, step: Step): Promise<JobOutcome> {
  const end = (ending: Ending) => deps.engine.write((db, tables) => settle(db, tables, subject, id, ending, deps.now()));
  switch (step.next) {
    case "nothing":
      return jobDone;
    case "wait":
      return again(WAITING_MS, step.code);
    case "send":
      return sent(step.gateway, await step.gateway.deliver(step.text, id), end);
    case "find":
      if (step.gateway.canLookUp) return found(deps, step.sentAt, await step.gateway.status({ id, reference: null }), end);
      await end({ state: "unsure" });
      return { ended: "parked", code: "ambiguous" };
    case "ask":
      return asked(deps, subject, id, step.sentAt, await step.gateway.status({ id, reference: step.reference }));
  }
}

async function sent(gateway: PartnerGateway, delivery: Delivery, end: (ending: Ending) => Promise<void>): Promise<JobOutcome> {
  switch (delivery.outcome) {
    case "delivered":
      await end({ state: "delivered", reference: delivery.reference });
      return again(MINUTE_MS, "asking");
    case "refused":
      await end({ state: "failed", code: delivery.code });
      return jobDone;
    case "unavailable":
      await end({ state: "queued" });
      return again(null, delivery.code);
    case "ambiguous":
      // Under the same key it can simply go again; the row goes on saying that it may have left.
      if (gateway.idempotent) return again(null, "ambiguous");
      await end({ state: "checking" });
      return again(FINDING_MS, "checking");
  }
}

async function found({ now }: HandoffDeps, sentAt: string, state: PartnerState, end: (ending: Ending) => Promise<void>): Promise<JobOutcome> {
  if (state.outcome === "held") {
    await end({ state: "delivered", reference: state.reference });
    return again(0, "asking");
  }
  if (state.outcome === "unavailable" || now() - Date.parse(sentAt) < SETTLED_MS) return again(FINDING_MS, "checking");
  await end({ state: "queued" });
  return again(0, "not-arrived");
}

async function asked(deps: HandoffDeps, subject: Subject, id: EntryId, sentAt: string, state: PartnerState): Promise<JobOutcome> {
  const closed = state.outcome === "held" && state.answer !== null && (await answered(deps, subject, id, state.answer));
  const age = deps.now() - Date.parse(sentAt);
  if (closed || age > ASKED_AT_ALL_MS) return jobDone;
  return again(age < ASKED_OFTEN_MS ? 5 * MINUTE_MS : 60 * MINUTE_MS, "asking");
}

/** Takes the answer; gives whether the matter is closed with it. */
const answered = ({ engine, now }: HandoffDeps, subject: Subject, id: EntryId, answer: Answer): Promise<boolean> =>
  engine.write(function* (db, tables) {
    yield* lockOwner(db, tables, subject.id);
    const submission = yield* findSubmission(db, tables, subject.id, id);
    if (submission === null) return true;
    yield* takeAnswer(db, tables, subject, submission, answer, now());
    return isFinal(submission.kind, answer.status);
  });
