/** Presets as choices, with the kept value added where it is none of them (set beside the list, or typed). Sorted. */
export function withKept(presets: readonly number[], kept: number | null): number[] {
  return kept === null || presets.includes(kept) ? [...presets] : [...presets, kept].sort((a, b) => a - b);
}

/** The value behind a choice: a number, or `null` for "any". */
export const fromChoice = (choice: string): number | null => (choice === "any" ? null : Number(choice));
