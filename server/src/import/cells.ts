import { civilDate, dayNumber, type IsoDate } from "@pathwayks/contracts";
import { clipped, type Reject } from "./report.ts";

export interface Limits {
  readonly min?: number;
  readonly max?: number;
  /** Said when the value is above `max` or below `min`; the default names the limit. */
  readonly reason?: string;
}

/**
 * Reads the cells of one row and remembers what is wrong with them, so that one pass names every reason. An empty cell is
 * `null`: not published. A bad one is `null` too and leaves a problem: the row goes to the reject file.
 */
export class Cells {
  readonly problems: Reject[] = [];

  constructor(
    private readonly file: string,
    private readonly row: number,
    private readonly values: Readonly<Record<string, unknown>>,
  ) {}

  reject(field: string, reason: string, value: unknown = this.values[field]): null {
    this.problems.push({ file: this.file, row: this.row, field, reason, value: clipped(value ?? "") });
    return null;
  }

  /** Text without the spaces around it, or `null`. */
  text(field: string, max = 4000): string | null {
    const raw = this.values[field];
    if (raw === undefined || raw === null) return null;
    if (typeof raw !== "string" && typeof raw !== "number" && typeof raw !== "boolean") return this.reject(field, "not text");
    const text = String(raw).trim();
    if (text === "") return null;
    return text.length > max ? this.reject(field, `longer than ${max} characters`) : text;
  }

  required(field: string, max = 4000): string {
    const before = this.problems.length;
    const text = this.text(field, max);
    if (text === null && this.problems.length === before) this.reject(field, "missing");
    return text ?? "";
  }

  number(field: string, { min = -Infinity, max = Infinity, reason }: Limits = {}): number | null {
    const text = this.text(field);
    if (text === null) return null;
    if (!/^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text)) return this.reject(field, "not a number");
    const value = Number(text);
    if (value < min) return this.reject(field, min === 0 ? "negative" : (reason ?? `below ${min}`));
    if (value > max) return this.reject(field, reason ?? `above ${max.toLocaleString("en-US")}`);
    return value;
  }

  whole(field: string, limits: Limits = {}): number | null {
    const value = this.number(field, limits);
    return value === null || Number.isInteger(value) ? value : this.reject(field, "not a whole number");
  }

  /** Dollars in the cell, whole cents out. */
  cents(field: string, { max, reason }: { readonly max: number; readonly reason: string }): number | null {
    const dollars = this.number(field, { min: 0, max, reason });
    return dollars === null ? null : Math.round(dollars * 100);
  }

  /** A value of a closed list. */
  choice<T extends string>(field: string, allowed: readonly T[]): T | null {
    const text = this.text(field);
    if (text === null) return null;
    const found = allowed.find((a) => a === text.toLowerCase());
    return found ?? this.reject(field, `none of ${allowed.join(", ")}`);
  }

  match(field: string, pattern: RegExp, reason: string): string | null {
    const text = this.text(field);
    return text === null || pattern.test(text) ? text : this.reject(field, reason);
  }

  /** Yes or no, in the spellings that public lists use. */
  flag(field: string): boolean | null {
    const text = this.text(field)?.toLowerCase() ?? null;
    if (text === null) return null;
    if (["true", "t", "yes", "y", "1"].includes(text)) return true;
    if (["false", "f", "no", "n", "0", "2"].includes(text)) return false;
    return this.reject(field, "neither yes nor no");
  }

  /** A real calendar day between 1990 and 2100. */
  date(field: string): IsoDate | null {
    const text = this.text(field);
    if (text === null) return null;
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? dayNumber(text) : NaN;
    if (Number.isNaN(day) || civilDate(day) !== text) return this.reject(field, "not a real day as YYYY-MM-DD");
    return text < "1990-01-01" || text > "2100-12-31" ? this.reject(field, "outside 1990 to 2100") : civilDate(day);
  }

  webAddress(field: string): string | null {
    const text = this.text(field, 500);
    return text === null ? null : (tidyAddress(text) ?? this.reject(field, "not a web address"));
  }
}

/** A web address as lists print it (often without a scheme), complete; `null` where it is none. */
export function tidyAddress(text: string): string | null {
  const trimmed = text.trim().replaceAll(" ", "%20");
  const full = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  return URL.canParse(full) && /^https?:\/\/[^/]+\.[^/]+/i.test(full) && /^[^\s<>"]+$/.test(full) && full.length <= 500
    ? full
    : null;
}
