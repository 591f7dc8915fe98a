import type { LegalRule } from "@pathwayks/contracts";
import { legalRule } from "@pathwayks/contracts";

/** Laws of an occupation from their column; a text that is not a list of laws is none. */
export function parseRules(json: string): readonly LegalRule[] {
  if (json === "") return [];
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) ? parsed.flatMap((rule) => legalRule.safeParse(rule).data ?? []) : [];
  } catch {
    return [];
  }
}

export const formatRules = (rules: readonly LegalRule[]): string => (rules.length === 0 ? "" : JSON.stringify(rules));
