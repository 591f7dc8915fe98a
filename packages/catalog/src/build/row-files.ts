import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RawRows } from "./validate.ts";
import type { RowKind } from "./rows.ts";

/** The rows of a row directory, unchecked. A file that is not there has no rows; a line that is no JSON is `undefined`. */
export function readRows(dir: string): RawRows {
  const read = (kind: RowKind) => readLines(join(dir, `${kind}.ndjson`));
  return {
    sources: read("sources"), counties: read("counties"), zips: read("zips"), occupations: read("occupations"),
    crosswalk: read("crosswalk"), partners: read("partners"), programs: read("programs"), jobs: read("jobs"),
  };
}

function readLines(path: string): unknown[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map(parseLine);
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
