import { describe, expect, test } from "vitest";
import type { Occupation } from "@pathwayks/contracts";
import { intToSoc } from "../../codes.ts";
import { aJob, anOccupation, aProgram } from "../../testing/rows.ts";
import { UNKNOWN } from "../../view.ts";
import { jobLinker, plainTitle } from "./job.ts";
import { indexOccupations } from "./occupations.ts";
import { indexCrosswalk, linkProgram } from "./program.ts";

const occupation = (soc: string, en: string, employment: number, over: Partial<Record<keyof Occupation, unknown>> = {}) =>
  anOccupation({ soc, title: { en }, outlook: { employment, annualOpenings: null, growthRate: null },
    entryEducation: "high-school", jobZone: 2, ...over });

const occupations = [
  occupation("51-4121", "Welders, Cutters, Solderers, and Brazers", 420_000,
    { altTitles: ["Welder", "Fitter Welder", "Maintenance Welder"] }),
  occupation("51-4122", "Welding, Soldering, and Brazing Machine Setters, Operators, and Tenders", 34_000,
    { altTitles: ["Robot Welding Operator"] }),
  occupation("29-1141", "Registered Nurses", 3_200_000, { entryEducation: "bachelor", jobZone: 3,
    altTitles: ["RN", "Staff Nurse", "Charge Nurse"] }),
  occupation("29-2061", "Licensed Practical and Licensed Vocational Nurses", 630_000,
    { entryEducation: "certificate", jobZone: 3, altTitles: ["LPN", "Practical Nurse"] }),
  occupation("29-1229", "Physicians, All Other", 310_000, { entryEducation: "graduate", jobZone: 5 }),
  occupation("23-2011", "Paralegals and Legal Assistants", 350_000, { entryEducation: "associate", jobZone: 3 }),
  occupation("41-2031", "Retail Salespersons", 3_800_000, { entryEducation: "none",
    altTitles: ["Sales Associate", "Supervisor"] }),
  occupation("43-1011", "First-Line Supervisors of Office Workers", 1_500_000,
    { altTitles: ["Supervisor", "Warehouse Office Manager"] }),
  occupation("11-3071", "Transportation, Storage, and Distribution Managers", 190_000,
    { altTitles: ["Warehouse Manager", "Distribution Center Manager"] }),
];
const index = indexOccupations(occupations);
const crosswalk = indexCrosswalk([
  ["48.0508", "51-4121"], ["48.0508", "51-4122"], ["51.3901", "29-1141"], ["51.3901", "29-2061"], ["51.3901", "29-1229"],
  ["22.0302", "23-2011"], ["52.0201", "11-3071"], ["30.9999", null],
].map(([cip, soc]) => ({ cip: cip ?? "", soc: soc ?? null })));

const links = (over: Parameters<typeof aProgram>[0]) =>
  linkProgram(aProgram(over), crosswalk, index).map((l) => [intToSoc(l.soc), l.weight] as const);
const socs = (over: Parameters<typeof aProgram>[0]) => links(over).map(([soc]) => soc);

describe("linking a program", () => {
  test("a field and its people count as one word, and the commoner occupation weighs more",
    () => expect(socs({})[0]).toBe("51-4121"));
  test("weights sum to 1", () => {
    for (const cip of ["48.0508", "51.3901"])
      expect(links({ cip }).reduce((sum, [, weight]) => sum + weight, 0)).toBeCloseTo(1, 6);
  });
  test("a certificate does not make a physician", () => {
    expect(socs({ cip: "51.3901", name: { en: "Practical Nursing" } })).not.toContain("29-1229");
    expect(socs({ cip: "51.3901", name: { en: "Practical Nursing" } })[0]).toBe("29-2061");
  });
  test("one step short is enough where the job zone asks for no more",
    () => expect(socs({ cip: "22.0302", name: { en: "Paralegal" } })).toEqual(["23-2011"]));
  test("a program whose field maps to nothing gets no pathway", () => {
    expect([links({ cip: "30.9999" }), links({ cip: "99.0000" }), links({ cip: null })]).toEqual([[], [], []]);
  });
  test("without a field, only the very title of a declared target job counts", () => {
    expect(socs({ cip: null, targetJobs: ["Practical nurses", "Star welder"] })).toEqual(["29-2061"]);
  });
  test("what staff drop is gone, what they pin comes first and weighs most", () => {
    expect(socs({ droppedOccupations: ["51-4121"] })).toEqual(["51-4122"]);
    const pinned = links({ pinnedOccupations: ["29-1229"] });
    expect([pinned[0]?.[0], Math.max(...pinned.map(([, w]) => w))]).toEqual(["29-1229", pinned[0]?.[1]]);
    expect(socs({ pinnedOccupations: ["99-9998"] })).toEqual(socs({}));
  });
  test("does not depend on the order of occupations", () => {
    const turned = indexOccupations([...occupations].reverse());
    expect(linkProgram(aProgram(), crosswalk, turned)).toEqual(linkProgram(aProgram(), crosswalk, index));
  });
});

const link = jobLinker(index);
const linked = (en: string) => {
  const { soc, score } = link(aJob({ title: { en } }));
  return soc === UNKNOWN ? "-" : score > 0 ? intToSoc(soc) : "bad";
};

describe("linking a job", () => {
  test("what the source says is taken as it is", () => {
    expect(link(aJob({ soc: "11-1011" }))).toEqual({ soc: 111_011, score: 1 });
  });
  test("titles and lay titles link exactly, in singular and plural", () => {
    expect(["Welder", "registered nurse", "LPN"].map(linked)).toEqual(["51-4121", "29-1141", "29-2061"]);
  });
  test("what is about the posting does not count", () => {
    for (const title of ["Registered Nurse - Wichita, KS", "Senior Registered Nurse (ICU)", "Registered Nurse $45/hr",
      "Registered Nurse PRN Nights", "Registered Nurse at Sample Clinic"])
      expect(linked(title), title).toBe("29-1141");
    expect(plainTitle("Manager, Warehouse")).toBe("Warehouse Manager");
    expect(linked("Manager, Warehouse")).toBe("11-3071");
  });
  test("a title shared by several occupations is less sure, and goes to the one with the most people", () => {
    const supervisor = link(aJob({ title: { en: "Supervisor" } }));
    const welder = link(aJob({ title: { en: "Welder" } }));
    expect([intToSoc(supervisor.soc), supervisor.score < welder.score]).toEqual(["41-2031", true]);
  });
  test("a near title links with less confidence than an exact one", () => {
    const near = link(aJob({ title: { en: "Structural Fitter Welder" } }));
    expect([intToSoc(near.soc), near.score > 0.45 && near.score < 0.9]).toEqual(["51-4121", true]);
  });
  test("what is like nothing links to nothing", () => {
    for (const title of ["Astronaut", "!!!", "Welder of Souls and Keeper of the Ancient Flame of Knowledge", "Manager"])
      expect(linked(title), title).toBe("-");
  });
});
