import type { Cents, LimitKind, Minutes, SeekerProfile, WeeklyHours, Weeks } from "@pathwayks/contracts";
import { civilDate, dayNumber } from "@pathwayks/contracts";
import type { Phrase, SpanUnit } from "../reasons/phrase.ts";
import { bare } from "../reasons/phrase.ts";

/** Limits that a slider moves; car, childcare and times of day have switches of their own. */
export const dialIds = ["hours", "cost", "travel", "length", "start", "wage"] as const;
export type DialId = (typeof dialIds)[number];

/** One slider: its stops in the unit of the limit, `null` = no limit, always at the loosest end. */
export interface Dial {
  readonly id: DialId;
  readonly limit: LimitKind;
  readonly stops: readonly (number | null)[];
  read(profile: SeekerProfile, today: string): number | null;
  write(profile: SeekerProfile, value: number | null, today: string): SeekerProfile;
  phrase(value: number | null): Phrase;
}

const steps = (from: number, to: number, by: number) =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);
const dollars = (amounts: readonly number[]) => amounts.map((amount) => amount * 100);
const any = (id: DialId): Phrase => ({ key: `pathways:dial.${id}.any` });
const spanOf = (unit: SpanUnit, value: number): Phrase => bare({ kind: "span", unit, low: value, high: value });

export const dials: Record<DialId, Dial> = {
  hours: {
    id: "hours",
    limit: "hours",
    stops: [...steps(2, 40, 2), 50, 60, null],
    read: (profile) => profile.timeAvailability,
    write: (profile, value) => ({ ...profile, timeAvailability: value as WeeklyHours | null }),
    phrase: (value) => (value === null ? any("hours") : spanOf("hours", value)),
  },
  cost: {
    id: "cost",
    limit: "cost",
    stops: [
      ...dollars([
        0, 250, 500, 750, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 8000, 10_000, 12_500, 15_000, 20_000, 25_000, 30_000,
      ]),
      null,
    ],
    read: (profile) => profile.financialConstraints,
    write: (profile, value) => ({ ...profile, financialConstraints: value as Cents | null }),
    phrase: (value) =>
      value === null
        ? any("cost")
        : { key: "pathways:dial.cost.value", values: { amount: { kind: "money-range", low: value, high: value } } },
  },
  travel: {
    id: "travel",
    limit: "travel",
    stops: [...steps(5, 60, 5), 75, 90, 120, 150, 180, null],
    read: (profile) => profile.maxTravelMinutes,
    write: (profile, value) => ({ ...profile, maxTravelMinutes: value as Minutes | null }),
    phrase: (value) => (value === null ? any("travel") : spanOf("minutes", value)),
  },
  length: {
    id: "length",
    limit: "length",
    stops: [0, 2, 4, 6, 8, 11, 16, 20, 26, 39, 52, 65, 78, 104, 130, 156, 208, null],
    read: (profile) => profile.maxWeeks,
    write: (profile, value) => ({ ...profile, maxWeeks: value as Weeks | null }),
    phrase: (value) =>
      value === null ? any("length") : value === 0 ? { key: "pathways:dial.length.none" } : spanOf("weeks", value),
  },
  // Kept as a date; moved in weeks from today, because "in six weeks" is how people think of it.
  start: {
    id: "start",
    limit: "start",
    stops: [1, 2, 3, 4, 6, 8, 10, 13, 17, 22, 26, 35, 43, 52, null],
    read: (profile, today) =>
      profile.startBy === null ? null : Math.max(0, Math.round((dayNumber(profile.startBy) - dayNumber(today)) / 7)),
    write: (profile, value, today) => ({ ...profile, startBy: value === null ? null : civilDate(dayNumber(today) + value * 7) }),
    phrase: (value) =>
      value === null
        ? any("start")
        : { key: "pathways:dial.start.value", values: { time: { kind: "span", unit: "weeks", low: value, high: value } } },
  },
  // The loosest end is the lowest, so "no limit" comes first.
  wage: {
    id: "wage",
    limit: "wage",
    stops: [null, ...dollars(steps(16_000, 80_000, 2000))],
    read: (profile) => profile.wageFloor,
    write: (profile, value) => ({ ...profile, wageFloor: value as Cents | null }),
    phrase: (value) =>
      value === null ? any("wage") : { key: "pathways:dial.wage.value", values: { amount: { kind: "money", cents: value } } },
  },
};

/** The dial's stops with the person's own value among them, so that opening the panel changes nothing. */
export function stopsWith(dial: Dial, value: number | null): readonly (number | null)[] {
  if (value === null || dial.stops.includes(value)) return dial.stops;
  const numbers = [...dial.stops.filter((stop) => stop !== null), value].sort((a, b) => a - b);
  return dial.stops[0] === null ? [null, ...numbers] : [...numbers, null];
}
