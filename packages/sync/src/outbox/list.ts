import type { EntryId, EntryKind } from "@pathwayks/contracts";
import { canonicalJson } from "@pathwayks/contracts";
import type { EntryState, NeedsYou, Receipt, StoredEntry, WithdrawnBy } from "../space/state.ts";
import type { Work } from "../space/work.ts";

/** One line of the list that a person sees, newest first. */
export interface OutboxItem {
  readonly id: EntryId;
  readonly kind: EntryKind;
  readonly state: EntryState;
  readonly madeAt: number;
  readonly receipt: Receipt | null;
  readonly needs: NeedsYou | null;
  readonly withdrawn: WithdrawnBy | null;
  readonly handedAt: number | null;
  /** Times it was offered to the network. */
  readonly tries: number;
  /** `null` for a stub. */
  readonly body: unknown;
}

/** Changes of the profile send themselves; a person sees them only when one needs somebody. */
const quiet: ReadonlySet<string> = new Set(["person.set", "notification.read", "notification.prefer", "pathway.feedback"]);
export const isQuiet = (stored: StoredEntry): boolean => quiet.has(stored.entry.kind);

export function listed(work: Work): OutboxItem[] {
  const shown = work.inOrder().filter((stored) => (isQuiet(stored) ? stored.state === "needs-you" : !stored.hidden));
  return shown.reverse().map(item);
}

const item = ({ entry, state, madeAt, receipt, needs, withdrawn, handedAt, tries, stub }: StoredEntry): OutboxItem => ({
  id: entry.id, kind: entry.kind as EntryKind, state, madeAt, receipt, needs, withdrawn, handedAt, tries, body: stub ? null : entry.body,
});

/** How many decisions are not with the server yet: what a sign-out would destroy. */
export const unsent = (work: Work): number =>
  work.inOrder().filter(({ state }) => state === "queued" || state === "sending" || state === "needs-you").length;

/** An entry as a file that a person can carry to staff. */
export const download = ({ entry }: StoredEntry): { readonly name: string; readonly text: string } =>
  ({ name: `pathwayks-${entry.id}.json`, text: `${canonicalJson(entry)}\n` });
