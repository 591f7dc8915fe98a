import { civilDate, dayparts } from "@pathwayks/contracts";
import type { Counterfactual, SeekerProfile } from "@pathwayks/contracts";

/** The profile with the changes of a counterfactual made, for a person who taps "yes". Nothing else is touched. */
export function applyChanges(profile: SeekerProfile, changes: Counterfactual["changes"]): SeekerProfile {
  return changes.reduce(applyOne, profile);
}

function applyOne(profile: SeekerProfile, { limit, to }: Counterfactual["changes"][number]): SeekerProfile {
  // A counterfactual only holds values that its limit allows, so the brands of contracts are safe to give.
  const value = to as never;
  switch (limit) {
    case "travel": return { ...profile, maxTravelMinutes: value };
    case "car": return { ...profile, transportationAccess: "car" };
    case "cost": return { ...profile, financialConstraints: value };
    case "hours": return { ...profile, timeAvailability: value };
    case "schedule": return { ...profile, availableTimes: dayparts.filter((_, i) => (Number(to) & (1 << i)) !== 0) };
    case "start": return { ...profile, startBy: civilDate(Number(to)) };
    case "length": return { ...profile, maxWeeks: value };
    case "wage": return { ...profile, wageFloor: value };
    case "childcare": return { ...profile, childcareNeeds: false };
  }
}
