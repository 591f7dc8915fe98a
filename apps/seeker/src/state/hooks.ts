import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import type { SeekerProfile } from "@pathwayks/contracts";
import { formats, type Formats } from "@pathwayks/ui";
import type { Engine } from "../engine/port.ts";
import { isDone, nextOpenStep, steps } from "./answers.ts";
import { catalogView, updateCatalog, useEngineState, type CatalogView } from "./engine.ts";
import { person, usePersonState, type PersonState } from "./person.ts";
import type { PersonRecord } from "./port.ts";
import { MOST_COMPARED, isSaved, type SavedKind } from "./record.ts";
import { useSettings } from "./settings.ts";

// What screens use. Actions are stable: `person.*`, `changeSettings`, `updateCatalog`, `showToast`, `announce`.

/** The person's whole state and the actions that change it. Each change is written by itself. */
export function usePerson(): PersonState & typeof person {
  const state = usePersonState();
  return useMemo(() => ({ ...state, ...person }), [state]);
}

/** Nothing outlives this page: storage is refused or cannot be read. */
export const useInMemory = (): boolean => usePersonState((state) => state.mode === "memory");

export interface ProfileView {
  readonly profile: SeekerProfile;
  /** The record has been read; before that, an empty profile means nothing. */
  readonly ready: boolean;
  /** Questions answered or skipped, of `questions`. */
  readonly answered: number;
  readonly questions: number;
  /** Every question has been answered or skipped. */
  readonly complete: boolean;
  readonly setLimits: typeof person.setLimits;
  readonly setWeights: typeof person.setWeights;
}

export function useProfile(): ProfileView {
  const { record, status } = usePersonState(useShallow(({ record, status }) => ({ record, status })));
  return useMemo(() => ({
    profile: record.profile,
    ready: status !== "loading",
    answered: steps.filter((step) => isDone(record.answers, step)).length,
    questions: steps.length,
    complete: nextOpenStep(record.answers) === null,
    setLimits: person.setLimits,
    setWeights: person.setWeights,
  }), [record, status]);
}

export interface SavedView {
  readonly saved: PersonRecord["saved"];
  readonly compare: readonly string[];
  readonly compareFull: boolean;
  isSaved(kind: SavedKind, id: string): boolean;
  isCompared(id: string): boolean;
  readonly toggle: typeof person.toggleSaved;
  readonly toggleCompare: typeof person.toggleCompare;
  readonly clearCompare: typeof person.clearCompare;
}

export function useSaved(): SavedView {
  const record = usePersonState((state) => state.record);
  return useMemo(() => ({
    saved: record.saved,
    compare: record.compare,
    compareFull: record.compare.length >= MOST_COMPARED,
    isSaved: (kind: SavedKind, id: string) => isSaved(record, kind, id),
    isCompared: (id: string) => record.compare.includes(id),
    toggle: person.toggleSaved,
    toggleCompare: person.toggleCompare,
    clearCompare: person.clearCompare,
  }), [record]);
}

/** The engine, or `null` while its worker starts (and for good where it cannot: see {@link useCatalogStatus}). */
export const useEngine = (): Engine | null => useEngineState((state) => state.engine);

export function useCatalogStatus(): CatalogView & { readonly update: typeof updateCatalog } {
  const view = useEngineState(useShallow(catalogView));
  return useMemo(() => ({ ...view, update: updateCatalog }), [view]);
}

/** Numbers, dates and money in the reader's format. */
export const useFormats = (): Formats => formats(useSettings((state) => state.language));
