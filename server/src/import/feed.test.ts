import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importers } from "./index.ts";
import { loadTable } from "./rows.ts";

let folder = "";
let into = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "feed-"));
  into = join(folder, "rows");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const columns = [
  "id",
  "provider_id",
  "provider_name",
  "name",
  "award_level",
  "as_of",
  "weeks",
  "tuition",
  "cip",
  "placed",
  "placed_of",
  "start_dates",
];
const welding = [
  "sample-school:welding",
  "sample-school",
  "Sample School",
  "Welding",
  "under-12-weeks",
  "2026-10-01",
  "8",
  "1250.50",
  "48.0508",
  "18",
  "24",
  "2027-01-11;2026-12-01",
];

const csv = (...rows: readonly (readonly string[])[]): string => [columns, ...rows].map((row) => row.join(",")).join("\n");
const change = (column: string, value: string): string[] => welding.map((cell, i) => (columns[i] === column ? value : cell));

function run(kind: string, name: string, text: string) {
  writeFileSync(join(folder, name), text);
  const result = importers[kind]?.run(join(folder, name), into);
  if (result?.ok !== true) throw new Error(result?.error.message ?? "no such importer");
  return result.value;
}

describe("programs in the documented format", () => {
  test("CSV and JSON give the same row", () => {
    run("programs", "list.csv", csv(welding));
    const [fromCsv] = loadTable(into, "programs");
    const record = Object.fromEntries(columns.map((column, i) => [column, welding[i]]));
    const json = { ...record, weeks: 8, tuition: 1250.5, placed: 18, placed_of: 24, start_dates: ["2027-01-11", "2026-12-01"] };
    run("programs", "list.json", JSON.stringify([json]));
    expect(loadTable(into, "programs")).toEqual([fromCsv]);
    expect(fromCsv).toMatchObject({
      id: "sample-school:welding",
      durationWeeks: 8,
      cost: { tuition: 125_050 },
      outcomes: { historicalPlacementRate: { k: 18, n: 24 } },
      startDates: ["2026-12-01", "2027-01-11"],
      category: "Manufacturing and welding",
      hoursPerWeek: null,
      evidence: { listing: { source: "feed:list", asOf: "2026-10-01", basis: "program" } },
    });
  });

  test("a new provider and the source come along; the next list replaces the last", () => {
    run("programs", "list.csv", csv(welding, change("id", "sample-school:other")));
    expect(loadTable(into, "partners").map((p) => p.name)).toEqual(["Sample School"]);
    expect(loadTable(into, "sources")).toMatchObject([{ id: "feed:list", published: "2026-10-01" }]);
    expect(run("programs", "list.csv", csv(welding)).tables["programs"]).toBe(1);
  });

  test.each([
    ["tuition", "41984198", "above $250,000"],
    ["tuition", "-5", "negative"],
    ["tuition", "$900", "not a number"],
    ["weeks", "521", "above 520 weeks"],
    ["weeks", "2.5", "not a whole number"],
    ["as_of", "2026-02-30", "not a real day as YYYY-MM-DD"],
    ["as_of", "", "missing"],
    ["award_level", "phd", /none of/],
    ["cip", "48508", "not a CIP code like 51.3901"],
    ["placed", "30", "more than placed_of"],
    ["placed_of", "", "needed together with placed"],
    ["name", "", "missing"],
    ["start_dates", "next fall", "not a real day as YYYY-MM-DD"],
    ["id", "Has Spaces", /^not an id/],
  ])("%s = %j is rejected", (column, value, reason) => {
    const report = run(
      "programs",
      "list.csv",
      csv(
        welding,
        change("id", "sample-school:two").map((cell, i) => (columns[i] === column ? value : cell)),
      ),
    );
    expect([report.accepted, report.rejected]).toEqual([1, 1]);
    const first = JSON.parse(readFileSync(join(into, "rejects-programs.ndjson"), "utf8").split("\n")[0] ?? "") as {
      row: number;
      field: string;
      reason: string;
    };
    expect(first.row).toBe(3);
    expect(first.field).toBe(column);
    expect(first.reason).toMatch(typeof reason === "string" ? new RegExp(`^${reason.replace(/[$]/g, "\\$&")}$`) : reason);
  });

  test("a list of jobs in its place is called swapped", () => {
    writeFileSync(
      join(folder, "jobs.csv"),
      "id,employer_id,employer_name,title,posted,expires\na:1,e,E,Cook,2026-11-01,2026-12-01\n",
    );
    expect(importers["programs"]?.run(join(folder, "jobs.csv"), into)).toMatchObject({ ok: false, error: { kind: "swapped" } });
  });
});

describe("jobs in the documented format", () => {
  const head = "id,employer_id,employer_name,title,title_es,posted,expires,pay_min,pay_max,pay_period,county_fips,remote";
  const row = (over: Readonly<Record<string, string>> = {}): string => {
    const cells: Readonly<Record<string, string>> = {
      id: "sample-shop:1",
      employer_id: "sample-shop",
      employer_name: "Sample Shop",
      title: "Cook",
      title_es: "Cocinero",
      posted: "2026-11-01",
      expires: "2026-12-01",
      pay_min: "14",
      pay_max: "16.5",
      pay_period: "hour",
      county_fips: "",
      remote: "no",
      ...over,
    };
    return head
      .split(",")
      .map((name) => cells[name] ?? "")
      .join(",");
  };

  test("a row becomes a job; without a county it counts as statewide, remote as online", () => {
    run("jobs", "jobs.csv", [head, row(), row({ id: "sample-shop:2", remote: "yes" })].join("\n"));
    expect(loadTable(into, "jobs")).toMatchObject([
      { title: { en: "Cook", es: "Cocinero" }, salary: { min: 1400, max: 1650, period: "hour" }, region: "statewide" },
      { region: "online", location: { remoteOption: true } },
    ]);
  });

  test.each([
    [{ expires: "2026-10-01" }, "expires", "before the day of posting"],
    [{ expires: "2028-01-01" }, "expires", "open for more than 366 days"],
    [{ pay_min: "50000" }, "pay_min", "a year of it would be outside $8,000 to $1,500,000"],
    [{ pay_period: "" }, "pay_period", "pay without a period"],
    [{ pay_min: "18" }, "pay_min", "the lowest pay is above the highest"],
    [{ posted: "1980-01-01" }, "posted", "outside 1990 to 2100"],
    [{ remote: "maybe" }, "remote", "neither yes nor no"],
  ])("%j is rejected", (over, field, reason) => {
    expect(run("jobs", "jobs.csv", [head, row(), row({ id: "sample-shop:2", ...over })].join("\n")).reasons).toHaveProperty(
      [`${field}: ${reason}`],
      1,
    );
  });
});
