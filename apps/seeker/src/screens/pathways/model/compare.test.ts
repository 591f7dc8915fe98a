import { expect, test } from "vitest";
import { tellerOf } from "../testing.ts";
import { compareRows, type RowId } from "./compare.ts";
import { aPathway } from "./fixtures.ts";

const cost = (max: number) => ({ outOfPocket: { min: 0, max }, parts: [], basis: "program", aidDeclared: [], fact: null });
const best = (id: RowId, ...pathways: readonly Parameters<typeof aPathway>[0][]) =>
  compareRows(pathways.map((over) => aPathway(over)))
    .find((row) => row.id === id)
    ?.cells.map((cell) => cell.best);

test("the earliest start, the lowest cost and the highest match are best", () => {
  expect(best("start", { nextStart: "2027-01-11" }, { nextStart: "2026-12-01" }, {})).toEqual([false, true, false]);
  expect(best("start", { nextStart: "2026-12-01" }, { id: "direct~51-4121", programId: null })).toEqual([false, true]);
  expect(best("cost", { cost: cost(200_000) }, { cost: cost(100_000) })).toEqual([false, true]);
  expect(best("match", { matchScore: 71 }, { matchScore: 71 }, { matchScore: 60 })).toEqual([true, true, false]);
});

test("where all are alike, or one alone is known, nothing is best", () => {
  expect(best("match", {}, {})).toEqual([false, false]);
  expect(best("cost", { cost: cost(200_000) }, {})).toEqual([false, false]);
  expect(best("match", {})).toEqual([false]);
});

test("a cost of nothing wins over any other", () => {
  expect(best("cost", { cost: cost(0) }, { cost: cost(1) })).toEqual([true, false]);
});

test("every cell of every row is said in both languages, known or not", () => {
  for (const language of ["en", "es"] as const) {
    const tell = tellerOf(language);
    for (const row of compareRows([aPathway(), aPathway({ id: "direct~51-4121", programId: null, against: [] })]))
      for (const cell of row.cells) expect(tell(cell.text)).not.toBe("");
  }
});
