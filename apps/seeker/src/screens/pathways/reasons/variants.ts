import type { Reason } from "@pathwayks/contracts";
import type { Reader } from "./detail.ts";
import {
  aWay,
  about,
  amount,
  amounts,
  brokenLaw,
  brokenLimit,
  cite,
  interestType,
  missingFacts,
  only,
  share,
  skillName,
  span,
  tenths,
  whose,
} from "./detail.ts";

export type Side = "for" | "against";

/** One way to say a reason: usable where every reader finds its value. */
export interface Variant {
  /** The end of the key after `reasons:<kind>.<side>`; absent for the plainest sentence. */
  readonly name?: string;
  readonly values?: Readonly<Record<string, Reader>>;
  /** The field of the detail whose number chooses the plural. */
  readonly count?: string;
}

const plain: Variant = {};
const alike = (...sayings: readonly Variant[]): Record<Side, readonly Variant[]> => ({
  for: [...sayings, plain],
  against: [...sayings, plain],
});

/** Tried before all others: a pathway that was opened although a limit removes it from every list. */
export const broken: readonly { readonly key: string; readonly values: Readonly<Record<string, Reader>> }[] = [
  { key: "reasons:broken.law", values: { limit: brokenLaw } },
  { key: "reasons:broken.limit", values: { limit: brokenLimit } },
];

const rate = alike({ name: "share", values: { low: tenths("low"), high: tenths("high"), whose } });
const minutes: Variant = { name: "minutes", values: { minutes: aWay, mode: only("mode", "car") } };

/** For each kind and side the sentences from the most telling to the plainest; the last needs nothing. */
export const variants: Record<Reason["kind"], Record<Side, readonly Variant[]>> = {
  "interest-fit": alike({ name: "type", values: { type: interestType("code") } }),
  "skill-fit": {
    for: [{ name: "share", values: { share: share("now") } }, plain],
    against: [{ name: "skill", values: { skill: skillName("skill") } }, plain],
  },
  "skill-gap-closed": { for: [{ name: "share", values: { now: share("now"), after: share("after") } }, plain], against: [plain] },
  preparation: alike(),
  openings: alike({ name: "count", values: { shown: about("perYear") } }),
  growth: alike({ name: "rate", values: { rate: share("rate") } }),
  wage: alike({ name: "floor", values: { wage: amount("start"), limit: amount("floor"), whose } }, { name: "start", values: { wage: amount("start"), whose } }, { name: "value", values: { wage: amount("median"), whose } }),
  "jobs-open-now": {
    for: [{ name: "count", values: { shown: about("near") }, count: "near" }, plain],
    against: [{ name: "count", values: { shown: about("near") }, count: "near" }, plain],
  },
  "few-local-jobs": { for: [plain], against: [{ name: "count", values: { shown: about("near") }, count: "near" }, plain] },
  completion: rate,
  placement: rate,
  time: alike({ name: "weeks", values: { weeks: span("weeks", "min", "max") } }),
  cost: {
    for: [
      { name: "free", values: { none: only("max", 0) } },
      { name: "amount", values: { amount: amounts("min", "max") } },
      plain,
    ],
    against: [{ name: "amount", values: { amount: amounts("min", "max") } }, plain],
  },
  "over-estimate": alike({ name: "amount", values: { amount: amounts("min", "max"), limit: amount("limit") } }),
  travel: alike({ name: "online", values: { online: only("mode", "online") } }, minutes),
  "hours-margin": alike({ name: "hours", values: { hours: span("hours", "hours") } }),
  "earn-while-learning": alike(),
  "no-training-needed": alike(),
  stale: { for: [plain], against: [{ name: "age", values: { age: span("days", "days") } }, plain] },
  "unknown-facts": { for: [plain], against: [{ name: "facts", values: { facts: missingFacts } }, plain] },
  childcare: alike(),
  law: {
    for: [plain],
    against: [
      { name: "across", values: { across: only("across", true), age: about("age"), cite } },
      { name: "age", values: { age: about("age"), cite } },
      { name: "background", values: { rule: only("rule", "background-check"), cite } },
      { name: "licence", values: { rule: only("rule", "licence"), cite } },
      { values: { cite } },
    ],
  },
};
