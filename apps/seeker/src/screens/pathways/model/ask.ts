import type { Program, RankedPathway } from "@pathwayks/contracts";

/** Questions that only the school can answer, in the order in which they decide. */
export const askIds = [
  "running",
  "price",
  "aid",
  "start",
  "length",
  "times",
  "hours",
  "childcare",
  "outcomes",
  "prerequisites",
] as const;
export type AskId = (typeof askIds)[number];

/** What to ask the school: one question for each fact that it does not publish or that is past its limit. */
export function questionsFor(
  program: Program,
  pathway: Pick<RankedPathway, "freshness" | "completion"> | null,
): readonly AskId[] {
  const asked: Record<AskId, boolean> = {
    running: pathway?.freshness.confirmFirst ?? false,
    price: program.cost.total === null && program.cost.tuition === null,
    aid: program.cost.financialAidAvailable === null,
    start: program.startDates.length === 0,
    length: program.durationWeeks === null,
    times: program.scheduleType === null && program.scheduleDetails === null,
    hours: program.hoursPerWeek === null,
    childcare: program.services.childcare === null,
    outcomes: program.outcomes.historicalCompletionRate === null,
    prerequisites: program.prerequisites.education === null && program.prerequisites.licence === null,
  };
  return askIds.filter((id) => asked[id]);
}
