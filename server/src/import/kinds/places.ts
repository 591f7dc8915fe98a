import { ok, type County, type Region, type Result } from "@pathwayks/contracts";
import type { Cells } from "../cells.ts";
import { collect, finish } from "../collect.ts";
import { sourceRow } from "../publications.ts";
import type { BrokenFile, ImportDeps, ImportResult } from "../report.ts";
import { readTable, type Table, type TableSpec } from "../table.ts";

export const placeSpecs = {
  counties: { file: "ks_counties.csv", columns: ["fips", "county", "pop_2023", "lat", "lon"] },
  zips: { file: "ks_zips.csv", columns: ["zip", "city", "county_fips", "lat", "lon"] },
  areas: { file: "ks_workforce_areas.csv", columns: ["county_fips", "local_area", "basis"] },
} as const satisfies Record<string, TableSpec>;

const regionOf: Readonly<Record<string, Region>> = { I: "area-1", II: "area-2", III: "area-3", IV: "area-4", V: "area-5" };

/** Counties with their workforce area, and ZIP codes, from the folder with the three Kansas tables. */
export function importPlaces(path: string, into: string, _deps: ImportDeps = {}): ImportResult {
  const tables = readAll(path);
  if (!tables.ok) return tables;
  const { counties, zips, areas } = tables.value;
  const regions = new Map(areas.rows.map(({ values }) => [values["county_fips"], regionOf[values["local_area"] ?? ""]]));
  const madeCounties = collect("counties", counties, (cells) => countyRow(cells, regions));
  const known = new Set(madeCounties.rows.map((c) => c.fips));
  const madeZips = collect("zips", zips, (cells) => zipRow(cells, known));
  const outcome = {
    kind: "places",
    accepted: madeCounties.rows.length + madeZips.rows.length,
    rejected: madeCounties.rejected + madeZips.rejected,
    rejects: [...madeCounties.rejects, ...madeZips.rejects],
    notes: notes(madeCounties.rows),
  };
  const sources = [sourceRow("census-counties-2023"), sourceRow("ks-zips"), sourceRow("ks-workforce-areas")];
  return ok(
    finish(
      into,
      outcome,
      { counties: madeCounties.rows, zips: madeZips.rows, sources },
      { counties: () => true, zips: () => true },
    ),
  );
}

function readAll(path: string): Result<{ counties: Table; zips: Table; areas: Table }, BrokenFile> {
  const known = Object.values(placeSpecs);
  const counties = readTable(path, placeSpecs.counties, known);
  if (!counties.ok) return counties;
  const zips = readTable(path, placeSpecs.zips, known);
  if (!zips.ok) return zips;
  const areas = readTable(path, placeSpecs.areas, known);
  return areas.ok ? ok({ counties: counties.value, zips: zips.value, areas: areas.value }) : areas;
}

function countyRow(cells: Cells, regions: ReadonlyMap<string | undefined, Region | undefined>): unknown {
  const fips = cells.match("fips", /^\d{5}$/, "a county code has five digits") ?? cells.required("fips");
  return {
    fips,
    name: cells.required("county", 80),
    // No source at hand tells the area of the others, and a guess would send people to the wrong office.
    region: regions.get(fips) ?? "unassigned",
    population: cells.whole("pop_2023", { min: 0, max: 20_000_000 }),
    coordinates: coordinates(cells, true),
  };
}

function zipRow(cells: Cells, known: ReadonlySet<string>): unknown {
  const countyFips = cells.match("county_fips", /^\d{5}$/, "a county code has five digits");
  if (countyFips !== null && !known.has(countyFips)) cells.reject("county_fips", "no such county");
  return {
    zip: cells.match("zip", /^\d{5}$/, "a ZIP code has five digits") ?? cells.required("zip"),
    city: cells.text("city", 80) ?? "",
    countyFips,
    coordinates: coordinates(cells, false),
  };
}

function coordinates(cells: Cells, needed: boolean): { latitude: number; longitude: number } | null {
  const latitude = cells.number("lat", { min: -90, max: 90, reason: "outside -90 to 90" });
  const longitude = cells.number("lon", { min: -180, max: 180, reason: "outside -180 to 180" });
  if (latitude !== null && longitude !== null) return { latitude, longitude };
  if (needed && cells.problems.length === 0) cells.reject("lat", "missing");
  return null;
}

function notes(counties: readonly County[]): string[] {
  const unassigned = counties.filter((c) => c.region === "unassigned").length;
  return unassigned === 0
    ? []
    : [`${unassigned} of ${counties.length} counties are “unassigned”: no source tells their local workforce area.`];
}
