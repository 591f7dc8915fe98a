import type { EntryId, EntryResult, PushAnswer } from "@pathwayks/contracts";
import type { ClockDep, RandomDep } from "../ports.ts";
import type { NeedsYou, StoredEntry } from "../space/state.ts";
import { FULL_BATCH } from "../space/state.ts";
import type { Work } from "../space/work.ts";
import { end } from "../outbox/end.ts";
import { blockDependants } from "../outbox/dependants.ts";
import { prune } from "../outbox/retention.ts";
import { heardFrom } from "../feed/epoch.ts";
import { isOver, jitter, MAX_RETRY_AFTER_MS } from "./backoff.ts";
import { isWaiting, type Batch } from "./pick.ts";
import type { Verdict } from "./verdict.ts";

/** The same fault of the server this often on one entry, while others pass: it is parked. */
export const POISON_AFTER = 8;

/** Writes down what became of a batch. */
export function settle(work: Work, deps: ClockDep & RandomDep, batch: Batch, verdict: Exclude<Verdict<PushAnswer>, { kind: "erased" }>): void {
  release(work, batch);
  switch (verdict.kind) {
    case "answered": return answered(work, deps, batch, verdict.answer, verdict.serverMs);
    case "later": return notNow(work, deps, batch, verdict.afterMs, verdict.fault);
    case "refused": return refused(work, batch, verdict.status);
    case "sign-in": return holdAll(work, batch.signIns);
  }
}

/** Everything waits for a sign-in, unless there was one since the question was asked. */
export function holdAll(work: Work, signIns: number): void {
  const { about } = work;
  if (about.signIns === signIns) work.about = { ...about, queue: { ...about.queue, hold: "sign-in" } };
}

/** What was being sent waits again, until its own answer says otherwise. */
function release(work: Work, { holder, request }: Batch): void {
  if (work.about.lease?.holder === holder) work.about = { ...work.about, lease: null };
  for (const { id } of request.entries) {
    const stored = work.outbox.get(id);
    if (stored?.state === "sending") work.outbox.put(id, { ...stored, state: "queued" });
  }
}

function answered(work: Work, deps: ClockDep & RandomDep, { request }: Batch, answer: PushAnswer, serverMs: number | null): void {
  heardFrom(work, deps, answer.epoch, serverMs);
  const { queue } = work.about;
  work.about = { ...work.about, queue: { ...queue, fails: 0, notBefore: 0, limit: Math.min(FULL_BATCH, queue.limit * 2), passed: queue.passed + 1 } };
  const results = new Map(answer.results.map((result) => [result.id, result]));
  for (const { id } of request.entries) {
    const [stored, result] = [work.outbox.get(id), results.get(id)];
    if (stored && result) apply(work, deps, stored, result, answer.epoch);
    // An answer that says nothing about an entry has not received it.
    else if (stored) faulted(work, deps, stored, "no-result", true);
  }
  blockDependants(work);
  prune(work);
}

function apply(work: Work, deps: ClockDep & RandomDep, stored: StoredEntry, result: EntryResult, epoch: string): void {
  switch (result.status) {
    case "accepted": return accepted(work, stored, result, epoch);
    case "waiting": return waiting(work, deps, stored, result.on);
    case "rejected": return rejected(work, stored, result);
    case "failed": return faulted(work, deps, stored, "failed", true);
  }
}

function accepted(work: Work, stored: StoredEntry, result: Extract<EntryResult, { status: "accepted" }>, epoch: string): void {
  const receipt = { number: result.receipt, serverSeq: result.serverSeq, epoch, atMs: Date.parse(result.receivedAt) };
  const state = stored.state === "answered" || stored.state === "withdrawn" ? stored.state : "received";
  work.outbox.put(stored.entry.id, { ...stored, state, receipt, offer: false, faults: null, needs: null, nextAt: 0 });
  takeBack(work, stored);
}

/** What the entry takes back is withdrawn by now. */
function takeBack(work: Work, { entry }: StoredEntry): void {
  if (entry.kind !== "submission.withdraw") return;
  const target = work.outbox.get((entry.body as { readonly entryId: EntryId }).entryId);
  if (target && target.state !== "withdrawn") end(work, target, "person");
}

function rejected(work: Work, stored: StoredEntry, { code, fields }: Extract<EntryResult, { status: "rejected" }>): void {
  if (code !== "already_withdrawn") return needsYou(work, stored, { kind: "rejected", code, fields });
  // Another device was first, and what was wanted is so.
  takeBack(work, stored);
  end(work, stored, "empty");
}

/** What it waits for was here and is no longer there: that is offered again, and this one after it. */
function waiting(work: Work, deps: ClockDep & RandomDep, stored: StoredEntry, on: readonly EntryId[]): void {
  for (const id of on) {
    const other = work.outbox.get(id);
    if (other?.receipt && !other.stub) work.outbox.put(id, { ...other, offer: true });
  }
  const comes = on.some((id) => isOffered(work.outbox.get(id)));
  faulted(work, deps, stored, "waiting", !comes);
}

const isOffered = (stored: StoredEntry | null): boolean => stored !== null && isWaiting(stored);

/** One more fault that met this entry alone. `parks`: enough of them end with the person. */
function faulted(work: Work, deps: ClockDep & RandomDep, stored: StoredEntry, what: string, parks: boolean): void {
  const { passed } = work.about.queue;
  const before = stored.faults?.what === what ? stored.faults : { count: 0, passedBefore: passed };
  const faults = { what, count: before.count + 1, passedBefore: before.passedBefore };
  if (parks && faults.count >= POISON_AFTER && passed > faults.passedBefore) needsYou(work, { ...stored, faults: null }, { kind: "parked" });
  else work.outbox.put(stored.entry.id, { ...stored, faults, nextAt: deps.now() + jitter(deps, faults.count) });
}

function notNow(work: Work, deps: ClockDep & RandomDep, { request }: Batch, afterMs: number | null, fault: string | null): void {
  const { queue } = work.about;
  const [only, ...others] = request.entries;
  const stored = only && others.length === 0 ? work.outbox.get(only.id) : null;
  if (stored && fault !== null) faulted(work, deps, stored, fault, true);
  const fails = queue.fails + 1;
  const wait = afterMs === null ? jitter(deps, fails) : Math.min(afterMs, MAX_RETRY_AFTER_MS);
  // Half as much the next time: a line too slow for fifty may do for five, and a poisoned entry comes to stand alone.
  const limit = afterMs === null ? Math.max(1, Math.ceil(request.entries.length / 2)) : queue.limit;
  const notBefore = Math.max(deps.now() + wait, isOver(queue.notBefore, deps.now()) ? 0 : queue.notBefore);
  work.about = { ...work.about, queue: { ...queue, fails, notBefore, limit } };
  blockDependants(work);
}

function refused(work: Work, { request }: Batch, status: number): void {
  const { queue } = work.about;
  const [only, ...others] = request.entries;
  if (others.length > 0) {
    work.about = { ...work.about, queue: { ...queue, limit: Math.max(1, request.entries.length >> 1) } };
    return;
  }
  const stored = only ? work.outbox.get(only.id) : null;
  if (stored) needsYou(work, stored, status === 413 ? { kind: "too-large" } : { kind: "refused", status });
  blockDependants(work);
}

function needsYou(work: Work, stored: StoredEntry, needs: NeedsYou): void {
  if (stored.state === "withdrawn") work.outbox.put(stored.entry.id, { ...stored, offer: false });
  else work.outbox.put(stored.entry.id, { ...stored, state: "needs-you", needs, offer: false, nextAt: 0 });
}
