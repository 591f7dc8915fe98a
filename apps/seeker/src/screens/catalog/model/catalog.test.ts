import { describe, expect, test } from "vitest";
import { aJob, aProgram } from "@pathwayks/catalog/testing";
import { tellerOf } from "../../pathways/testing.ts";
import { credentialName, isOver, lengthPhrase, payPhrase, pricePhrase, yearlyPayPhrase } from "./facts.ts";
import { filterCount, jobFilters, noSearch, programFilters, readSearch, writeSearch } from "./search-params.ts";

const en = tellerOf("en");
const es = tellerOf("es");
const salary = (min: number | null, max: number | null, period: string) =>
  aJob({ salary: { min, max, currency: "USD", period } });
const said = (phrase: Parameters<typeof en>[0] | null, tell = en) => (phrase === null ? null : tell(phrase));

describe("addresses", () => {
  test("a state survives its address", () => {
    const search = {
      ...noSearch,
      tab: "jobs" as const,
      q: "welder",
      county: "20173",
      kind: "full-time",
      soc: "51-4121",
      online: true,
    };
    expect(readSearch(writeSearch(search))).toEqual(search);
    expect(writeSearch(noSearch)).toEqual({ tab: "programs" });
  });
  test("what is not understood is left out", () => {
    expect(readSearch({ tab: "x", q: ["a"], county: "Sedgwick", kind: "full-time", soc: "51-4121", online: "maybe" })).toEqual(
      noSearch,
    );
    expect(readSearch({ q: 2024 }).q).toBe("2024");
  });
  test("a filter of one list is not passed to the other", () => {
    const search = readSearch({ tab: "programs", kind: "associate", provider: "butler", county: "20173" });
    expect(programFilters(search)).toEqual({ county: "20173", awardLevels: ["associate"], providerId: "butler" });
    expect(jobFilters(readSearch({ ...search, tab: "jobs" }))).toEqual({ county: "20173" });
    expect(filterCount(search)).toBe(3);
  });
});

describe("pay as it is published", () => {
  test("a range, one end, or nothing", () => {
    expect(said(payPhrase(salary(1550, 1800, "hour")))).toBe("$15.50 – $18.00 an hour");
    expect(said(payPhrase(salary(1600, null, "hour")))).toBe("from $16.00 an hour");
    expect(said(payPhrase(salary(null, 4_000_000, "year")), es)).toBe("hasta $40,000 por año");
    expect(said(payPhrase(aJob()))).toBeNull();
  });
  test("an hour's pay as a year's", () => {
    expect(said(yearlyPayPhrase(salary(1600, 1600, "hour")))).toBe("about $33,280 for a full-time year");
    expect(said(yearlyPayPhrase(salary(3_000_000, null, "year")))).toBeNull();
  });
});

test("a length that is not published is the usual one of the award, named as that", () => {
  expect(said(lengthPhrase(aProgram({ durationWeeks: 16 })))).toBe("16 weeks");
  expect(said(lengthPhrase(aProgram({ awardLevel: "12-weeks-to-1-year" })))).toContain("usual for this award");
  expect(said(lengthPhrase(aProgram({ awardLevel: "none" })))).toBeNull();
});

test("a price is the program's own or none", () => {
  expect(said(pricePhrase(aProgram()))).toBeNull();
  expect(said(pricePhrase(aProgram({ cost: { ...aProgram().cost, tuition: 100_000, books: 5_000 } })))).toBe("$1,050");
});

test("a job is open through its last day", () => {
  const job = aJob({ expirationDate: "2026-12-31" });
  expect([isOver(job, "2026-12-31"), isOver(job, "2027-01-01")]).toEqual([false, true]);
});

test("a credential is named only where it says more than the kind of award", () => {
  const generic = ["Associate's degree", "Certificate, 12 weeks to less than 1 year", "Certificate, less than 12 weeks", null];
  expect(generic.map(credentialName)).toEqual([null, null, null, null]);
  expect(credentialName("Certified Nurse Aide, state registry")).toBe("Certified Nurse Aide, state registry");
});
