import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aJob, anOccupation, aPartner, aProgram, aSource } from "../testing/rows.ts";
import { readRows } from "./row-files.ts";
import type { RawRows } from "./validate.ts";
import { validateRows } from "./validate.ts";

const raw = (over: Partial<RawRows>): RawRows => ({
  sources: [aSource()], counties: [], zips: [], occupations: [], crosswalk: [],
  partners: [aPartner(), aPartner({ id: "sample-employer" })],
  programs: [], jobs: [], ...over,
});
const rejected = (over: Partial<RawRows>) =>
  validateRows(raw(over)).rejects.map(({ kind, line, id, field }) => [kind, line, id, field]);

test("sound rows come through unchanged", () => {
  const { rows, rejects } = validateRows(raw({ programs: [aProgram()], jobs: [aJob()], occupations: [anOccupation()] }));
  expect([rejects, rows.programs, rows.jobs, rows.occupations]).toEqual([[], [aProgram()], [aJob()], [anOccupation()]]);
});

test("each bad row is named with its line, its id and its field, and the others come through", () => {
  const program = aProgram();
  const bad = [
    { ...program, id: "p:1", cost: { ...program.cost, total: 4_198_419_800_000 } }, { ...program, id: "p:2", awardLevel: "guru" },
    { ...program, id: "p:3", unknown: 1 }, undefined, "text", null, { ...program, id: "p:4", durationWeeks: -1 }, program,
  ];
  expect(rejected({ programs: bad })).toEqual([
    ["programs", 1, "p:1", "cost.total"], ["programs", 2, "p:2", "awardLevel"], ["programs", 3, "p:3", ""],
    ["programs", 4, null, ""],
    ["programs", 5, null, ""], ["programs", 6, null, ""], ["programs", 7, "p:4", "durationWeeks"],
  ]);
  expect(validateRows(raw({ programs: bad })).rows.programs).toEqual([program]);
});

test("of rows with one id the first counts", () => {
  expect(rejected({ jobs: [aJob(), aJob({ title: { en: "Other" } })] })).toEqual([["jobs", 2, "sample:1", ""]]);
  const pair = { cip: "01.0000", soc: null };
  expect(validateRows(raw({ crosswalk: [pair, pair] })).rejects).toHaveLength(1);
});

test("a row that refers to what is not there stays out", () => {
  expect(rejected({ programs: [aProgram({ providerId: "nobody" })], jobs: [aJob({ employerId: "nobody" })] }))
    .toEqual([["programs", 1, "sample-college:welding", "providerId"], ["jobs", 1, "sample:1", "employerId"]]);
  expect(rejected({ sources: [], partners: [aPartner()] }))
    .toEqual([["partners", 1, "sample-college", "evidence.listing.source"]]);
});

test("a row directory is read line by line; a file that is not there has no rows", () => {
  const dir = mkdtempSync(join(tmpdir(), "rows-"));
  try {
    writeFileSync(join(dir, "sources.ndjson"), `${JSON.stringify(aSource())}\n{"id": \n`);
    const read = readRows(dir);
    expect([read.sources, read.jobs]).toEqual([[aSource(), undefined], []]);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
