import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { chromiumFlags, executablePath } from "../browser/browser.ts";
import { root, startServer } from "../e2e/server.ts";
import { figure, machine, type Figure } from "./measure.ts";

const report = z.object({
  categories: z.record(z.string(), z.object({ score: z.nullable(z.number()) })),
  audits: z.record(z.string(), z.object({ score: z.nullable(z.number()), numericValue: z.optional(z.number()), title: z.string() })),
});
type Report = z.infer<typeof report>;

/** One run of Lighthouse's mobile profile in a browser of its own. */
async function lighthouse(url: string): Promise<Report> {
  const path = join(tmpdir(), `pathwayks-lighthouse-${process.pid}.json`);
  const flags = ["--headless=new", ...chromiumFlags].join(" ");
  const args = ["node_modules/lighthouse/cli/index.js", url, "--output=json", `--output-path=${path}`, "--quiet", `--chrome-flags=${flags}`, "--only-categories=performance,accessibility,best-practices"];
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, CHROME_PATH: executablePath }, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? 1)));
  if (code !== 0) throw new Error(`Lighthouse failed:\n${said.slice(-1500)}`);
  const read = report.parse(JSON.parse(readFileSync(path, "utf8")));
  rmSync(path, { force: true });
  return read;
}

/** Scores are 0-100. The performance score swings with the machine's load, which is noted beside it; the bounds are on the rest. */
export async function lighthouseFigures(runs: number): Promise<Figure[]> {
  const server = await startServer();
  try {
    const reports: Report[] = [];
    for (let i = 0; i < runs; i++) reports.push(await lighthouse(server.url));
    const audit = (name: string) => reports.map(({ audits }) => audits[name]?.numericValue ?? Number.NaN);
    const score = (name: string) => reports.map(({ categories }) => 100 * (categories[name]?.score ?? 0));
    const failing = Object.values(reports[0]?.audits ?? {}).filter(({ score }) => score !== null && score < 1).map(({ title }) => title);
    return [
      figure("Lighthouse mobile: LCP", "s", audit("largest-contentful-paint").map((ms) => ms / 1000), { bound: { most: 2, on: "median" } }),
      figure("Lighthouse mobile: CLS", "", audit("cumulative-layout-shift"), { bound: { most: 0.0499, on: "p95" } }),
      figure("Lighthouse mobile: accessibility", "", score("accessibility"), { bound: { least: 100, on: "median" } }),
      figure("Lighthouse mobile: best practices", "", score("best-practices"), { bound: { least: 100, on: "median" } }),
      figure("Lighthouse mobile: performance", "", score("performance"), { note: `load ${machine().load.join(" ")}; below full marks: ${failing.join("; ") || "nothing"}` }),
      figure("Lighthouse mobile: TBT", "ms", audit("total-blocking-time")),
    ];
  } finally {
    await server.kill();
  }
}
