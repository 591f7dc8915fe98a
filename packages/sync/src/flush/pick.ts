import { MAX_ENTRIES, type EntryId, type PushRequest } from "@pathwayks/contracts";
import type { ClockDep } from "../ports.ts";
import type { StoredEntry } from "../space/state.ts";
import type { Work } from "../space/work.ts";
import { bodyBytes } from "../outbox/make.ts";
import { isOver, LEASE_MS, MAX_RETRY_AFTER_MS } from "./backoff.ts";

/** Bytes of bodies in one push. More than the largest entry, less than what a slow line cannot finish in time. */
export const MAX_PUSH_BYTES = 200_000;

/** Entries that are offered now, and by whom. */
export interface Batch {
  readonly holder: string;
  /** Sign-ins until then. */
  readonly signIns: number;
  readonly request: PushRequest;
}

/** Waits to be offered: for the first time, again, or because the server may have forgotten it. */
export const isWaiting = ({ state, offer }: StoredEntry): boolean => state === "queued" || state === "sending" || offer;

/**
 * Takes the next batch and marks it as sending, under a lease for `holder`; `null` where nothing is to be sent now. What
 * somebody began to send and did not finish is taken again, in the same bytes.
 */
export function pick(work: Work, { now }: ClockDep, holder: string): Batch | null {
  const { about } = work;
  const time = now();
  if (about.account === null || about.queue.hold !== null || !isOver(about.queue.notBefore, time)) return null;
  if (about.lease !== null && about.lease.holder !== holder && !isOver(about.lease.until, time, LEASE_MS)) return null;
  const chosen = choose(work, time, Math.min(about.queue.limit, MAX_ENTRIES));
  if (chosen.length === 0) return null;
  for (const stored of chosen)
    work.outbox.put(stored.entry.id, { ...stored, state: stored.offer ? stored.state : "sending", tries: stored.tries + 1 });
  work.about = { ...about, lease: { holder, until: time + LEASE_MS } };
  return { holder, signIns: about.signIns, request: { account: about.account, device: about.device, entries: chosen.map(({ entry }) => entry) } };
}

/** Those with the fewest faults first, so that a bad one holds up no other; then in the order in which they were made. */
function choose(work: Work, time: number, limit: number): StoredEntry[] {
  const due = [...work.outbox.values()].filter((stored) => isWaiting(stored) && isOver(stored.nextAt, time));
  due.sort((a, b) => faultsOf(a) - faultsOf(b) || a.entry.seq - b.entry.seq);
  const chosen = new Map<EntryId, StoredEntry>();
  let bytes = 0;
  for (const stored of due) {
    if (chosen.size === limit) break;
    if (!stored.entry.dependsOn.every((id) => chosen.has(id) || isThere(work, id))) continue;
    bytes += bodyBytes(stored.entry.body);
    if (bytes > MAX_PUSH_BYTES && chosen.size > 0) break;
    chosen.set(stored.entry.id, stored);
  }
  return [...chosen.values()];
}

const faultsOf = ({ faults }: StoredEntry): number => faults?.count ?? 0;

/** The server has it, as far as this device knows. What another device made only the server can know. */
function isThere(work: Work, id: EntryId): boolean {
  const stored = work.outbox.get(id);
  return stored === null || (stored.receipt !== null && !stored.offer);
}

/** When there will be something to send; `null` for not before something else happens. */
export function nextDue(work: Work, now: number): number | null {
  const { account, queue, lease } = work.about;
  if (account === null || queue.hold !== null) return null;
  const at = (until: number, longest: number): number => (isOver(until, now, longest) ? now : until);
  const waiting = [...work.outbox.values()].filter(isWaiting).map(({ nextAt }) => at(nextAt, MAX_RETRY_AFTER_MS));
  if (waiting.length === 0) return null;
  return Math.max(Math.min(...waiting), at(queue.notBefore, MAX_RETRY_AFTER_MS), lease === null ? now : at(lease.until, LEASE_MS));
}
