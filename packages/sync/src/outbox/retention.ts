import type { Work } from "../space/work.ts";
import { stub } from "./end.ts";
import { isQuiet } from "./list.ts";

/** So long a receipt can be offered again, should the server come back from a backup. By the server's time. */
export const OFFER_AGAIN_MS = 35 * 24 * 3_600_000;

/**
 * Makes old receipts small: of what a person submitted id, receipt and state stay for ever; quiet changes, whose values came
 * back in the feed, go. Nothing goes that has no receipt.
 */
export function prune(work: Work): void {
  const oldest = work.about.serverMs - OFFER_AGAIN_MS;
  for (const stored of work.outbox.values()) {
    if (stored.receipt === null || stored.receipt.atMs >= oldest || stored.offer || stored.stub) continue;
    if (stored.state === "needs-you") continue;
    if (isQuiet(stored)) work.outbox.delete(stored.entry.id);
    else work.outbox.put(stored.entry.id, stub(stored));
  }
}
