import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { viewOf } from "@pathwayks/catalog/testing";
import type { CatalogView } from "@pathwayks/catalog";
import type { IsoDate } from "@pathwayks/contracts";

/** The day on which the starter catalog's sample jobs are open. */
export const starterDay = "2026-11-23" as IsoDate;

const kinds = ["programs", "occupations", "jobs", "partners", "counties", "zips", "crosswalk", "sources"] as const;

/** Rows of a row directory, unchecked: the build's own tests check them. */
export function rowsOf(folder: string): Parameters<typeof viewOf>[0] {
  const read = (kind: string): unknown[] => {
    const file = join(folder, `${kind}.ndjson`);
    return existsSync(file) ? readFileSync(file, "utf8").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as unknown) : [];
  };
  return Object.fromEntries(kinds.map((kind) => [kind, read(kind)]));
}

/** The starter catalog of the repository, opened. Run from the root. */
export const starterView = (): CatalogView => viewOf(rowsOf("server/starter"));
