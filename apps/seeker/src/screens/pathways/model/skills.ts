import type { OnetSkill } from "@pathwayks/contracts";
import { onetSkills } from "@pathwayks/contracts";
import type { OccupationFacts, SkillChip } from "../../../engine/port.ts";

/** One skill of an occupation beside the person's: levels on O*NET's 0-7 scale; `yours` null = not told. */
export interface SkillLine {
  readonly skill: OnetSkill;
  readonly needed: number;
  readonly yours: number | null;
}

/** Importance from which the ranking counts a skill. */
const counted = 2.5;

/** The skills that matter most to the occupation, widest gap first. At most `top`. */
export function skillLines(
  occupation: Pick<OccupationFacts, "skills">,
  chips: readonly SkillChip[],
  top = 6,
): readonly SkillLine[] {
  const yours = new Map(chips.map(({ skill, value }) => [skill, value]));
  const weighed = (occupation.skills ?? []).flatMap((rating, index) => {
    const skill = onetSkills[index];
    if (rating === null || skill === undefined || rating[0] < counted) return [];
    const line: SkillLine = { skill, needed: rating[1], yours: yours.get(skill) ?? null };
    return [{ line, weight: rating[0], gap: Math.max(0, rating[1] - (line.yours ?? 0)) }];
  });
  return weighed
    .sort((a, b) => b.weight - a.weight || b.gap - a.gap)
    .slice(0, top)
    .sort((a, b) => b.gap - a.gap)
    .map(({ line }) => line);
}
