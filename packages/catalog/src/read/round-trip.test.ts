import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyJob, anyOccupation, anyPartner, anyProgram } from "../testing/arbitrary.ts";
import { aCounty, aSource } from "../testing/rows.ts";
import { testInstant, viewOf } from "../testing/view.ts";
import { readJob } from "./job.ts";
import { readOccupation } from "./occupation.ts";
import { readCounty, readPartner, readSource } from "./partner.ts";
import { readProgram } from "./program.ts";

const settings = { numRuns: 40 };
const many = <T>(row: fc.Arbitrary<T>, keyOf: (row: T) => string) =>
  fc.uniqueArray(row, { minLength: 1, maxLength: 12, selector: keyOf });

// Whatever goes in comes out: rows through build, bytes, opening and reading. `lastSynced` alone is the release's.
describe("a row comes back as it was", () => {
  test("programs", () => fc.assert(fc.property(many(anyProgram, (p) => p.id), (programs) => {
    const view = viewOf({ programs });
    for (const program of programs)
      expect(readProgram(view, view.find.program(program.id))).toEqual({ ...program, lastSynced: testInstant });
  }), settings));

  test("jobs", () => fc.assert(fc.property(many(anyJob, (j) => j.id), (jobs) => {
    const view = viewOf({ jobs });
    for (const job of jobs) expect(readJob(view, view.find.job(job.id))).toEqual({ ...job, lastSynced: testInstant });
  }), settings));

  test("partners", () => fc.assert(fc.property(many(anyPartner, (p) => p.id), (partners) => {
    const view = viewOf({ partners });
    for (const partner of partners) expect(readPartner(view, view.find.partner(partner.id))).toEqual(partner);
  }), settings));

  test("occupations", () => fc.assert(fc.property(many(anyOccupation, (o) => o.soc), (occupations) => {
    const view = viewOf({ occupations });
    for (const occupation of occupations) expect(readOccupation(view, view.find.occupation(occupation.soc))).toEqual(occupation);
  }), settings));

  test("counties and sources", () => {
    const allen = aCounty({ fips: "20001", name: "Allen", region: "unassigned", population: null });
    const view = viewOf({ counties: [aCounty(), allen] });
    expect([readCounty(view, 1), readCounty(view, 0).name, readCounty(view, 0).population]).toEqual([aCounty(), "Allen", null]);
    expect(readSource(view, view.find.source("sample-data"))).toEqual(aSource());
  });

  test("the pole, the date line and the origin", () => {
    for (const [latitude, longitude] of [[90, 0], [-90, 0], [0, 0], [12.3456, 180], [37.6889, -97.3361]] as const) {
      const view = viewOf({ counties: [aCounty({ coordinates: { latitude, longitude } })] });
      expect(readCounty(view, 0).coordinates.latitude).toBe(latitude);
      if (Math.abs(latitude) < 90) expect(readCounty(view, 0).coordinates.longitude).toBe(longitude);
    }
  });
});
