import type { LegalRule } from "@pathwayks/contracts";
import { acrossStates } from "../assumptions.ts";

/** The rules of an occupation as the catalog stores them: JSON that its build validated. */
export const rulesOf = (json: string): LegalRule[] => (json === "" ? [] : (JSON.parse(json) as LegalRule[]));

/** Whether a law leaves work inside the state to the younger. */
export const bindsAcrossStates = (rule: LegalRule): boolean => acrossStates.includes(rule.law);

/** Years that the law asks wherever one works; 0 = none known. */
export const ageInside = (json: string): number =>
  rulesOf(json).reduce((most, rule) => (rule.kind === "min-age" && !bindsAcrossStates(rule) ? Math.max(most, rule.age ?? 0) : most), 0);
