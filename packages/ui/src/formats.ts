import type { Language } from "@pathwayks/contracts";

// Numbers, dates and money in the reader's format. Kansas uses dollars and miles in both languages.
const locales: Record<Language, string> = { en: "en-US", es: "es-US" };

/** A closed range; both ends may be equal. */
export interface Span { readonly min: number; readonly max: number }

export interface Formats {
  readonly locale: string;
  number(value: number, digits?: number): string;
  /** Share 0-1 as whole percent. */
  percent(share: number): string;
  /** Whole dollars from cents; cents are shown only below ten dollars. */
  money(cents: number): string;
  moneyRange(cents: Span): string;
  /** An hour's pay from cents: always with its cents. */
  hourly(cents: number): string;
  /** "12 weeks", "12–20 weeks"; from a year on in months or years where that is shorter to read. */
  weeks(span: number | Span): string;
  hours(hours: number): string;
  minutes(minutes: number): string;
  days(days: number): string;
  years(years: number | Span): string;
  /** Kilometers in, miles out. */
  distance(kilometers: number): string;
  /** A calendar date (`YYYY-MM-DD`) or an instant. Never shifted by a time zone when it is a calendar date. */
  date(iso: string): string;
  monthYear(iso: string): string;
  bytes(bytes: number): string;
  list(items: readonly string[], kind?: "and" | "or"): string;
}

const asDate = (iso: string): { date: Date; timeZone: "UTC" | undefined } =>
  iso.length === 10 ? { date: new Date(`${iso}T00:00:00Z`), timeZone: "UTC" } : { date: new Date(iso), timeZone: undefined };

const span = (value: number | Span): Span => (typeof value === "number" ? { min: value, max: value } : value);

function makeFormats(language: Language): Formats {
  const locale = locales[language];
  const cache = new Map<string, Intl.NumberFormat>();
  const numberFormat = (options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const key = JSON.stringify(options);
    const found = cache.get(key) ?? new Intl.NumberFormat(locale, options);
    cache.set(key, found);
    return found;
  };
  const unit = (name: string, value: number | Span, digits = 0) => {
    const format = numberFormat({ style: "unit", unit: name, unitDisplay: "long", maximumFractionDigits: digits });
    const { min, max } = span(value);
    return format.format(min) === format.format(max) ? format.format(min) : format.formatRange(min, max);
  };
  const dollars = (cents: number) => numberFormat({ style: "currency", currency: "USD", maximumFractionDigits: cents < 1000 && cents % 100 !== 0 ? 2 : 0 });
  const day = (iso: string, options: Intl.DateTimeFormatOptions) => {
    const { date, timeZone } = asDate(iso);
    return Number.isNaN(date.getTime()) ? iso : new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(date);
  };
  return {
    locale,
    number: (value, digits = 0) => numberFormat({ maximumFractionDigits: digits }).format(value),
    percent: (share) => numberFormat({ style: "percent", maximumFractionDigits: 0 }).format(share),
    money: (cents) => dollars(cents).format(cents / 100),
    moneyRange: ({ min, max }) => (min === max ? dollars(min).format(min / 100) : dollars(max).formatRange(min / 100, max / 100)),
    hourly: (cents) => numberFormat({ style: "currency", currency: "USD", minimumFractionDigits: 2 }).format(cents / 100),
    weeks: (value) => {
      const { min, max } = span(value);
      if (min >= 104 && min % 52 === 0 && max % 52 === 0) return unit("year", { min: min / 52, max: max / 52 });
      if (min >= 26) return unit("month", { min: Math.round(min / 4.345), max: Math.round(max / 4.345) });
      return unit("week", { min, max });
    },
    hours: (hours) => unit("hour", hours, 1),
    minutes: (minutes) => unit("minute", minutes),
    days: (days) => unit("day", days),
    years: (years) => unit("year", years, 1),
    distance: (kilometers) => {
      const miles = kilometers / 1.609344;
      return unit("mile", miles, miles < 10 ? 1 : 0);
    },
    date: (iso) => day(iso, { year: "numeric", month: "short", day: "numeric" }),
    monthYear: (iso) => day(iso, { year: "numeric", month: "long" }),
    bytes: (bytes) => {
      const [scale, name] = bytes >= 1e6 ? ([1e6, "megabyte"] as const) : ([1e3, "kilobyte"] as const);
      return numberFormat({ style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: bytes >= 1e6 ? 1 : 0 }).format(bytes / scale);
    },
    list: (items, kind = "and") => new Intl.ListFormat(locale, { type: kind === "and" ? "conjunction" : "disjunction" }).format(items),
  };
}

const made = new Map<Language, Formats>();

/** The formats of a language; made once. */
export function formats(language: Language): Formats {
  const found = made.get(language) ?? makeFormats(language);
  made.set(language, found);
  return found;
}
