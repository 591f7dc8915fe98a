import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayNumber } from "@pathwayks/contracts";
import { aCounty, aJob, anOccupation, aPartner, aProgram } from "../testing/rows.ts";
import { opened, releaseOf, viewOf } from "../testing/view.ts";
import { wordsOf } from "../words/fold.ts";
import { bestOf } from "./best.ts";
import { createSearch } from "./search.ts";
import { withinEdits } from "./typos.ts";

const here = (city: string, over = {}) => ({ countyFips: null, county: null, city, address: null, coordinates: null, ...over });
const view = viewOf({
  counties: [aCounty()],
  partners: [aPartner(), aPartner({ id: "welding-school", name: "Welding School of Kansas" })],
  occupations: [
    anOccupation({ altTitles: ["Welder", "Fitter Welder", "Welder, Night Shift", "Line Cook", "Coker"] }),
    anOccupation({ soc: "29-1141", title: { en: "Registered Nurses", es: "Enfermeros registrados" },
      altTitles: ["RN", "Staff Nurse", "Nurse"] }),
  ],
  programs: [
    aProgram({ id: "p:welding", location: { ...here("Wichita", { countyFips: "20173" }), zip: null, onlineOption: false } }),
    aProgram({ id: "p:nursing", name: { en: "Practical Nursing", es: "Enfermería práctica" }, category: "Health",
      awardLevel: "associate" }),
    aProgram({ id: "p:office", providerId: "welding-school", providerName: "Welding School of Kansas",
      name: { en: "Office Work" }, location: { ...here("Topeka"), zip: null, onlineOption: true } }),
    aProgram({ id: "p:inspection", name: { en: "Inspection of Welds" }, category: "Welding" }),
  ],
  jobs: [
    aJob({ id: "j:1", title: { en: "Welder" }, location: { ...here("Wichita"), remoteOption: false }, postedDate: "2026-11-01" }),
    aJob({ id: "j:2", title: { en: "Welder" }, soc: "51-4121", employmentType: "part-time", postedDate: "2026-11-20" }),
    aJob({ id: "j:3", title: { en: "Nurse", es: "Enfermera" }, category: "Health",
      location: { ...here("Hays"), remoteOption: true } }),
    aJob({ id: "j:4", title: { en: "Welder" }, expirationDate: "2026-11-25" }),
  ],
  crosswalk: [],
});
const search = createSearch(view);
const programs = (query: string, filters = {}) =>
  Array.from(search.programs(query, filters, 0, 20).rows, (row) => view.programs.id.get(row));
const jobs = (query: string, filters = {}) => Array.from(search.jobs(query, filters, 0, 20).rows, (row) => view.jobs.id.get(row));

describe("search over programs", () => {
  test("puts a match in the title before one in the provider's name, and that before one in the category",
    () => expect(programs("welding")).toEqual(["p:welding", "p:office", "p:inspection"]));
  test("takes the last word as a beginning, the others whole", () => {
    expect(programs("welding wich")).toEqual(["p:welding"]);
    expect(programs("practical nurs")).toEqual(["p:nursing"]);
  });
  test("minds neither case, accents nor plurals", () => {
    expect(programs("ENFERMERIA")).toEqual(["p:nursing"]);
    expect(programs("enfermería")).toEqual(["p:nursing"]);
    expect(programs("inspections")).toEqual(["p:inspection"]);
  });
  test("forgives typing errors where little is found", () => {
    expect(programs("nursnig")).toEqual(["p:nursing"]);
    expect(programs("inspektion")).toEqual(["p:inspection"]);
    expect(programs("practcal")).toEqual(["p:nursing"]);
    expect(programs("xyz")).toEqual([]);
    expect(programs("offcie wrk")).toEqual(["p:office"]);
  });
  test("asks for every word", () => expect(programs("welding hays")).toEqual([]));
  test("filters", () => {
    expect(programs("", { county: "20173" })).toEqual(["p:welding"]);
    expect(programs("", { awardLevels: ["associate", "bachelor"] })).toEqual(["p:nursing"]);
    expect(programs("", { category: "Health" })).toEqual(["p:nursing"]);
    expect(programs("", { onlineOnly: true })).toEqual(["p:office"]);
    expect(programs("", { providerId: "welding-school" })).toEqual(["p:office"]);
    expect(programs("", { providerId: "nobody" })).toEqual([]);
    expect(programs("welding", { onlineOnly: true })).toEqual(["p:office"]);
  });
  test("pages through all of them", () => {
    const all = programs("");
    const paged = [0, 1, 2, 3].flatMap((offset) => Array.from(search.programs("", {}, offset, 1).rows,
      (row) => view.programs.id.get(row)));
    expect([paged, search.programs("", {}, 2, 1).total]).toEqual([all, 4]);
  });
});

describe("search over jobs", () => {
  test("puts the newest first among equals", () => {
    expect(jobs("welder", { today: dayNumber("2026-11-26") })).toEqual(["j:2", "j:1"]);
  });
  test("leaves out what ran out", () => {
    expect(jobs("welder", { today: dayNumber("2026-11-25") })).toContain("j:4");
    expect(jobs("", { today: dayNumber("2026-11-26") })).not.toContain("j:4");
  });
  test("filters", () => {
    expect(jobs("", { remoteOnly: true })).toEqual(["j:3"]);
    expect(jobs("", { employmentTypes: ["part-time"] })).toEqual(["j:2"]);
    expect(jobs("", { category: "Health" })).toEqual(["j:3"]);
    expect(jobs("", { soc: "51-4121" })).toEqual(expect.arrayContaining(["j:1", "j:2"]));
    expect(jobs("", { soc: "11-1011" })).toEqual([]);
  });
  test("finds Spanish titles", () => expect(jobs("enfermera")).toEqual(["j:3"]));
  test("does not find what a later release took away or replaced", () => {
    const first = releaseOf({ jobs: [aJob({ id: "j:1", title: { en: "Baker" } }), aJob({ id: "j:2", title: { en: "Baker" } }),
      aJob({ id: "j:3" }), aJob({ id: "j:4" }), aJob({ id: "j:5" })] });
    const next = opened(releaseOf({ jobs: [aJob({ id: "j:1", title: { en: "Cook" } }), aJob({ id: "j:3" }), aJob({ id: "j:4" }),
      aJob({ id: "j:5" })] }, { prev: first, createdAt: "2026-11-24T00:00:00Z" }));
    const later = createSearch(next);
    expect(["baker", "cook", ""].map((query) => later.jobs(query, {}, 0, 9).total)).toEqual([0, 1, 4]);
  });
});

describe("search over titles of past jobs", () => {
  const titles = (query: string) => search.titles(query, 5).map((hit) => hit.title);
  test("finds lay titles, shortest first, each once", () => {
    expect(titles("welder")[0]).toBe("Welder");
    expect(titles("welder")).toContain("Fitter Welder");
    expect(titles("nurse").filter((t) => t === "Nurse")).toHaveLength(1);
  });
  test("forgives typing errors and speaks Spanish", () => {
    expect(titles("wleder")[0]).toBe("Welder");
    expect(titles("enfermeros")).toEqual(["Enfermeros registrados"]);
  });
  test("forgives a letter left out of a short word, where nothing else fits the words before it", () => {
    expect(titles("line cok")).toEqual(["Line Cook"]);
    expect(titles("cok")).toEqual(["Coker"]);
  });
  test("names the occupation", () => expect(search.titles("rn", 1)[0]?.occupation).toBe(view.find.occupation("29-1141")));
  test("finds nothing for nothing", () => expect([titles(""), titles("  ,;")]).toEqual([[], []]));
});

describe("against a naive twin", () => {
  // Too short for typing errors to be looked for.
  const alphabet = fc.stringMatching(/^[abc]{1,2}$/);
  test("finds the rows that have every word, the last as a beginning", () => {
    const texts = fc.array(fc.array(alphabet, { minLength: 1, maxLength: 4 }).map((words) => words.join(" ")),
      { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(texts, fc.array(alphabet, { minLength: 1, maxLength: 3 }), (names, query) => {
      const small = viewOf({ programs: names.map((en, i) => aProgram({ id: `p:${String(i).padStart(2, "0")}`, providerName: "zz",
        category: "zz", name: { en } })) });
      const found = createSearch(small).programs(query.join(" "), {}, 0, 99).rows;
      const words = wordsOf(query.join(" ")), last = words.length - 1;
      const expected = names.flatMap((name, row) =>
        words.every((word, i) => wordsOf(name).some((w) => (i === last ? w.startsWith(word) : w === word))) ? [row] : []);
      expect([...found].sort((a, b) => a - b)).toEqual(expected);
    }), { numRuns: 60 });
  });

  test("counts edits as the textbook does", () => {
    const distance = (a: string, b: string): number => {
      const edge = (i: number, j: number) => (i === 0 ? j : j === 0 ? i : 0);
      const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (__, j) => edge(i, j)));
      for (let i = 1; i <= a.length; i++)
        for (let j = 1; j <= b.length; j++) {
          d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
          if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
            d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
        }
      return d[a.length]![b.length]!;
    };
    const word = fc.stringMatching(/^[abc]{1,7}$/);
    fc.assert(fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
      expect(withinEdits(a, b, limit, false)).toBe(distance(a, b) <= limit);
      const beginnings = Array.from({ length: b.length + 1 }, (_, i) => distance(a, b.slice(0, i)));
      expect(withinEdits(a, b, limit, true)).toBe(Math.min(...beginnings) <= limit);
    }), { numRuns: 2000 });
  });

  test("picks the best as a sort would", () => {
    fc.assert(fc.property(fc.uint32Array({ max: 50, maxLength: 200 }), fc.integer({ min: 0, max: 30 }), (scores, count) => {
      const rows = Uint32Array.from(scores, (_, i) => i);
      const order = (a: number, b: number) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b;
      expect([...bestOf(rows, count, order)]).toEqual([...rows].sort(order).slice(0, count));
    }));
  });
});
