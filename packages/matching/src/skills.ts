import type { CatalogView } from "@pathwayks/catalog";
import { educationLevels, onetSkills, skillLevelValue } from "@pathwayks/contracts";
import type { OnetSkill, SeekerProfile, SkillLevel } from "@pathwayks/contracts";
import { basicSkillsOfZone, everydaySkills, yearsFactor, zoneOfEducation } from "./assumptions.ts";
import { skillCount } from "./prepare/occupations.ts";

/** A skill that a person has, and why we think so; shown as a chip to confirm, raise or lower. */
export interface InferredSkill {
  readonly skill: OnetSkill;
  /** On O*NET's 0-7 scale. */
  readonly value: number;
  readonly level: SkillLevel;
  readonly from: "past-job" | "education" | "person";
  /** The past job that it comes from, in the person's words. */
  readonly title: string | null;
}

/**
 * All skills that the answers imply, in the order of `onetSkills`: past jobs bring their occupation's levels × a factor of
 * the years, education its floor, the higher wins; what the person set by hand beats both. Empty where nothing was said.
 */
export function inferSkills(view: CatalogView, profile: SeekerProfile): InferredSkill[] {
  const byHand = new Map(profile.skills.map((s) => [s.skill, s.level]));
  const levels = floorOf(profile);
  if (levels === null && byHand.size === 0 && profile.pastJobs.length === 0) return [];
  const value = levels ?? new Float64Array(skillCount);
  const title = new Array<string | null>(skillCount).fill(null);
  for (const job of profile.pastJobs) {
    const row = view.find.occupation(job.soc);
    if (row >= 0) raiseByJob(view, row, yearsFactor(job.years), job.title, value, title);
  }
  return onetSkills.flatMap((skill, i): InferredSkill[] => {
    const set = byHand.get(skill);
    if (set !== undefined) return [{ skill, value: skillLevelValue[set], level: set, from: "person", title: null }];
    if (value[i]! <= 0) return [];
    return [{ skill, value: value[i]!, level: levelOf(value[i]!), from: title[i] === null ? "education" : "past-job", title: title[i]! }];
  });
}

/** The 35 levels as numbers, or `null` where nothing is known of the person's skills. */
export function skillLevels(view: CatalogView, profile: SeekerProfile): Float64Array | null {
  const inferred = inferSkills(view, profile);
  if (inferred.length === 0) return null;
  const levels = new Float64Array(skillCount);
  for (const one of inferred) levels[onetSkills.indexOf(one.skill)] = one.value;
  return levels;
}

function floorOf(profile: SeekerProfile): Float64Array | null {
  if (profile.educationLevel === null) return null;
  const zone = zoneOfEducation[profile.educationLevel];
  return Float64Array.from([...basicSkillsOfZone[zone]!, ...everydaySkills]);
}

function raiseByJob(view: CatalogView, row: number, factor: number, name: string, value: Float64Array, title: (string | null)[]): void {
  for (let s = 0; s < skillCount; s++) {
    const level = view.occupations.level[row * skillCount + s]!;
    const importance = view.occupations.importance[row * skillCount + s]!;
    if (level !== level || importance !== importance) continue;
    const held = Math.round(level * factor * 100) / 100;
    if (held <= value[s]!) continue;
    value[s] = held;
    title[s] = name;
  }
}

/** Nearest of the three words. */
const levelOf = (value: number): SkillLevel => (value < 2.75 ? "beginner" : value < 4.25 ? "intermediate" : "advanced");

/** Index in `educationLevels`, -1 = not said. */
export const educationIndex = (profile: SeekerProfile): number => (profile.educationLevel === null ? -1 : educationLevels.indexOf(profile.educationLevel));
