import { emptyProfile } from "@pathwayks/contracts";
import { profileFromAnswers } from "./profile-from-answers.ts";
import type { Answers, PersonRecord } from "./port.ts";

// Pure changes of the person's record. The stores call them; time comes in.

export const emptyRecord: PersonRecord = {
  schemaV: 1, profile: emptyProfile, answers: {}, at: null, saved: { pathways: [], programs: [], jobs: [] }, compare: [],
};

export type SavedKind = keyof PersonRecord["saved"];
/** Side by side at once. */
export const MOST_COMPARED = 3;

/** New answers with the profile that follows from them; weights that the person moved stay. */
export function withAnswers(record: PersonRecord, answers: Answers): PersonRecord {
  return { ...record, answers, profile: { ...profileFromAnswers(answers), weights: record.profile.weights } };
}

export const isSaved = (record: PersonRecord, kind: SavedKind, id: string): boolean => record.saved[kind].some((item) => item.id === id);

/** Saves what is not saved, and the other way round. Newest first. */
export function withSavedToggled(record: PersonRecord, kind: SavedKind, id: string, now: string, matchScore: number): PersonRecord {
  if (isSaved(record, kind, id)) {
    return { ...record, saved: { ...record.saved, [kind]: record.saved[kind].filter((item) => item.id !== id) } };
  }
  const item = kind === "pathways" ? { id, savedAt: now, matchScore } : { id, savedAt: now };
  return { ...record, saved: { ...record.saved, [kind]: [item, ...record.saved[kind]] } };
}

/** Puts beside the others or takes away; unchanged where three are there already. */
export function withCompareToggled(record: PersonRecord, id: string): PersonRecord {
  if (record.compare.includes(id)) return { ...record, compare: record.compare.filter((other) => other !== id) };
  return record.compare.length >= MOST_COMPARED ? record : { ...record, compare: [...record.compare, id] };
}
