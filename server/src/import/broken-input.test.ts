import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importers } from "./index.ts";
import type { BrokenKind, ImportReport } from "./report.ts";

let folder = "";
let into = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "import-"));
  into = join(folder, "rows");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const header = "SOC2018Code,SOC2018Title,CIP2020Code,CIP2020Title";
const good = `${header}\n29-2061,Licensed Practical Nurses,51.3901,Practical Nursing\n51-4121,Welders,48.0508,Welding\n`;

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function run(kind: string, path: string): ImportReport {
  const result = importers[kind]?.run(path, into);
  if (result?.ok !== true) throw new Error(result?.error.message ?? "no such importer");
  return result.value;
}

/** Every file of the row directory, with its content. */
const contents = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(into)
      .sort()
      .map((name) => [name, readFileSync(join(into, name), "utf8")]),
  );

/** A good import first; then the broken file must be refused with this kind and words, and nothing may have changed. */
function refused(path: string, kind: BrokenKind, words: RegExp): void {
  run("crosswalk", put("first.csv", good));
  const before = contents();
  const result = importers["crosswalk"]?.run(path, into);
  expect(result?.ok).toBe(false);
  if (result?.ok !== false) return;
  expect(result.error.kind).toBe(kind);
  expect(result.error.message).toMatch(words);
  expect(contents()).toEqual(before);
}

describe("a broken file is refused whole, and the last good rows stay", () => {
  test("a gzip file that is cut off", () => {
    const bytes = gzipSync(good.repeat(50));
    refused(put("cut.csv.gz", bytes.subarray(0, bytes.length - 20)), "truncated", /cut off.*Fetch it again/);
  });
  test("a gzip file with flipped bits", () => {
    const bytes = Buffer.from(gzipSync(Array.from({ length: 500 }, (_, i) => `${header}${i}`).join("\n")));
    for (let i = 40; i < 80; i++) bytes[i] = (bytes[i] ?? 0) ^ 0xff;
    refused(put("flip.csv.gz", bytes), "truncated", /damaged|cut off/);
  });
  test("a name that promises gzip", () => refused(put("plain.csv.gz", good), "malformed", /not gzip/));
  test("Windows-1252", () =>
    refused(put("latin.csv", Buffer.from(`${good}29-2061,Caf\xe9,51.3901,x\n`, "latin1")), "not-utf8", /UTF-8/));
  test("UTF-16", () => refused(put("wide.csv", Buffer.from(`\ufeff${good}`, "utf16le")), "not-utf8", /UTF-16/));
  test("a workbook", () => refused(put("book.csv", Buffer.from("PK\u0003\u0004rest")), "malformed", /workbook/));
  test("a missing column", () => refused(put("less.csv", good.replace("CIP2020Code", "Code")), "wrong-columns", /“CIP2020Code”/));
  test("a column that is there twice", () =>
    refused(put("twice.csv", good.replace("SOC2018Title", "SOC2018Code")), "wrong-columns", /twice/));
  test("a web page", () => refused(put("page.csv", "<!DOCTYPE html><html><body>Sign in</body></html>"), "html", /web page/));
  test("no rows", () => refused(put("none.csv", `${header}\n`), "no-rows", /no rows/));
  test("an empty file", () => refused(put("empty.csv", ""), "no-rows", /empty/));
  test("a last line that is cut off", () => refused(put("tail.csv", `${good}29-2061,Lic`), "truncated", /line 4/));
  test("a quotation mark that never closes", () =>
    refused(put("quote.csv", `${good}29-2061,"Lic,51.3901,x\n`), "truncated", /quotation mark/));
  test("a tab-separated table whose last line is cut off", () =>
    refused(put("tail.tsv", `${good.replaceAll(",", "\t")}29-2061\tLic`), "truncated", /line 4/));
  test("a path that is not there", () => refused(join(folder, "nowhere.csv"), "missing-file", /no such file/));

  test("swapped files are named", () => {
    mkdirSync(join(folder, "places"));
    const zips = "zip,city,county_fips,lat,lon\n67203,Wichita,20173,37.7,-97.36\n";
    const counties = "fips,county,pop_2020_base,pop_2023,lat,lon,land_sqmi\n20173,Sedgwick County,1,2,37.7,-97.3,3\n";
    const areas = "county_fips,county,local_area,board,basis,source_url\n20173,Sedgwick County,IV,,stated,\n";
    for (const [name, text] of [
      ["ks_counties", zips],
      ["ks_zips", counties],
      ["ks_workforce_areas", areas],
    ] as const)
      put(`places/${name}.csv`, text);
    const result = importers["places"]?.run(join(folder, "places"), into);
    expect(result).toMatchObject({
      ok: false,
      error: { kind: "swapped", message: expect.stringContaining("looks like ks_zips.csv") },
    });
  });

  test("JSON lines that break off", () => {
    const line = `{"programid":"1","providerid":"2","name":"Welding","cipcode":"480508","totalcost":"1","calendarlengthid":"5","outcomes":null}`;
    put("nj_providers.csv", "providerid,name\n2,School\n");
    put("nj_programs.jsonl", `${line}\n${line.slice(0, 40)}`);
    expect(importers["nj-programs"]?.run(folder, into)).toMatchObject({
      ok: false,
      error: { kind: "truncated", message: expect.stringContaining("line 2") },
    });
  });

  test("wages without occupations say what to import first", () => {
    const path = put(
      "w.csv",
      "OCC_CODE,OCC_TITLE,O_GROUP,H_MEDIAN,A_PCT10,A_PCT25,A_MEDIAN,A_PCT75,A_PCT90\n29-2061,x,detailed,1,2,3,4,5,6\n",
    );
    expect(importers["wages"]?.run(path, into)).toMatchObject({
      ok: false,
      error: { kind: "missing-rows", message: expect.stringContaining("catalog import onet") },
    });
  });
});

describe("a bad row is rejected and named, the others are taken", () => {
  test("codes of the wrong shape, with row, field, reason and value", () => {
    const report = run(
      "crosswalk",
      put("c.csv", `${good}29-20,x,51.3901,y\n29-2061,x,513901,y\n51-4121,Welders,48.0508,Welding\n`),
    );
    expect([report.accepted, report.rejected]).toEqual([2, 3]);
    const rejects = readFileSync(join(into, "rejects-crosswalk.ndjson"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(rejects).toEqual([
      { file: "c.csv", row: 4, field: "SOC2018Code", reason: "not a SOC code like 29-2061", value: "29-20" },
      { file: "c.csv", row: 5, field: "CIP2020Code", reason: "not a CIP code like 51.3901", value: "513901" },
      { file: "c.csv", row: 6, field: "id", reason: "the same row came before", value: "48.0508 51-4121" },
    ]);
  });

  test("a clean import takes the old reject file away", () => {
    run("crosswalk", put("bad.csv", `${good}29-20,x,51.3901,y\n`));
    const report = run("crosswalk", put("good.csv", good));
    expect(report.rejectFile).toBeNull();
    expect(readdirSync(into)).not.toContain("rejects-crosswalk.ndjson");
  });

  test("no temporary file stays behind", () => {
    run("crosswalk", put("good.csv", good));
    expect(readdirSync(into).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
