import type { PriorTable } from "../view.ts";
import { NONE, UNKNOWN } from "../view.ts";
import type { ChunkSet } from "./chunk-set.ts";
import { f32, i32, u8 } from "./chunk-set.ts";

const ANY_AWARD = NONE, ANY_FAMILY = UNKNOWN;

/** Priors by rate, award level and CIP family, each falling back to the wider group. */
export function openPriors(set: ChunkSet<"model">): PriorTable {
  const rate = u8(set, "rate"), award = u8(set, "award"), family = i32(set, "family"), a = f32(set, "a"), b = f32(set, "b");
  const byGroup = new Map<string, { a: number; b: number }>();
  for (let i = 0; i < set.rows; i++)
    byGroup.set(`${String(rate[i])} ${String(award[i])} ${String(family[i])}`, { a: a[i] ?? 1, b: b[i] ?? 1 });
  return {
    prior: (name, awardLevel, cipFamily) => {
      const code = name === "completion" ? 0 : 1;
      const at = (level: number, fam: number) => byGroup.get(`${String(code)} ${String(level)} ${String(fam)}`);
      return at(awardLevel, cipFamily) ?? at(awardLevel, ANY_FAMILY) ?? at(ANY_AWARD, ANY_FAMILY) ?? null;
    },
  };
}
