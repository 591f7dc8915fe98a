import type { Board } from "./board.ts";
import type { Person } from "./person.ts";
import { awardColumns, directColumn } from "./prepare/prepare.ts";

/** What an unknown term counts as: the mean of the candidates that have it; NaN where none has. */
export type Neutral = Readonly<Record<"interest" | "skill" | "preparation" | "market" | "outcome", number>>;
/** Shares of the six terms. They add to 1, or are all 0. */
export type Shares = Readonly<Record<keyof Neutral | "practical", number>>;

type Cells = Pick<Board, "prepared" | "person" | "kilometers" | "openings" | "interest" | "market" | "skill" | "preparation">;

/** Mean of each term over the candidates that have it, in millionths; NaN where none has it. */
export function neutralTerms({ prepared, person, interest, market, skill, preparation, openings }: Cells): Neutral {
  const sums = new Float64Array(4);
  const counts = new Float64Array(4);
  for (let cell = 0; cell < prepared.cellCount.length; cell++) {
    const o = Math.floor(cell / awardColumns);
    const candidates = cell % awardColumns === directColumn ? (openings.direct[o]! >= 0 ? 1 : 0) : person.does[o] === 1 ? 0 : prepared.cellCount[cell]!;
    if (candidates === 0) continue;
    count(sums, counts, 0, interest[o]!, candidates);
    count(sums, counts, 1, skill[cell]!, candidates);
    const pinned = prepared.cellPinned[cell]!;
    const linked = cell % awardColumns === directColumn ? candidates : prepared.cellLink[cell]! - pinned;
    count(sums, counts, 2, (preparation[cell]! * linked + pinned) / candidates, candidates);
    count(sums, counts, 3, (cell % awardColumns === directColumn ? market.atEntry : market.value)[o]!, candidates);
  }
  const mean = (i: number): number => Math.round((sums[i]! / counts[i]!) * 1e6) / 1e6;
  return { interest: mean(0), skill: mean(1), preparation: mean(2), market: mean(3), outcome: prepared.averageOutcome };
}

function count(sums: Float64Array, counts: Float64Array, i: number, value: number, candidates: number): void {
  if (value !== value) return;
  sums[i]! += candidates * value;
  counts[i]! += candidates;
}

export function sharesOf({ weights }: Person, neutral: Neutral): Shares {
  const carried = (term: keyof Neutral): number => (neutral[term] === neutral[term] ? weights[term] : 0);
  const all = {
    interest: carried("interest"), skill: carried("skill"), preparation: carried("preparation"), market: carried("market"),
    outcome: carried("outcome"), practical: weights.practical,
  };
  const total = all.interest + all.skill + all.preparation + all.market + all.outcome + all.practical;
  const share = (weight: number): number => (total > 0 ? weight / total : 0);
  return {
    interest: share(all.interest), skill: share(all.skill), preparation: share(all.preparation), market: share(all.market),
    outcome: share(all.outcome), practical: share(all.practical),
  };
}

/** What interest and skill add, by cell, and what the market adds, by occupation: after a training, and now. */
export function termSums({ interest, market, skill }: Cells, neutral: Neutral, shares: Shares) {
  const cellSum = new Float64Array(skill.length);
  for (let cell = 0; cell < cellSum.length; cell++)
    cellSum[cell] = shareOf(shares.interest, interest[Math.floor(cell / awardColumns)]!, neutral.interest) + shareOf(shares.skill, skill[cell]!, neutral.skill);
  const added = (values: Float64Array) => values.map((value) => shareOf(shares.market, value, neutral.market));
  return { cellSum, marketSum: added(market.value), entrySum: added(market.atEntry) };
}

/** What a term adds to the score. */
export const shareOf = (share: number, value: number, neutral: number): number => (share === 0 ? 0 : share * (value === value ? value : neutral));
