import { feedValues, stamp, witness, type Application, type ChangesAnswer, type Enrollment, type EntryId, type FeedChange, type FeedCursor, type Json } from "@pathwayks/contracts";
import type { ClockDep, HashDep } from "../ports.ts";
import { end } from "../outbox/end.ts";
import { dropField } from "../outbox/person-set.ts";
import { wall } from "../outbox/make.ts";
import { thingKey, type StoredEntry } from "../space/state.ts";
import type { Work } from "../space/work.ts";
import { heardFrom } from "./epoch.ts";

/**
 * Applies a page and moves the cursor, in the caller's commit. False, and nothing done, where the cursor is no longer the
 * one that the page was asked for: another tab was first.
 */
export async function applyPage(work: Work, deps: ClockDep & HashDep, since: FeedCursor | null, page: ChangesAnswer, serverMs: number | null): Promise<boolean> {
  if (work.about.cursor !== since) return false;
  heardFrom(work, deps, page.epoch, serverMs);
  if (page.reset) work.about = { ...work.about, round: work.about.round + 1, resyncing: true };
  for (const change of page.changes) await applyChange(work, deps, change, page.epoch);
  if (page.next !== since) work.about = { ...work.about, cursor: page.next };
  if (!page.more && work.about.resyncing) endOfRound(work);
  return true;
}

async function applyChange(work: Work, deps: ClockDep & HashDep, change: FeedChange, epoch: string): Promise<void> {
  const { kind, id, value, revoked } = change;
  const key = thingKey(kind, id);
  const { round } = work.about;
  if (revoked) {
    work.things.put(key, { v: 1, kind, id, value: null, round });
    await forgetLocal(work, deps, kind, id);
  } else if (value === null) {
    work.things.delete(key);
  } else {
    work.things.put(key, { v: 1, kind, id, value, round });
    if (kind === "field") noteStamp(work, deps, value);
    if (kind === "enrollment" || kind === "application") noteAnswer(work, kind, id as EntryId, value, change.seq, epoch);
  }
}

/** What is not this person's to see any more goes, with all that was changed here and not sent. */
async function forgetLocal(work: Work, deps: HashDep, kind: string, id: string): Promise<void> {
  if (kind === "field") await dropField(work, deps, id);
  for (const stored of work.outbox.values()) {
    const about = stored.entry.id === id || targetOf(stored) === id;
    if (about && stored.state !== "withdrawn") end(work, stored, "revoked");
  }
}

const targetOf = ({ entry }: StoredEntry): unknown =>
  entry.kind === "submission.withdraw" && entry.body !== null ? (entry.body as { readonly entryId?: Json }).entryId : null;

function noteStamp(work: Work, { now }: ClockDep, value: Json): void {
  const { about } = work;
  const seen = stamp.safeParse((value as { readonly stamp?: Json }).stamp);
  if (!seen.success) return;
  const clock = witness(about.clock, seen.data, wall(about, now()));
  if (clock !== about.clock) work.about = { ...about, clock };
}

/** The feed proves that the server has it, even if the answer to the push was lost; and it brings the partner's answer. */
function noteAnswer(work: Work, kind: "enrollment" | "application", id: EntryId, value: Json, seq: number, epoch: string): void {
  const stored = work.outbox.get(id);
  const known = feedValues[kind].safeParse(value).data as Enrollment | Application | undefined;
  if (!stored || !known || stored.state === "withdrawn") return;
  const receipt = stored.receipt ?? { number: known.receipt, serverSeq: seq, epoch, atMs: work.about.serverMs };
  const proved = { ...stored, receipt, needs: null, faults: null };
  if (known.status === "withdrawn" || known.delivery === "withdrawn") end(work, proved, work.inOrder().some((other) => targetOf(other) === id) ? "person" : "elsewhere");
  else work.outbox.put(id, { ...proved, state: known.answer === null ? "received" : "answered" });
}

/** The last page of a new round: what it did not name is no longer there. */
function endOfRound(work: Work): void {
  const { round } = work.about;
  for (const [key, thing] of work.things.entries()) if (thing.round < round) work.things.delete(key);
  work.about = { ...work.about, resyncing: false };
}
