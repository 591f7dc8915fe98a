import { ok, type Result } from "@pathwayks/contracts";
import { broken, locate, readText } from "./files.ts";
import type { BrokenFile } from "./report.ts";

export interface JsonRecord {
  /** Element, from 1. */
  readonly row: number;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface JsonRecords {
  readonly file: string;
  readonly records: readonly JsonRecord[];
}

/** Reads NDJSON (one object a line) or one JSON array of objects. Every object must be one; `needed` must be in the first. */
export function readRecords(path: string, name: string, needed: readonly string[]): Result<JsonRecords, BrokenFile> {
  const found = locate(path, name);
  if (!found.ok) return found;
  const source = readText(found.value);
  if (!source.ok) return source;
  return parseRecords(source.value.text, source.value.name, needed);
}

export function parseRecords(text: string, file: string, needed: readonly string[]): Result<JsonRecords, BrokenFile> {
  const parsed = text.trimStart().startsWith("[") ? parseArray(text, file) : parseLines(text, file);
  if (!parsed.ok) return parsed;
  const odd = parsed.value.findIndex((value) => value === null || typeof value !== "object" || Array.isArray(value));
  if (odd >= 0) return broken("malformed", file, `element ${odd + 1} is not an object. Each must be one { … }.`);
  const records = parsed.value.map((value, i) => ({ row: i + 1, values: value as Readonly<Record<string, unknown>> }));
  const first = records[0];
  if (first === undefined) return broken("no-rows", file, "the list is empty. Fetch it again.");
  const missing = needed.filter((key) => !(key in first.values));
  if (missing.length > 0) {
    return broken(
      "wrong-columns",
      file,
      `the first object lacks ${missing.map((k) => `“${k}”`).join(", ")}. Check that it is the right file.`,
    );
  }
  return ok({ file, records });
}

function parseArray(text: string, file: string): Result<unknown[], BrokenFile> {
  try {
    return ok(JSON.parse(text) as unknown[]);
  } catch {
    return broken("truncated", file, "the JSON list does not parse: it is cut off or not JSON. Fetch it again.");
  }
}

function parseLines(text: string, file: string): Result<unknown[], BrokenFile> {
  const values: unknown[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    try {
      values.push(JSON.parse(line) as unknown);
    } catch {
      return broken("truncated", file, `line ${i + 1} is not JSON: the file is cut off there or is not NDJSON. Fetch it again.`);
    }
  }
  return ok(values);
}
