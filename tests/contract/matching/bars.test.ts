import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CatalogView } from "@pathwayks/catalog";
import type { IsoDate } from "@pathwayks/contracts";
import { interestFaults, listFaults, listQuality, people, twinFaults } from "../../../packages/matching/src/testing.ts";
import { rowsOf, starterDay } from "../../../packages/matching/src/testing/starter.ts";
import { viewOf } from "../../../packages/catalog/src/testing.ts";
import { importKansas, importNewJersey, postingsToday } from "../../../server/src/import/index.ts";

// The bars of the ranking with a thousand made-up people, on the starter catalog and on the two real releases. The naive twin
// and the search through all lists are slow, so on the large releases they see a part of the people; the rest see everybody.

const shared = resolve(process.env["PATHWAYKS_SHARED"] ?? "../shared");
const real = existsSync(join(shared, "data"));
const everybody = Number(process.env["PATHWAYKS_PEOPLE"] ?? 1000);
const minutes = 60_000;

interface Release {
  readonly name: string;
  readonly here: boolean;
  readonly today: IsoDate;
  /** People whom the twin judges, and people whose list is compared with all others. */
  readonly twins: number;
  readonly optima: number;
  readonly rows: (folder: string) => string;
}

const releases: readonly Release[] = [
  { name: "starter", here: true, today: starterDay, twins: 300, optima: 150, rows: () => "server/starter" },
  { name: "Kansas", here: real, today: postingsToday as IsoDate, twins: 20, optima: 60, rows: (folder) => (importKansas(shared, folder), folder) },
  { name: "New Jersey", here: real, today: postingsToday as IsoDate, twins: 20, optima: 60, rows: (folder) => (importNewJersey(shared, folder), folder) },
];

for (const release of releases)
  // Skipped where the public data for development is absent: `../shared/data`, or what PATHWAYKS_SHARED names.
  describe.skipIf(!release.here)(`${release.name} release`, () => {
    const folder = mkdtempSync(join(tmpdir(), "pathwayks-matching-"));
    let view: CatalogView;
    beforeAll(() => {
      // Built on the day of its postings: later ones would be gone.
      view = viewOf(rowsOf(release.rows(folder)), { createdAt: `${release.today}T00:00:00Z` });
    }, 5 * minutes);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it("orders interests as the reference does for everybody, and keeps 96 % of the top 20 when all answers rise", () => {
      const crowd = people(1, Math.max(everybody, 400), view, release.today);
      const faults = interestFaults(view, release.today, crowd);
      expect(faults.different).toBe(0);
      expect(faults.kept).toBeGreaterThanOrEqual(0.96);
      expect(faults.people).toBeGreaterThan(0.8 * crowd.length);
    }, 5 * minutes);

    it("breaks no limit and offers no change that fails, for everybody", () => {
      const faults = listFaults(view, release.today, people(2, everybody, view, release.today));
      expect(faults.broken).toEqual([]);
      expect(faults.wrongOffers).toEqual([]);
      expect(faults.shown).toBeGreaterThan(2 * everybody);
      expect(faults.offers).toBeGreaterThan(everybody / 4);
      expect(faults.oneMajorGroup).toBeLessThanOrEqual(0.05 * faults.fullLists);
    }, 15 * minutes);

    it("comes within 2 % of the best of all lists", () => {
      const quality = listQuality(view, release.today, people(3, Math.min(everybody, release.optima), view, release.today));
      expect(quality.missedQuotas).toBe(0);
      expect(quality.worst).toBeGreaterThanOrEqual(0.98);
    }, 10 * minutes);

    it("scores and judges every candidate as its naive twin does, to the last bit", () => {
      const { compared, different } = twinFaults(view, release.today, people(4, Math.min(everybody, release.twins), view, release.today));
      expect(different.slice(0, 3)).toEqual([]);
      expect(compared).toBeGreaterThan(0);
    }, 10 * minutes);
  });
