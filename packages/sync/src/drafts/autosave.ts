import type { EntryId, Json } from "@pathwayks/contracts";
import type { SleepDep } from "../ports.ts";
import type { Draft } from "../space/state.ts";
import type { Drafts } from "./drafts.ts";

/** After the last key; the write itself takes a fraction of a second more, and two seconds are promised. */
export const AUTOSAVE_MS = 1_000;

export interface Autosave {
  /** The form holds this now. Saved a second later, however often it is called. */
  update(value: Json): void;
  /** Saves at once what is not saved yet: before a lock, an update, a change of page, and before sending. */
  flush(): Promise<Draft | null>;
  stop(): void;
}

/** Keeps a form's draft up to date. `failed` hears of storage that refuses; the next update tries again. */
export function autosave(drafts: Drafts, { sleep }: SleepDep, formId: string, id: EntryId, failed: (error: unknown) => void): Autosave {
  let waiting: { readonly value: Json } | null = null;
  let timer: Promise<void> | null = null;
  let wake: () => void = () => undefined;
  const flush = async (): Promise<Draft | null> => {
    wake();
    const next = waiting;
    if (!next) return drafts.get(formId);
    waiting = null;
    try {
      return await drafts.save(formId, id, next.value);
    } catch (error) {
      waiting ??= next;
      throw error;
    }
  };
  // The first key of a burst starts the wait: somebody who types on and on is saved every second too.
  const tick = async (): Promise<void> => {
    await sleep(AUTOSAVE_MS, new Promise((resolve) => (wake = resolve)));
    timer = null;
    if (waiting) await flush().catch(failed);
  };
  return {
    update: (value) => {
      waiting = { value };
      timer ??= tick();
    },
    flush,
    stop: () => {
      waiting = null;
      wake();
    },
  };
}
