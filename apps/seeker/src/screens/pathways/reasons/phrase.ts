import type { Formats } from "@pathwayks/ui";

/**
 * A value that goes into a sentence. Plain strings and numbers go in as they are; the rest is put into the reader's format by
 * {@link speak}, so that what makes a phrase needs to know neither the language nor the locale.
 */
export type Value =
  | string
  | number
  | { readonly kind: "money"; readonly cents: number }
  /** Cents; "nothing" where the high end is 0. */
  | { readonly kind: "money-range"; readonly low: number; readonly high: number }
  /** An hour's pay, with its cents. */
  | { readonly kind: "hourly"; readonly low: number; readonly high: number }
  /** A share, 0 to 1. */
  | { readonly kind: "percent"; readonly share: number }
  | { readonly kind: "count"; readonly n: number }
  | { readonly kind: "date"; readonly iso: string }
  | { readonly kind: "month"; readonly iso: string }
  /** A length of time; both ends may be equal. Hours, minutes and days are said by their high end. */
  | { readonly kind: "span"; readonly unit: SpanUnit; readonly low: number; readonly high: number }
  /** A way, in kilometers. */
  | { readonly kind: "way"; readonly kilometers: number }
  | { readonly kind: "phrase"; readonly phrase: Phrase }
  | { readonly kind: "list"; readonly items: readonly Phrase[]; readonly join?: "and" | "or" };

export type SpanUnit = "minutes" | "hours" | "days" | "weeks" | "years";

/** A sentence to be: the key of its words and what goes into them. `count` chooses the plural. */
export interface Phrase {
  /** `namespace:key`. */
  readonly key: string;
  readonly count?: number;
  readonly values?: Readonly<Record<string, Value>>;
}

/** A phrase that is nothing but a value: a number with its unit. */
export const bare = (value: Value): Phrase => ({ key: bareKey, values: { value } });
const bareKey = "";

/** Looks words up; i18next's `t` is one. */
export type Translate = (key: string, values: Record<string, string | number>) => string;

/** The sentence in the reader's words. */
export function speak(phrase: Phrase, t: Translate, formats: Formats): string {
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(phrase.values ?? {})) values[name] = say(value, t, formats);
  if (phrase.key === bareKey) return String(values.value ?? "");
  if (phrase.count !== undefined) values.count = phrase.count;
  return t(phrase.key, values);
}

function say(value: Value, t: Translate, formats: Formats): string | number {
  if (typeof value === "string" || typeof value === "number") return value;
  switch (value.kind) {
    case "money":
      return formats.money(value.cents);
    case "money-range":
      return value.high <= 0 ? t("pathways:money.nothing", {}) : formats.moneyRange({ min: value.low, max: value.high });
    case "hourly":
      return value.low === value.high
        ? formats.hourly(value.low)
        : `${formats.hourly(value.low)} – ${formats.hourly(value.high)}`;
    case "percent":
      return formats.percent(value.share);
    case "count":
      return formats.number(value.n);
    case "date":
      return formats.date(value.iso);
    case "month":
      return formats.monthYear(value.iso);
    case "span":
      return saySpan(value.unit, value.low, value.high, formats);
    case "way":
      return formats.distance(value.kilometers);
    case "phrase":
      return speak(value.phrase, t, formats);
    case "list":
      return formats.list(
        value.items.map((item) => speak(item, t, formats)),
        value.join,
      );
  }
}

function saySpan(unit: SpanUnit, low: number, high: number, formats: Formats): string {
  switch (unit) {
    case "weeks":
      return formats.weeks({ min: low, max: high });
    case "years":
      return formats.years({ min: low, max: high });
    case "minutes":
      return formats.minutes(high);
    case "hours":
      return formats.hours(high);
    // "Nine weeks old" says more than "63 days old".
    case "days":
      return high < 14 ? formats.days(high) : formats.weeks(Math.round(high / 7));
  }
}
