import {
  dayparts, digitalLevels, educationLevels, riasec, travelModes,
  type Daypart, type DigitalLevel, type EducationLevel, type OnetSkill, type Riasec, type SkillLevel, type TravelMode,
} from "@pathwayks/contracts";
import type { Answers } from "./port.ts";

// What each question keeps. An answer is absent (not asked yet), `SKIPPED`, or of the type below.

/** "I'd rather not say", or "skip". */
export const SKIPPED = "skipped";
export type Skipped = typeof SKIPPED;

/** 0 (not at all) to 4 (very much). */
export type Liking = 0 | 1 | 2 | 3 | 4;
export interface PastJob { readonly soc: string; readonly title: string; readonly years: number }
export interface ChosenSkill { readonly skill: OnetSkill; readonly level: SkillLevel }
/** `minutes` null: any distance. */
export interface TravelAnswer { readonly mode: TravelMode | null; readonly minutes: number | null }
/** `hours` null: not said; `times` empty: any. */
export interface TimeAnswer { readonly hours: number | null; readonly times: readonly Daypart[] }
/** `null`: any length, any start. */
export interface LengthAnswer { readonly weeks: number | null; readonly startBy: string | null }
export interface LawAnswer { readonly age: number | null; readonly background: boolean | null }

/** Likings by activity key, such as `realistic-1`; the longer form adds more keys to the same answer. */
export type InterestAnswer = Readonly<Record<string, Liking>>;

export interface AnswerTypes {
  readonly "past-jobs": readonly PastJob[];
  readonly skills: readonly ChosenSkill[];
  readonly education: EducationLevel;
  readonly place: { readonly zip: string | null; readonly countyFips: string | null };
  readonly travel: TravelAnswer;
  readonly time: TimeAnswer;
  /** Cents; `any`: money is no limit. */
  readonly money: number | "any";
  readonly length: LengthAnswer;
  /** Cents a year; `any`: no lowest pay. */
  readonly pay: number | "any";
  readonly childcare: boolean;
  readonly digital: DigitalLevel;
  readonly law: LawAnswer;
}
export type InterestStep = `like-${Riasec}`;
export type Step = InterestStep | keyof AnswerTypes;
export type AnswerOf<S extends Step> = S extends keyof AnswerTypes ? AnswerTypes[S] : InterestAnswer;

/** The questions, in the order in which they are asked: eighteen. */
export const steps: readonly Step[] = [
  "like-realistic", "like-investigative", "like-artistic", "like-social", "like-enterprising", "like-conventional",
  "past-jobs", "skills", "education", "place", "travel", "time", "money", "length", "pay", "childcare", "digital", "law",
];

export const isStep = (text: string): text is Step => (steps as readonly string[]).includes(text);
export const interestStep = (type: Riasec): InterestStep => `like-${type}`;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const oneOf = <T extends string>(list: readonly T[], value: unknown): T | null => (list.includes(value as T) ? (value as T) : null);
const numberIn = (value: unknown, min: number, max: number): number | null =>
  typeof value === "number" && value >= min && value <= max ? value : null;

function parseLikings(value: unknown): InterestAnswer | null {
  if (!isRecord(value)) return null;
  const kept = Object.entries(value).filter(([, v]) => typeof v === "number" && [0, 1, 2, 3, 4].includes(v));
  return Object.fromEntries(kept) as InterestAnswer;
}

const parsers: { readonly [S in keyof AnswerTypes]: (value: unknown) => AnswerTypes[S] | null } = {
  "past-jobs": (value) => (Array.isArray(value) ? (value as PastJob[]).filter((job) => /^\d{2}-\d{4}$/.test(String(job?.soc))) : null),
  skills: (value) => (Array.isArray(value) ? (value as ChosenSkill[]).filter(isRecord) as unknown as ChosenSkill[] : null),
  education: (value) => oneOf(educationLevels, value),
  place: (value) => (isRecord(value) ? { zip: text(value["zip"]), countyFips: text(value["countyFips"]) } : null),
  travel: (value) => (isRecord(value) ? { mode: oneOf(travelModes, value["mode"]), minutes: numberIn(value["minutes"], 0, 1440) } : null),
  time: (value) => isRecord(value)
    ? { hours: numberIn(value["hours"], 0, 168), times: Array.isArray(value["times"]) ? dayparts.filter((part) => (value["times"] as unknown[]).includes(part)) : [] }
    : null,
  money: amount,
  length: (value) => (isRecord(value) ? { weeks: numberIn(value["weeks"], 0, 520), startBy: text(value["startBy"]) } : null),
  pay: amount,
  childcare: (value) => (typeof value === "boolean" ? value : null),
  digital: (value) => oneOf(digitalLevels, value),
  law: (value) => isRecord(value)
    ? { age: numberIn(value["age"], 14, 120), background: typeof value["background"] === "boolean" ? value["background"] : null }
    : null,
};

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
function amount(value: unknown): number | "any" | null {
  return value === "any" ? "any" : numberIn(value, 0, 2_000_000_000);
}

/** The answer to a question, or `null` where there is none (not asked, skipped, or kept by a version that meant something else). */
export function readAnswer<S extends Step>(answers: Answers, step: S): AnswerOf<S> | null {
  const value = answers[step];
  if (value === undefined || value === SKIPPED) return null;
  const parsed = step.startsWith("like-") ? parseLikings(value) : parsers[step as keyof AnswerTypes](value);
  return parsed as AnswerOf<S> | null;
}

export const isSkipped = (answers: Answers, step: Step): boolean => answers[step] === SKIPPED;
/** Answered or skipped. */
export const isDone = (answers: Answers, step: Step): boolean => answers[step] !== undefined;

/** The likings of all six types together. */
export function allLikings(answers: Answers): InterestAnswer {
  return Object.assign({}, ...riasec.map((type) => readAnswer(answers, interestStep(type)) ?? {})) as InterestAnswer;
}

/** The first question that has no answer; `null` when each has. */
export const nextOpenStep = (answers: Answers): Step | null => steps.find((step) => !isDone(answers, step)) ?? null;
