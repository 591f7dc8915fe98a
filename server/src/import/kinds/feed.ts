import { extname } from "node:path";
import { ok, type Evidence, type IsoDate, type Partner, type Result, type Source, type SourceId } from "@pathwayks/contracts";
import { tidyAddress, type Cells } from "../cells.ts";
import { slug } from "../fields.ts";
import { limitDays } from "../publications.ts";
import { readRecords, type JsonRecords } from "../records.ts";
import type { BrokenFile } from "../report.ts";
import { readTable } from "../table.ts";

/** A file in the documented format, from CSV or JSON: both have the same fields. See docs/operators/sources.md. */
export function readFeed(
  path: string,
  required: readonly string[],
  other: { readonly file: string; readonly columns: readonly string[] },
): Result<JsonRecords, BrokenFile> {
  const extension = extname(path.replace(/\.gz$/, "")).toLowerCase();
  if ([".json", ".ndjson", ".jsonl"].includes(extension)) return readRecords(path, path, required);
  const table = readTable(path, { file: "the documented format", columns: required }, [other]);
  return table.ok ? ok({ file: table.value.file, records: table.value.rows }) : table;
}

/** The publication that a row of a feed names, or the file itself. */
export interface FeedSource {
  readonly id: SourceId;
  readonly dataSource: string;
}

/** Sources of a feed, collected row by row; `published` is the newest "as of" of their rows. */
export class FeedSources {
  private readonly rows = new Map<string, Source>();

  constructor(
    private readonly file: string,
    private readonly kind: "programs" | "jobs",
  ) {}

  of(cells: Cells, publisher: string, asOf: IsoDate): FeedSource {
    const named = cells.text("source", 200);
    const url = cells.webAddress("source_url");
    const name = slug(named ?? this.file.replace(/\.(csv|json|ndjson|jsonl|gz)/g, ""));
    const id = `feed:${name}` as SourceId;
    const before = this.rows.get(id);
    const published = typeof before?.published === "string" && before.published > asOf ? before.published : asOf;
    this.rows.set(id, {
      id,
      title: named ?? `File ${this.file}`,
      publisher,
      url: url ?? before?.url ?? null,
      licence: "As agreed with the provider of the feed.",
      published,
      limitDays: this.kind === "jobs" ? limitDays.jobs : limitDays.listing,
      sample: cells.flag("sample") ?? false,
    });
    return { id, dataSource: id };
  }

  all(): Source[] {
    return [...this.rows.values()];
  }
}

/** Evidence of one group of a feed's facts. */
export const feedEvidence = (source: FeedSource, asOf: IsoDate, sample: boolean): Evidence => ({
  source: source.id,
  asOf,
  basis: sample ? "sample" : "program",
});

/** A list: an array in JSON, `;`-separated in CSV. */
export function list(cells: Cells, values: Readonly<Record<string, unknown>>, field: string): string[] {
  const raw = values[field];
  const parts = Array.isArray(raw) ? raw.map(String) : (cells.text(field) ?? "").split(";");
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** `latitude` and `longitude` together, or neither. */
export function feedCoordinates(cells: Cells): { latitude: number; longitude: number } | null {
  const latitude = cells.number("latitude", { min: -90, max: 90, reason: "outside -90 to 90" });
  const longitude = cells.number("longitude", { min: -180, max: 180, reason: "outside -180 to 180" });
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

/** `k of n` people from two fields; one without the other, or more successes than people, is a mistake. */
export function feedRate(cells: Cells, k: string, n: string): { k: number; n: number } | null {
  const [yes, of] = [cells.whole(k, { min: 0, max: 1e6 }), cells.whole(n, { min: 1, max: 1e6 })];
  if (yes === null && of === null) return null;
  if (yes === null || of === null) return cells.reject(yes === null ? k : n, `needed together with ${yes === null ? n : k}`);
  return yes > of ? cells.reject(k, `more than ${n}`) : { k: yes, n: of };
}

/** A school or employer that a feed names and the catalog does not know yet. */
export function newPartner(
  id: string,
  name: string,
  type: "training-provider" | "employer",
  website: string | null,
  source: FeedSource,
  asOf: IsoDate,
  sample: boolean,
): Partner {
  const at = `${asOf}T00:00:00Z`;
  return {
    id,
    name,
    type,
    description: null,
    website: website === null ? null : tidyAddress(website),
    location: { countyFips: null, county: null, city: null, address: null, zip: null, coordinates: null },
    contact: { phone: null, email: null },
    institution: null,
    statistics: { totalPrograms: null },
    partnershipStartDate: null,
    status: "active",
    evidence: { listing: { source: source.id, asOf, basis: sample ? "sample" : "institution" } },
    sample,
    createdAt: at,
    updatedAt: at,
  } as Partner;
}

/** Ids are quoted in links and printed pages, so they are short and plain. */
export const feedId = (cells: Cells, field: string): string => {
  const needed = cells.required(field, 180);
  const reason = "not an id: lower-case letters, digits and . _ - with at most one colon, as school:program";
  return cells.match(field, /^[a-z0-9][a-z0-9._-]{0,79}(:[a-z0-9][a-z0-9._-]{0,99})?$/, reason) ?? needed;
};

/** A list whose every element must have a shape. */
export function checkedList(
  cells: Cells,
  values: Readonly<Record<string, unknown>>,
  field: string,
  fits: (part: string) => boolean,
  reason: string,
): string[] {
  const parts = list(cells, values, field);
  for (const part of parts) if (!fits(part)) cells.reject(field, reason, part);
  return parts;
}
