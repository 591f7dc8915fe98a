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

/** The column of an occupation's laws. Keys stand in one order, whatever that of the input. */
export const formatRules = (rules: readonly LegalRule[]): string =>
  rules.length === 0
    ? ""
    : JSON.stringify(rules.map(({ kind, age, text, law }) => ({ kind, age, text: { en: text.en, es: text.es }, law })));
