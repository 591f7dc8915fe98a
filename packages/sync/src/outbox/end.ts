import type { StoredEntry, WithdrawnBy } from "../space/state.ts";
import type { Work } from "../space/work.ts";

/** Takes an entry out of the conversation. It stays in the list. */
export const end = (work: Work, stored: StoredEntry, by: WithdrawnBy): void =>
  work.outbox.put(stored.entry.id, { ...stored, state: "withdrawn", withdrawn: by, needs: null, offer: false });

/** Without its body; what a person sees of it later is kind, receipt and time. */
export const stub = (stored: StoredEntry): StoredEntry => ({ ...stored, entry: { ...stored.entry, body: null }, offer: false, stub: true });
