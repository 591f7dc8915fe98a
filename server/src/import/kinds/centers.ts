import { ok, type Partner } from "@pathwayks/contracts";
import type { Cells } from "../cells.ts";
import { collect, finish } from "../collect.ts";
import { slug } from "../fields.ts";
import { sourceRow } from "../publications.ts";
import type { ImportDeps, ImportResult } from "../report.ts";
import { loadTable } from "../rows.ts";
import { readTable, type TableSpec } from "../table.ts";

export const centersSpec: TableSpec = {
  file: "ks_workforce_centers.csv",
  columns: ["name", "city", "county", "address", "phone", "status", "source_url", "source_year", "note"],
};

interface PlaceLookup {
  readonly countyFips: (name: string) => string | null;
  readonly coordinates: (zip: string | null, city: string | null) => { latitude: number; longitude: number } | null;
}

/** Workforce centers that are known, open or closed, and the statewide line. Their coordinates are those of their ZIP code. */
export function importCenters(path: string, into: string, _deps: ImportDeps = {}): ImportResult {
  const table = readTable(path, centersSpec);
  if (!table.ok) return table;
  const places = lookup(into);
  const made = collect("partners", table.value, (cells, values) => center(cells, values, places));
  const open = made.rows.filter((p) => p.status !== "closed" && p.type === "workforce-center").length;
  const notes = [`${open} centers not known to be closed. The state has about 26: this list is far from whole.`];
  const outcome = { kind: "centers", accepted: made.rows.length, rejected: made.rejected, rejects: made.rejects, notes };
  const replaced = (old: Partner) => old.id.startsWith("center:");
  return ok(finish(into, outcome, { partners: made.rows, sources: [sourceRow("ks-workforce-centers")] }, { partners: replaced }));
}

function lookup(into: string): PlaceLookup {
  const counties = new Map(loadTable(into, "counties").map((c) => [c.name, c.fips]));
  const zips = loadTable(into, "zips");
  const byZip = new Map(zips.map((z) => [z.zip as string, z.coordinates]));
  const byCity = new Map(
    [...zips]
      .reverse()
      .filter((z) => z.coordinates !== null)
      .map((z) => [z.city, z.coordinates]),
  );
  return {
    countyFips: (name) => counties.get(name) ?? null,
    coordinates: (zip, city) => byZip.get(zip ?? "") ?? byCity.get(city ?? "") ?? null,
  };
}

function center(cells: Cells, values: Readonly<Record<string, string>>, places: PlaceLookup): unknown {
  const name = cells.required("name", 200);
  const city = cells.text("city", 80);
  const address = cells.text("address", 200);
  const zip = /\b(\d{5})$/.exec(address ?? "")?.[1] ?? null;
  const status = values["status"] ?? "";
  const year = cells.whole("source_year", { min: 2000, max: 2100 }) ?? 2000;
  const asOf = `${year}-01-01`;
  return {
    id: `center:${slug(name)}`,
    name,
    type: city === null ? "state-agency" : "workforce-center",
    description:
      [status.startsWith("open in") ? `Said to be ${status}: call first.` : null, cells.text("note", 1500)]
        .filter((t) => t !== null)
        .join(" ") || null,
    website: null,
    location: {
      countyFips: places.countyFips(values["county"] ?? ""),
      county: cells.text("county", 80),
      city,
      address,
      zip,
      coordinates: city === null ? null : places.coordinates(zip, city),
    },
    contact: { phone: cells.text("phone", 40), email: null },
    institution: null,
    statistics: { totalPrograms: null },
    partnershipStartDate: null,
    // Seen open some years ago is not known to be open now.
    status: status.startsWith("closed") ? "closed" : status === "open" ? "active" : "unknown",
    evidence: { listing: { source: "ks-workforce-centers", asOf, basis: "institution" } },
    sample: false,
    createdAt: `${asOf}T00:00:00Z`,
    updatedAt: `${asOf}T00:00:00Z`,
  };
}
