import { aCounty, aJob, anOccupation, aPartner, aProgram, aSource, releaseOf, opened } from "@pathwayks/catalog/testing";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openRelease } from "../releases/open-release.ts";
import type { OpenRelease } from "../releases/open-release.ts";

const interests = [5, 2, 1, 3, 2, 4];

/** Rows of a small catalog: two schools, 130 programs, and jobs of which one has run out by the test's day. */
export const sampleRows = {
  sources: [aSource()],
  zips: [],
  counties: [aCounty(), aCounty({ fips: "20015", name: "Butler" })],
  partners: [
    aPartner(),
    aPartner({ id: "other-school", name: "Other School" }),
    aPartner({ id: "sample-employer", name: "Sample Employer", type: "employer" }),
  ],
  occupations: [anOccupation({ interests }), anOccupation({ soc: "31-1131", title: { en: "Nursing Assistants" }, interests })],
  crosswalk: [
    { cip: "48.0508", soc: "51-4121" },
    { cip: "51.3902", soc: "31-1131" },
  ],
  programs: [
    aProgram({
      location: {
        countyFips: "20173",
        county: "Sedgwick",
        city: "Wichita",
        address: null,
        zip: null,
        coordinates: null,
        onlineOption: false,
      },
    }),
    aProgram({
      id: "other-school:nurse.aide",
      providerId: "other-school",
      providerName: "Other School",
      name: { en: "Nurse Aide" },
      category: "Health",
      cip: "51.3902",
      awardLevel: "under-12-weeks",
    }),
    ...Array.from({ length: 128 }, (_, i) =>
      aProgram({ id: `sample-college:course-${String(i).padStart(3, "0")}`, name: { en: `Course ${i}` }, category: "Other" }),
    ),
  ],
  jobs: [
    aJob({ employmentType: "full-time", soc: "51-4121" }),
    aJob({ id: "sample:2", title: { en: "Nurse Aide" }, category: "Health" }),
    aJob({ id: "sample:expired", title: { en: "Welder, last week" }, postedDate: "2026-11-01", expirationDate: "2026-11-22" }),
  ],
};

export const sampleRelease = releaseOf(sampleRows, { createdAt: "2026-11-20T08:00:00Z" });

export const sampleView = opened(sampleRelease);
export const sampleOpen: OpenRelease = openRelease(sampleView, sampleRelease.manifestHash);

/** Writes rows as a directory of NDJSON files. */
export function writeRows(folder: string, rows: Readonly<Record<string, readonly object[]>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [kind, list] of Object.entries(rows))
    writeFileSync(join(folder, `${kind}.ndjson`), list.map((row) => `${JSON.stringify(row)}\n`).join(""));
}
