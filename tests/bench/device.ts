import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import { openCatalog } from "@pathwayks/catalog";
import { buildRelease, writeRelease } from "@pathwayks/catalog/build";
import type { SeekerProfile } from "@pathwayks/contracts";
import { people } from "@pathwayks/matching/testing";
import { bundle, chromiumFlags, executablePath, site } from "../browser/browser.ts";
import { figure, quantile, type Figure } from "./measure.ts";
import { TODAY, wholeSize } from "./rows.ts";

// A cheap phone's share: the whole size of the issue (10,000 programs, 30,000 jobs, 20,000 pathways) in a real browser, with the
// processor slowed down by the debugger. Each cold start is a new browser process.

interface Device {
  install(hash: string): Promise<number>;
  tidy(): Promise<void>;
  start(): Promise<{ ms: number; whole: number; programs: number; jobs: number }>;
  installRows(): Promise<number>;
  startRows(): Promise<{ ms: number; rows: number }>;
  rank(profiles: readonly SeekerProfile[], today: string, rounds: number): { first: number; each: number[]; pathways: number };
  search(queries: readonly string[]): { index: number; each: number[] };
}
declare const device: Device;

const queries = ["nursing assistant", "welding", "soldadura", "truck driver wichita", "bookeeping"];

export async function deviceFigures(starts: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "pathwayks-bench-"));
  const rows = wholeSize();
  const release = buildRelease({ rows, prev: null, createdAt: `${TODAY}T08:00:00Z` });
  writeRelease(folder, release, null);
  await mkdir(join(folder, "rows"), { recursive: true });
  await writeFile(join(folder, "rows/programs.json"), JSON.stringify(rows.programs));
  await writeFile(join(folder, "rows/jobs.json"), JSON.stringify(rows.jobs.slice(0, 30_000)));
  const opened = openCatalog(release.manifest, release.chunks);
  if (!opened.ok) throw new Error(opened.error.kind);
  const profiles = people(7, 40, opened.value);
  const script = await bundle(fileURLToPath(new URL("device-page.ts", import.meta.url)));
  const server = await site(script, (request, response) => {
    readFile(join(folder, request.url ?? "")).then((bytes) => response.end(bytes), () => response.writeHead(404).end());
  });
  // A device keeps the one or the other: side by side they would slow down each other's opening of the database.
  const inBrowser = async <T>(slowed: number, body: (page: Page) => Promise<T>, profile = "columnar"): Promise<T> => {
    const context = await chromium.launchPersistentContext(join(folder, profile), { executablePath, headless: true, args: [...chromiumFlags] });
    try {
      const page = context.pages()[0] ?? (await context.newPage());
      await page.goto(server.url);
      await page.waitForFunction(() => "device" in globalThis);
      await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slowed });
      return await body(page);
    } finally {
      await context.close();
    }
  };
  try {
    await inBrowser(1, (page) => page.evaluate((hash) => device.install(hash), release.manifestHash));
    await inBrowser(1, (page) => page.evaluate(() => device.installRows()), "rows");
    const loose: number[] = [];
    for (let run = 0; run < starts; run++) loose.push((await inBrowser(6, (page) => page.evaluate(() => device.start()))).ms);
    await inBrowser(1, (page) => page.evaluate(() => device.tidy()));
    const columnar: number[] = [];
    const whole: number[] = [];
    const objects: number[] = [];
    for (let run = 0; run < starts; run++) {
      const started = await inBrowser(6, (page) => page.evaluate(() => device.start()));
      columnar.push(started.ms);
      whole.push(started.whole);
      objects.push((await inBrowser(6, (page) => page.evaluate(() => device.startRows()), "rows")).ms);
    }
    const rankIn = async (page: Page, rounds: number) => {
      await page.evaluate(() => device.start());
      return page.evaluate(({ profiles, today, rounds }) => device.rank(profiles, today, rounds), { profiles, today: TODAY, rounds });
    };
    const firsts: number[] = [];
    for (let run = 1; run < starts; run++) firsts.push((await inBrowser(4, (page) => rankIn(page, 0))).first);
    const { ranked, found } = await inBrowser(4, async (page) => {
      const ranked = await rankIn(page, 5);
      const found = await page.evaluate((queries) => device.search(queries), queries);
      return { ranked, found };
    });
    const megabytes = [...release.chunks.values()].reduce((sum, bytes) => sum + bytes.length, 0) / 1e6;
    const size = `10,000 programs, ${opened.value.jobs.live.length} jobs, ${ranked.pathways} pathways, ${megabytes.toFixed(1)} MB`;
    return [
      figure("cold start to ready, 6× slowed", "ms", columnar, { bound: { most: 400, on: "median" }, note: size }),
      figure("the same until descriptions are there too", "ms", whole),
      figure("the same right after a download, from the chunks", "ms", loose),
      figure("the same as rows of objects, 6× slowed", "ms", objects),
      // Rows of objects bring their descriptions along, so all of ours count too.
      figure("rows of objects ÷ columnar", "×", objects.map((ms, i) => ms / (whole[i] ?? Number.NaN)), { bound: { least: 5, on: "median" } }),
      figure("re-rank, 4× slowed", "ms", ranked.each, { bound: { most: 50, on: "p95" }, note: size }),
      figure("first ranking after a start, 4× slowed", "ms", [ranked.first, ...firsts], { bound: { most: 150, on: "median" } }),
      figure("search index ready, 4× slowed", "ms", [found.index], { bound: { most: 1000, on: "median" } }),
      figure("search as you type, 4× slowed", "ms", found.each, { bound: { most: 100, on: "p95" }, note: `slowest ${quantile(found.each, 1).toFixed(0)} ms` }),
    ];
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
