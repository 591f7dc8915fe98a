import type { Counterfactual, Daypart, LimitKind, RankResult } from "@pathwayks/contracts";
import { civilDate, dayparts } from "@pathwayks/contracts";
import type { Phrase, Value } from "../reasons/phrase.ts";

type Change = Counterfactual["changes"][number];

/** Dayparts of a bit set; all of them, or none, is "any time". */
export function timesOf(bits: number): Daypart[] | null {
  const times = dayparts.filter((_, i) => (bits & (1 << i)) !== 0);
  return times.length === 0 || times.length === dayparts.length ? null : times;
}

/** "drive up to 45 minutes": the end of the question "Could you …?". */
export function changePhrase({ limit, to }: Change): Phrase {
  const key = `pathways:change.${limit}${to === null && limit !== "car" ? ".any" : ""}`;
  const value = to === null ? undefined : changeValue(limit, to);
  return value === undefined ? { key } : { key, values: { to: value } };
}

function changeValue(limit: Change["limit"], to: number): Value | undefined {
  switch (limit) {
    case "travel":
      return { kind: "span", unit: "minutes", low: to, high: to };
    case "cost":
      return { kind: "money-range", low: to, high: to };
    case "wage":
      return { kind: "money", cents: to };
    case "hours":
      return { kind: "span", unit: "hours", low: to, high: to };
    case "length":
      return { kind: "span", unit: "weeks", low: to, high: to };
    case "start":
      return { kind: "date", iso: civilDate(to) };
    case "schedule":
      return { kind: "list", items: (timesOf(to) ?? [...dayparts]).map((time) => ({ key: `vocabulary:daypart.${time}` })) };
    case "car":
    case "childcare":
      return undefined;
  }
}

/** "Could you drive up to 45 minutes and pay up to $3,000?" */
export const questionPhrase = ({ changes }: Counterfactual): Phrase => ({
  key: "pathways:change.question",
  values: { changes: { kind: "list", items: changes.map(changePhrase) } },
});

/** "With a car, 3 more": how many ways a change of one limit would open. */
export const withPhrase = ({ changes, opens }: Counterfactual): Phrase => ({
  key: "pathways:with",
  values: {
    change: { kind: "list", items: changes.map((change) => ({ ...changePhrase(change), key: `pathways:with.${change.limit}` })) },
    shown: { kind: "count", n: opens },
  },
});

/** The counterfactual that moves this limit alone and opens most; null where none does. */
export function bestFor(limit: Change["limit"], found: readonly Counterfactual[]): Counterfactual | null {
  const alone = found.filter(({ changes }) => changes.length === 1 && changes[0]?.limit === limit);
  return alone.reduce<Counterfactual | null>((best, one) => (best === null || one.opens > best.opens ? one : best), null);
}

/** What a limit takes away now, in words; null where it takes nothing. */
export function removedPhrase(limit: LimitKind, removed: RankResult["removed"]): Phrase | null {
  const found = removed.find((entry) => entry.limit === limit);
  if (found === undefined || found.total === 0) return null;
  const values = { shown: { kind: "count", n: found.total }, alone: { kind: "count", n: found.alone } } as const;
  return { key: found.alone > 0 ? "pathways:removed.alone" : "pathways:removed.shared", count: found.total, values };
}
