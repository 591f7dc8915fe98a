import type { EntryId } from "@pathwayks/contracts";
import type { Work } from "../space/work.ts";
import { end } from "./end.ts";

/** Entries that wait for one that will not come need the person too, and only they. */
export function blockDependants(work: Work): void {
  for (const stored of work.inOrder()) {
    if ((stored.state !== "queued" && !stored.offer) || stored.entry.dependsOn.length === 0) continue;
    const dead = stored.entry.dependsOn.find((id) => willNotCome(work, id));
    if (dead === undefined) continue;
    // To take back what never left is done already.
    if (stored.entry.kind === "submission.withdraw" && work.outbox.get(dead)?.state === "withdrawn") end(work, stored, "empty");
    else work.outbox.put(stored.entry.id, { ...stored, state: "needs-you", needs: { kind: "depends", on: dead }, offer: false });
  }
}

function willNotCome(work: Work, id: EntryId): boolean {
  const stored = work.outbox.get(id);
  return stored !== null && stored.receipt === null && (stored.state === "needs-you" || stored.state === "withdrawn");
}
