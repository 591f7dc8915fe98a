import type { Result } from "@pathwayks/contracts";

/** One value that kept a row out: what the reject file holds, one JSON object a line. */
export interface Reject {
  readonly file: string;
  /** Line of the table, counted as a spreadsheet does: the header is row 1. For JSON: the element, from 1. */
  readonly row: number;
  readonly field: string;
  readonly reason: string;
  /** The offending value, cut to 120 characters. */
  readonly value: string;
}

export type BrokenKind =
  | "missing-file"
  | "truncated"
  | "not-utf8"
  | "wrong-columns"
  | "swapped"
  | "html"
  | "no-rows"
  | "malformed"
  | "too-large"
  | "missing-rows";

/** A file that is refused whole. Nothing was written: the row directory is as it was. */
export interface BrokenFile {
  readonly kind: BrokenKind;
  readonly file: string;
  /** What is wrong, and what to do about it: one or two sentences for the operator. */
  readonly message: string;
}

export interface ImportReport {
  readonly kind: string;
  /** Rows of the input that were taken. */
  readonly accepted: number;
  /** Rows of the input that were left out; each stands in the reject file with every reason. */
  readonly rejected: number;
  /** Path of the reject file, or `null` where nothing was rejected. */
  readonly rejectFile: string | null;
  /** Rejected values by `field: reason`. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Rows now in each table that this import wrote. */
  readonly tables: Readonly<Record<string, number>>;
  /** What the operator should know: substitutions, assumptions, rows without a match. */
  readonly notes: readonly string[];
}

export type ImportResult = Result<ImportReport, BrokenFile>;

/** Progress of long work: `done` of `total` steps, `total` null while it is not known. */
export interface Progress {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
}

export interface ImportDeps {
  readonly onProgress?: (progress: Progress) => void;
}

/** Counts rejects by `field: reason`, most frequent first. */
export function countReasons(rejects: readonly Reject[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { field, reason } of rejects) {
    const key = `${field}: ${reason}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

/** A value as the reject file shows it: control characters as spaces, at most 120 characters. */
export function clipped(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const plain = text.replace(/[\u0000-\u001f\u007f]/g, " ");
  return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain;
}
