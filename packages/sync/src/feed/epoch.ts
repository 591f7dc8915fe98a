import type { ClockDep } from "../ports.ts";
import type { Work } from "../space/work.ts";
import { OFFER_AGAIN_MS } from "../outbox/retention.ts";

/** Clocks that differ by less are taken as equal. */
const SAME_CLOCK_MS = 2 * 60_000;

/**
 * The server said which life it is in and what time it is. Another life than before means that it came back from a backup:
 * every receipt of the last 35 days is offered again, and stays a receipt meanwhile.
 */
export function heardFrom(work: Work, { now }: ClockDep, epoch: string, serverMs: number | null): void {
  const { about } = work;
  const skew = serverMs === null ? about.skew : correction(serverMs - now());
  const newest = Math.max(about.serverMs, serverMs ?? 0);
  if (about.epoch !== null && about.epoch !== epoch) offerAgain(work, newest - OFFER_AGAIN_MS);
  const known = about.epoch === epoch && Math.abs(skew - about.skew) < SAME_CLOCK_MS && newest - about.serverMs < SAME_CLOCK_MS;
  if (!known) work.about = { ...work.about, epoch, skew, serverMs: newest };
}

const correction = (difference: number): number => (Math.abs(difference) < SAME_CLOCK_MS ? 0 : difference);

function offerAgain(work: Work, since: number): void {
  for (const stored of work.outbox.values())
    if (stored.receipt !== null && stored.receipt.atMs >= since && !stored.stub && stored.state !== "needs-you")
      work.outbox.put(stored.entry.id, { ...stored, offer: true, nextAt: 0 });
}
