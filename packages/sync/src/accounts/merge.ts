import type { RowWrite, Snapshot } from "../store/local-store.ts";
import { Work } from "../space/work.ts";

/**
 * The rows of a space without an account, as rows of one that has one: entries go on counting where that one stopped, and
 * of two drafts of one form both stay. Ids, bodies and stamps are what they were: nothing of it has been sent.
 */
export function merge(from: Snapshot, into: Snapshot): RowWrite[] {
  const [local, own] = [new Work(from), new Work(into)];
  const clocks = [own.about.clock, local.about.clock].filter((clock) => clock !== null).sort();
  let { seq } = own.about;
  for (const stored of local.inOrder()) {
    seq += 1;
    own.outbox.put(stored.entry.id, { ...stored, entry: { ...stored.entry, seq } });
  }
  own.about = { ...own.about, seq, signIns: own.about.signIns + 1, clock: clocks.at(-1) ?? null, queue: { ...own.about.queue, hold: null, notBefore: 0 } };
  for (const [formId, draft] of local.drafts.entries()) {
    const older = own.drafts.get(formId);
    if (older) own.drafts.put(`${formId}~${older.id}`, older);
    own.drafts.put(formId, draft);
  }
  return own.writes();
}
