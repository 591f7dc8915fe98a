import { create } from "zustand";
import type { SeekerProfile } from "@pathwayks/contracts";
import { watchClient } from "./client.ts";
import { SKIPPED, type AnswerOf, type Skipped, type Step } from "./answers.ts";
import { nowInstant } from "./clock.ts";
import { whenOpen } from "./lock.ts";
import type { PersonRecord, PersonStore, StorageFault } from "./port.ts";
import { answersWithLimits, type LimitPatch } from "./profile-from-answers.ts";
import { emptyRecord, withAnswers, withCompareToggled, withSavedToggled, type SavedKind } from "./record.ts";
import { createSaveQueue, type SaveQueue } from "./save-queue.ts";

/** Milliseconds in which quick taps are gathered into one write. */
const SAVE_DELAY = 100;

/** `saved` only after the strict transaction has completed. */
export type SaveState = "untouched" | "saving" | "saved" | "failed";

export interface PersonState {
  /** `loading`: also while the device is locked. `erased`: everything is gone, and nothing is written any more until the page is loaded anew. */
  readonly status: "loading" | "ready" | "erased";
  readonly mode: PersonStore["mode"];
  readonly fault: StorageFault | null;
  readonly saving: SaveState;
  readonly record: PersonRecord;
}

/** What the person told and chose, held in memory, written at each tap. Read it with the hooks of `hooks.ts`. */
export const usePersonState = create<PersonState>()(() => ({
  status: "loading", mode: "durable", fault: null, saving: "untouched", record: emptyRecord,
}));

let store: PersonStore | null = null;
let queue: SaveQueue<PersonRecord> | null = null;

/** The fault behind a refusal: an error that carries one, or one itself. */
const faultOf = (error: unknown): StorageFault => {
  const fault = typeof error === "object" && error !== null && "fault" in error ? error.fault : error;
  return typeof fault === "string" ? (fault as StorageFault) : "unavailable";
};

/** A write that went through ends a fault, but brings back nothing that is gone, and proves nothing where it went to memory. */
const mended = ({ mode }: PersonStore, fault: StorageFault | null): boolean => mode === "durable" && fault !== "emptied";

/**
 * Opens the store and loads the record; answers given before that are kept and win. Where the record cannot be read it is
 * left alone: nothing is written over it, and the banner says what happened.
 */
export async function openPerson(open: () => Promise<PersonStore>): Promise<void> {
  const opened = await open();
  store = opened;
  opened.onFault((fault) => usePersonState.setState({ fault }));
  await whenOpen(opened.lock);
  let kept = emptyRecord;
  let readable = true;
  try {
    const { record, client } = await opened.load();
    kept = record;
    watchClient(client);
    client.subscribe(() => takeOver(opened));
  } catch (error) {
    readable = false;
    usePersonState.setState({ fault: faultOf(error) });
  }
  if (readable) {
    queue = createSaveQueue({
      save: (record) => opened.save(record),
      written: (_, newest) => usePersonState.setState(({ fault }) => ({ fault: mended(opened, fault) ? null : fault, ...(newest && { saving: "saved" as const }) })),
      failed: (error) => usePersonState.setState({ fault: faultOf(error), saving: "failed" }),
      delay: SAVE_DELAY,
    });
  }
  const early = usePersonState.getState().record;
  const record = early === emptyRecord ? kept : withAnswers({ ...kept, at: early.at ?? kept.at }, { ...kept.answers, ...early.answers });
  usePersonState.setState({ status: "ready", mode: readable ? opened.mode : "memory", record });
  if (early !== emptyRecord) queue?.push(record);
}

/** Shows what came from elsewhere, and saves what was changed here over it. */
function takeOver(opened: PersonStore): void {
  const { record, status, saving } = usePersonState.getState();
  if (status !== "ready") return;
  const next = opened.rebased(record);
  if (next === record) return;
  usePersonState.setState({ record: next });
  if (saving === "saving") queue?.push(next);
}

function change(update: (record: PersonRecord) => PersonRecord): void {
  const { record, status } = usePersonState.getState();
  if (status === "erased") return;
  const next = update(record);
  if (next === record) return;
  usePersonState.setState({ record: next, saving: "saving" });
  queue?.push(next);
}

/** Begins the waiting write now: the page is about to be hidden, or the person wants to be sure. */
export const flushPerson = (): Promise<void> => queue?.flush() ?? Promise.resolve();

/** Writes the record once more after a fault. */
export function trySavingAgain(): Promise<void> {
  usePersonState.setState({ saving: "saving" });
  queue?.push(usePersonState.getState().record);
  return flushPerson();
}

export const person = {
  answer<S extends Step>(step: S, value: AnswerOf<S> | Skipped): void {
    change((record) => withAnswers(record, { ...record.answers, [step]: value }));
  },
  skip(step: Step): void {
    change((record) => withAnswers(record, { ...record.answers, [step]: SKIPPED }));
  },
  /** Where the assessment goes on: a question's id, "review", or "done". */
  goTo(at: string): void {
    change((record) => (record.at === at ? record : { ...record, at }));
  },
  /** Limits that the person settled on beside the list; the answers follow. */
  setLimits(patch: LimitPatch): void {
    change((record) => withAnswers(record, answersWithLimits(record.answers, patch)));
  },
  /** `null`: the defaults again. */
  setWeights(weights: SeekerProfile["weights"]): void {
    change((record) => ({ ...record, profile: { ...record.profile, weights } }));
  },
  toggleSaved(kind: SavedKind, id: string, matchScore = 0): void {
    change((record) => withSavedToggled(record, kind, id, nowInstant(), matchScore));
  },
  /** Nothing happens where three are side by side already; ask `compare.length` before. */
  toggleCompare(id: string): void {
    change((record) => withCompareToggled(record, id));
  },
  clearCompare(): void {
    change((record) => (record.compare.length === 0 ? record : { ...record, compare: [] }));
  },
};

/** Everything of the person on this device, for good. Rejects where the device refuses; then nothing is said to be gone. */
export async function eraseEverything(): Promise<void> {
  await queue?.stop();
  if (!store) throw new Error("the store is not open yet");
  await store.eraseEverything();
  queue = null;
  usePersonState.setState({ status: "erased", record: emptyRecord, saving: "untouched", fault: null });
}

/** Bytes used and granted; `null` before the store is open. */
export const storageUsage = async (): Promise<Awaited<ReturnType<PersonStore["usage"]>> | null> => (store ? store.usage() : null);
export const askToPersist = async (): Promise<boolean> => (store ? store.askToPersist() : false);
