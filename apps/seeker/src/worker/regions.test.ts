import { expect, test } from "vitest";
import { regions, type Manifest, type Region } from "@pathwayks/contracts";
import { aCounty, viewOf } from "@pathwayks/catalog/testing";
import { ALL_JOBS_LIMIT, homeRegion, subscribedRegions } from "./regions.ts";

const withJobs = (gzip: number): Manifest => ({ chunks: [{ kind: "jobs", gzip }, { kind: "programs", gzip: 9_000_000 }] }) as unknown as Manifest;
const [small, large] = [withJobs(ALL_JOBS_LIMIT), withJobs(ALL_JOBS_LIMIT + 1)];

test.each<[string, Manifest, "auto" | "all" | "own-region" | "ask", Region | null, readonly Region[], readonly Region[]]>([
  ["nobody chose, few jobs: all of them", small, "auto", null, [], regions],
  ["nobody chose, many jobs: the own region", large, "auto", "area-4", [], ["area-4", "statewide", "online"]],
  ["all means all", large, "all", "area-4", [], regions],
  ["own region, however few", small, "own-region", "area-2", [], ["area-2", "statewide", "online"]],
  ["a county that no area claims", large, "auto", "unassigned", [], ["unassigned", "statewide", "online"]],
  ["place not known yet: what is open to all", large, "auto", null, [], ["statewide", "online"]],
  ["place not known in this page: what is here stays", large, "auto", null, ["area-1", "online"], ["area-1", "statewide", "online"]],
  ["moved: the old region goes", large, "ask", "area-5", ["area-1"], ["area-5", "statewide", "online"]],
])("%s", (_, manifest, dataUse, home, here, expected) => {
  expect(subscribedRegions(manifest, dataUse, home, here)).toEqual(expected);
});

test("a place is in the region of its county, and a county beats a ZIP", () => {
  const view = viewOf({
    counties: [aCounty({ fips: "20173", region: "area-4" } as never), aCounty({ fips: "20091", region: "area-3" } as never)],
    zips: [{ zip: "67202", city: "Wichita", countyFips: "20173", coordinates: null } as never],
  });
  expect(homeRegion(view, { zip: "67202", countyFips: null })).toBe("area-4");
  expect(homeRegion(view, { zip: "67202", countyFips: "20091" })).toBe("area-3");
  expect([homeRegion(view, { zip: "99999", countyFips: null }), homeRegion(view, { zip: null, countyFips: null }), homeRegion(view, null)]).toEqual([null, null, null]);
});
