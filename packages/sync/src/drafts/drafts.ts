import type { EntryBody, EntryId, EntryKind, Json } from "@pathwayks/contracts";
import { enqueue, newEntryId } from "../outbox/make.ts";
import type { ClockDep, HashDep, RandomDep } from "../ports.ts";
import type { Space } from "../space/space.ts";
import type { Draft, StoredEntry } from "../space/state.ts";

/** What became of a draft that was to be sent. */
export type Finalised =
  | { readonly status: "queued"; readonly entry: StoredEntry }
  /** Another tab sent it; this is what it sent. */
  | { readonly status: "already-sent"; readonly entry: StoredEntry }
  /** Another tab wrote into it or threw it away: look again before sending. */
  | { readonly status: "changed"; readonly draft: Draft | null };

/** Forms half filled. They survive reload, update, kill and lock, sealed like everything else. */
export interface Drafts {
  get(formId: string): Draft | null;
  all(): ReadonlyMap<string, Draft>;
  /** Opens the draft of a form, or begins one: from here on the intent has its id. */
  open(formId: string, initial: Json): Promise<Draft>;
  /** Keeps what the form holds now, on the device when it resolves. `null`: it was sent or thrown away meanwhile. */
  save(formId: string, id: EntryId, value: Json): Promise<Draft | null>;
  /** Compare and set: ends the draft and queues its entry in one commit, if the draft is still `draft`. */
  finalise<K extends EntryKind>(formId: string, draft: Pick<Draft, "id" | "rev">, intent: { readonly kind: K; readonly body: EntryBody<K>; readonly dependsOn?: readonly EntryId[] }): Promise<Finalised>;
  discard(formId: string): Promise<void>;
}

export type DraftDeps = ClockDep & RandomDep & HashDep & { readonly wake?: () => void };

export function draftsOf(space: Space, deps: DraftDeps): Drafts {
  return {
    get: (formId) => space.view.drafts.get(formId),
    all: () => new Map(space.view.drafts.entries()),
    open: (formId, initial) => {
      const id = newEntryId(deps);
      return space.change((work) => {
        const there = work.drafts.get(formId);
        if (there) return there;
        const draft: Draft = { v: 1, id, rev: 1, value: initial, savedAt: deps.now() };
        work.drafts.put(formId, draft);
        return draft;
      });
    },
    save: (formId, id, value) =>
      space.change((work) => {
        const there = work.drafts.get(formId);
        if (there?.id !== id) return null;
        const draft: Draft = { ...there, rev: there.rev + 1, value, savedAt: deps.now() };
        work.drafts.put(formId, draft);
        return draft;
      }),
    finalise: async (formId, { id, rev }, intent) => {
      const outcome = await space.change(async (work): Promise<Finalised> => {
        const sent = work.outbox.get(id);
        if (sent) return { status: "already-sent", entry: sent };
        const there = work.drafts.get(formId);
        if (there?.id !== id || there.rev !== rev) return { status: "changed", draft: there };
        work.drafts.delete(formId);
        return { status: "queued", entry: await enqueue(work, deps, { ...intent, id }) };
      });
      if (outcome.status === "queued") deps.wake?.();
      return outcome;
    },
    discard: (formId) => space.change((work) => work.drafts.delete(formId)),
  };
}
