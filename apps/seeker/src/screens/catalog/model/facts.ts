import type { Job, Program } from "@pathwayks/contracts";
import { awardWeeks, periodsPerYear } from "@pathwayks/contracts";
import type { Phrase } from "../../pathways/reasons/phrase.ts";
import { bare } from "../../pathways/reasons/phrase.ts";

/** Pay as published, for its own period; null where none is. */
export function payPhrase({ salary }: Pick<Job, "salary">): Phrase | null {
  if (salary === null) return null;
  const { min, max, period } = salary;
  if (min === null && max === null) return null;
  const side = min === null ? "upTo" : max === null ? "from" : "is";
  const ends = { low: (min ?? max) as number, high: (max ?? min) as number };
  return {
    key: `catalog:pay.${side}`,
    values: {
      amount: { kind: period === "hour" ? "hourly" : "money-range", ...ends },
      period: { kind: "phrase", phrase: { key: `vocabulary:period.${period}` } },
    },
  };
}

/** The same as a year of full-time work, so that an hour's pay can be held against a year's; null for a year's pay itself. */
export function yearlyPayPhrase({ salary }: Pick<Job, "salary">): Phrase | null {
  if (salary === null || salary.period === "year") return null;
  const low = salary.min ?? salary.max;
  const high = salary.max ?? salary.min;
  if (low === null || high === null) return null;
  const factor = periodsPerYear[salary.period];
  return { key: "catalog:pay.yearly", values: { amount: { kind: "money-range", low: low * factor, high: high * factor } } };
}

/** The published length, else the usual one of the award, named as that; null where the award has none. */
export function lengthPhrase({ durationWeeks, awardLevel }: Pick<Program, "durationWeeks" | "awardLevel">): Phrase | null {
  if (durationWeeks !== null) return bare({ kind: "span", unit: "weeks", low: durationWeeks, high: durationWeeks });
  const band = awardWeeks[awardLevel];
  return band === null
    ? null
    : { key: "catalog:length.usual", values: { weeks: { kind: "span", unit: "weeks", low: band.min, high: band.max } } };
}

/** What the program itself says it costs; null where it publishes no price. */
export function pricePhrase({ cost }: Pick<Program, "cost">): Phrase | null {
  const total = cost.total ?? (cost.tuition === null ? null : cost.tuition + (cost.fees ?? 0) + (cost.books ?? 0));
  return total === null ? null : bare({ kind: "money-range", low: total, high: total });
}

/** Whether a job has run out, by the device's date. The last day counts. */
export const isOver = ({ expirationDate }: Pick<Job, "expirationDate">, today: string): boolean => expirationDate < today;

/** "Sedgwick" of "Sedgwick" and of "Sedgwick County": sources write both, and the word for county is the reader's. */
export const countyName = (county: string): string => county.replace(/ County$/, "");

/** What a credential is called beyond its kind; null where the publisher's words only repeat the kind of award. */
export const credentialName = (credential: string | null): string | null =>
  credential !== null && /^(associate|bachelor)['’]s degree$|^certificate, [^,]*(week|year)s?$/i.test(credential) ? null : credential;
