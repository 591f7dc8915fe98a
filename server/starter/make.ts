// Makes the starter catalog: npx tsx server/starter/make.ts [SHARED] [ANCHOR]
// SHARED is the folder with the public data (default ../shared), ANCHOR the day the sample jobs are made for.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { IsoDate, Occupation, Program, Region } from "@pathwayks/contracts";
import { importKansasTables } from "../src/import/release.ts";
import { loadTable, saveTables, tableNames, type Rows } from "../src/import/rows.ts";
import { directEntry } from "./direct-entry.ts";
import { sampleJobs, sampleSource, type SampleTitles } from "./sample-jobs.ts";
import { selectOccupations, selectPrograms, type SelectInput } from "./select.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(here, name), "utf8"));

/** Everything the starter is made from, in: its rows, out. Pure but for reading the hand-written tables beside this file. */
export function makeStarter(all: Rows, anchor: IsoDate): Rows {
  const regions = new Map<string, Region>(all.counties.map((c) => [c.fips, c.region]));
  const named = new Set(Object.keys(readJson("cip-names.json") as object));
  const input: SelectInput = {
    programs: all.programs,
    occupations: all.occupations,
    crosswalk: all.crosswalk,
    named,
    regionOf: (p) => regions.get(p.location.countyFips ?? "") ?? "unassigned",
  };
  const programs = selectPrograms(input, 400);
  const occupations = selectOccupations(input, programs, directEntry, 250).map(trimmed);
  const titles = readJson("sample-titles.json") as SampleTitles;
  const sample = sampleJobs({ occupations, counties: all.counties, zips: all.zips, titles, anchor, seed: 20_261_123 });
  const providers = new Set<string>(programs.map((p) => p.providerId));
  const cips = new Set<string | null>(programs.map((p) => p.cip));
  return withUsedSources({
    programs,
    occupations,
    jobs: sample.jobs,
    partners: [
      ...all.partners.filter((p) => providers.has(p.id) || p.type === "workforce-center" || p.type === "state-agency"),
      ...sample.partners,
    ],
    counties: all.counties,
    zips: all.zips,
    crosswalk: all.crosswalk.filter((row) => cips.has(row.cip)),
    sources: [...all.sources, sampleSource],
  });
}

/** An occupation with what the starter has room for: the first sentence, 25 lay titles. */
function trimmed(o: Occupation): Occupation {
  return {
    ...o,
    description: o.description === null ? null : firstSentence(o.description),
    altTitles: commonTitles(o.altTitles),
  };
}

/** The titles that incumbents report stand first; the shortest of the rest are the plainest. */
function commonTitles(titles: readonly string[]): string[] {
  const rest = titles.slice(12).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return [...titles.slice(0, 12), ...rest.slice(0, 13)];
}

function firstSentence(text: string): string {
  const end = text.search(/\.\s/);
  return end < 0 ? text : text.slice(0, end + 1);
}

/** Drops the sources that no row and no law of the starter refers to. */
function withUsedSources(rows: Rows): Rows {
  const used = new Set(["cip-soc-2020", "census-counties-2023", "ks-zips", "ks-workforce-areas", "bls-projections-2024"]);
  for (const row of [...rows.programs, ...rows.occupations, ...rows.jobs, ...rows.partners]) {
    for (const fact of Object.values((row as Pick<Program, "evidence">).evidence)) if (fact !== undefined) used.add(fact.source);
  }
  const laws = new Set(rows.occupations.flatMap((o) => o.rules.map((rule) => rule.law)));
  return { ...rows, sources: rows.sources.filter((s) => used.has(s.id) || laws.has(s.title)) };
}

function main(): void {
  const shared = process.argv[2] ?? process.env["PATHWAYKS_SHARED"] ?? join(here, "../../../shared");
  const anchor = (process.argv[3] ?? "2026-11-23") as IsoDate;
  const work = mkdtempSync(join(tmpdir(), "starter-"));
  try {
    importKansasTables(shared, work);
    const all = Object.fromEntries(tableNames.map((name) => [name, loadTable(work, name)])) as unknown as Rows;
    const starter = makeStarter(all, anchor);
    saveTables(here, starter);
    process.stdout.write(`${tableNames.map((name) => `${name} ${starter[name].length}`).join(", ")}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
