import { CsvError, parse } from "csv-parse/sync";
import { ok, type Result } from "@pathwayks/contracts";
import { broken, locate, readText } from "./files.ts";
import type { BrokenFile } from "./report.ts";

/** A published table: how to recognise it. `columns` must all be there; more may be. */
export interface TableSpec {
  readonly file: string;
  readonly columns: readonly string[];
}

export interface TableRow {
  /** Row as a spreadsheet counts it: the header is row 1. */
  readonly row: number;
  readonly values: Readonly<Record<string, string>>;
}

export interface Table {
  readonly file: string;
  readonly rows: readonly TableRow[];
}

/** Reads the table `spec` from a file or from the folder that holds it. TSV by its name, CSV (RFC 4180) otherwise. */
export function readTable(path: string, spec: TableSpec, known: readonly TableSpec[] = []): Result<Table, BrokenFile> {
  const found = locate(path, spec.file);
  if (!found.ok) return found;
  const source = readText(found.value);
  if (!source.ok) return source;
  return parseTable(source.value.text, source.value.name, spec, known);
}

/** Parses a whole table strictly: a quote that never closes or a line with the wrong number of cells refuses the file. */
export function parseTable(
  text: string,
  name: string,
  spec: TableSpec,
  known: readonly TableSpec[] = [],
): Result<Table, BrokenFile> {
  const lines = parseLines(text, name);
  if (!lines.ok) return lines;
  const [header = [], ...body] = lines.value;
  const wrong = headerProblem(header, name, spec, known);
  if (wrong !== null) return wrong;
  if (body.length === 0) return broken("no-rows", name, "only the header is there, no rows. Fetch it again.");
  return ok({ file: name, rows: body.map((cells, i) => ({ row: i + 2, values: record(header, cells) })) });
}

function parseLines(text: string, name: string): Result<string[][], BrokenFile> {
  if (/\.(tsv|txt)(\.gz)?$/.test(name)) return splitTabs(text, name);
  try {
    return ok(parse(text, { bom: true, skipEmptyLines: true, maxRecordSize: 1_000_000 }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return brokenTable(name, error);
  }
}

/** Tab-separated text has no quoting, so it needs no CSV parser; on the O*NET tables this takes a quarter of the time. */
function splitTabs(text: string, name: string): Result<string[][], BrokenFile> {
  const rows: string[][] = [];
  for (const [i, line] of text.replace(/^\ufeff/, "").split(/\r?\n/).entries()) {
    if (line === "") continue;
    const cells = line.split("\t");
    if (cells.length !== (rows[0]?.length ?? cells.length)) return unevenLine(name, ` in line ${i + 1}`);
    rows.push(cells);
  }
  return ok(rows);
}

const unevenLine = (name: string, line: string): Result<never, BrokenFile> =>
  broken("truncated", name, `the number of cells changes${line}: the file is cut off there, or a quotation mark is missing. Fetch it again.`);

function brokenTable(name: string, error: CsvError): Result<never, BrokenFile> {
  const line = "lines" in error ? ` in line ${String(error.lines)}` : "";
  if (error.code === "CSV_QUOTE_NOT_CLOSED") {
    return broken(
      "truncated",
      name,
      `a quotation mark${line} never closes: the file is cut off or not RFC 4180 CSV. Fetch it again.`,
    );
  }
  if (error.code === "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH" || error.code === "CSV_RECORD_INCONSISTENT_COLUMNS") {
    return unevenLine(name, line);
  }
  return broken("malformed", name, `not a readable table${line} (${error.code}). Fetch it again.`);
}

function headerProblem(
  header: readonly string[],
  name: string,
  spec: TableSpec,
  known: readonly TableSpec[],
): Result<never, BrokenFile> | null {
  const missing = spec.columns.filter((column) => !header.includes(column));
  const twice = header.find((column, i) => header.indexOf(column) !== i);
  if (missing.length === 0 && twice === undefined) return null;
  if (missing.length === 0) return broken("wrong-columns", name, `the column “${twice ?? ""}” is there twice. Take one away.`);
  const other = known.find((k) => k.file !== spec.file && k.columns.every((column) => header.includes(column)));
  if (other !== undefined)
    return broken(
      "swapped",
      name,
      `this looks like ${other.file}, but ${spec.file} was expected. Check that files were not swapped.`,
    );
  const names = missing.map((column) => `“${column}”`).join(", ");
  return broken(
    "wrong-columns",
    name,
    `missing column${missing.length > 1 ? "s" : ""} ${names}. The first line must name the columns of ${spec.file}.`,
  );
}

function record(header: readonly string[], cells: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (let i = 0; i < header.length; i++) values[header[i] ?? ""] = (cells[i] ?? "").trim();
  return values;
}
