import type { CrosswalkRow, EducationLevel, Occupation, Program } from "@pathwayks/contracts";
import { educationLevels } from "@pathwayks/contracts";
import { socToInt } from "../../codes.ts";
import type { KnownOccupation, OccupationIndex } from "./occupations.ts";
import { rootsOf, titleKey } from "./occupations.ts";

export interface ProgramLink {
  /** SOC as an integer. */
  readonly soc: number;
  /** 0 to 1; the links of a program sum to 1. */
  readonly weight: number;
  readonly pinned: boolean;
}

/** What moves a link, with the range outside of which links looked absurd on the Kansas list. */
export const linkWeights = {
  /** What an occupation gets for being in the crosswalk alone. 0 would drop all whose titles share no word; sane 0.1-0.3. */
  crosswalk: 0.15,
  /** How much of the likeness the description may add; sane 0-0.4, it names many things in passing. */
  description: 0.25,
  /** Sharpness of likeness; sane 1-3. */
  likeness: 2,
  /** Exponent of employment; sane 0.2-0.5: 1 would make everyone a retail salesperson. */
  employment: 0.3,
  /** For each step of education an occupation asks less than the award gives, beyond the first two; sane 0.4-0.8. */
  below: 0.6,
  /** What an occupation keeps whose typical entry education is one step above the award; sane 0.3-0.7. */
  oneShort: 0.5,
  /** Links weaker than this share are dropped. */
  weakest: 0.08,
  /** Most links a program keeps, pinned ones aside. */
  most: 5,
} as const;

const awardGives: Record<Program["awardLevel"], EducationLevel> = {
  "under-12-weeks": "certificate", "12-weeks-to-1-year": "certificate", "1-to-2-years": "certificate",
  "2-to-4-years": "certificate",
  associate: "associate", bachelor: "bachelor", "above-bachelor": "graduate", none: "certificate",
};

/** Occupations of each CIP code, ascending. */
export function indexCrosswalk(rows: readonly CrosswalkRow[]): ReadonlyMap<string, readonly number[]> {
  const byCip = new Map<string, Set<number>>();
  for (const { cip, soc } of rows) {
    if (soc === null) continue;
    const socs = byCip.get(cip) ?? new Set();
    byCip.set(cip, socs.add(socToInt(soc)));
  }
  return new Map([...byCip].map(([cip, socs]) => [cip, [...socs].sort((a, b) => a - b)]));
}

/**
 * The occupations that a program leads to: those of the crosswalk (where the program has no code, those whose very title it
 * declares as a target job) whose entry education the award meets, weighed by likeness of titles and by employment. Empty
 * where none is usable: nothing is guessed.
 */
export function linkProgram(program: Program, crosswalk: ReadonlyMap<string, readonly number[]>,
  index: OccupationIndex): readonly ProgramLink[] {
  const dropped = new Set(program.droppedOccupations.map(socToInt));
  const pinned = new Set(program.pinnedOccupations.map(socToInt).filter((soc) => index.bySoc.has(soc)));
  const candidates = new Set([...pinned, ...crosswalkOf(program, crosswalk, index).filter((soc) => !dropped.has(soc))]);
  const likeness = likenessTo(program, index);
  const weighed = [...candidates].flatMap((soc) => {
    const known = index.bySoc.get(soc);
    if (known === undefined) return [];
    const fit = pinned.has(soc) ? 1 : educationFit(program, known.occupation);
    const base = (linkWeights.crosswalk + likeness(known)) ** linkWeights.likeness;
    return fit === 0 ? [] : [{ soc, raw: fit * base * sizeOf(known.occupation), pinned: pinned.has(soc) }];
  });
  return settle(weighed);
}

const sizeOf = (occupation: Occupation): number => (1_000 + (occupation.outlook.employment ?? 0)) ** linkWeights.employment;

function crosswalkOf(program: Program, crosswalk: ReadonlyMap<string, readonly number[]>,
  index: OccupationIndex): readonly number[] {
  const byCode = program.cip === null ? [] : (crosswalk.get(program.cip) ?? []);
  if (byCode.length > 0) return byCode;
  return program.targetJobs.flatMap((job) => index.exact(titleKey(job)).slice(0, 1).map((found) => found.soc));
}

/** 0: the award does not meet what the occupation asks. 1: it fits. Less: one step short, or much more than is asked. */
function educationFit(program: Program, occupation: Occupation): number {
  const given = educationLevels.indexOf(awardGives[program.awardLevel]);
  const asked = occupation.entryEducation ?? zoneAsks(occupation.jobZone);
  if (asked === null) return 1;
  const steps = given - educationLevels.indexOf(asked);
  // "Typical" entry education is not the least: where O*NET's job zone asks for no more than a college certificate, such as
  // for paralegals and laboratory technicians, people do get in one step short.
  if (steps === -1 && occupation.jobZone !== null && occupation.jobZone <= 3) return linkWeights.oneShort;
  return steps < 0 ? 0 : linkWeights.below ** Math.max(0, steps - 2);
}

/** Where the projections name no entry education, the job zone's usual one. */
const zoneAsks = (zone: number | null): EducationLevel | null =>
  zone === null ? null : zone >= 5 ? "graduate" : zone === 4 ? "bachelor" : "high-school";

function likenessTo(program: Program, index: OccupationIndex): (known: KnownOccupation) => number {
  const total = (words: readonly string[]) => words.reduce((sum, word) => sum + index.idf(word), 0);
  const texts = [program.name.en, ...program.targetJobs];
  const phrases = texts.map((text) => [...new Set(rootsOf(text))]).filter((words) => words.length > 0);
  const totals = phrases.map(total);
  const described = new Set(rootsOf(program.description ?? ""));
  return (known) => {
    const shared = (words: readonly string[]) =>
      words.reduce((sum, word) => sum + index.idf(word) * (known.words.get(word) ?? 0), 0);
    const named = phrases.reduce((best, words, i) => Math.max(best, shared(words) / (totals[i] ?? 1)), 0);
    const { title } = known;
    const mentioned = title.length === 0 ? 0 : total(title.filter((word) => described.has(word))) / total(title);
    return named + (1 - named) * linkWeights.description * mentioned;
  };
}

interface Weighed {
  readonly soc: number;
  readonly raw: number;
  readonly pinned: boolean;
}

/** Drops the weak, keeps the strongest, and makes the rest sum to 1. A pinned one weighs at least as much as any other. */
function settle(weighed: readonly Weighed[]): readonly ProgramLink[] {
  const strongest = Math.max(0, ...weighed.map((w) => w.raw));
  const raised = weighed.map((w) => (w.pinned ? { ...w, raw: strongest } : w));
  const sum = raised.reduce((total, w) => total + w.raw, 0);
  const kept = raised
    .filter((w) => w.pinned || w.raw / sum >= linkWeights.weakest)
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.raw - a.raw || a.soc - b.soc)
    .filter((w, i) => w.pinned || i < linkWeights.most);
  const rest = kept.reduce((total, w) => total + w.raw, 0);
  return kept.map(({ soc, raw, pinned }) => ({ soc, weight: Math.fround(raw / rest), pinned }));
}
