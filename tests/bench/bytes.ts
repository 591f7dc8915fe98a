import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { sharedData, startServer } from "../e2e/server.ts";
import { figure, type Figure } from "./measure.ts";

/** The build that the server serves. */
const built = (): string => join(sharedData, "app", (JSON.parse(readFileSync(join(sharedData, "app/builds.json"), "utf8")) as { current: string }).current);
const gzipped = (path: string): number => gzipSync(readFileSync(path), { level: 9 }).length / 1000;

/** What the page's module scripts load statically, followed through the built files. */
function beforePaint(dist: string): number {
  const html = readFileSync(join(dist, "index.html"), "utf8");
  const queue = [...html.matchAll(/(?:src|href)="\/((?:assets\/)?[\w.-]+\.js)"/g)].map((match) => match[1] ?? "");
  const met = new Set<string>();
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (met.has(file) || !existsSync(join(dist, file))) continue;
    met.add(file);
    const text = readFileSync(join(dist, file), "utf8");
    for (const [, name] of text.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)) queue.push(`assets/${name}`);
  }
  return [...met].reduce((sum, file) => sum + gzipped(join(dist, file)), 0);
}

/** Bytes of the built app and seconds of a second start. */
export async function appFigures(runs: number): Promise<Figure[]> {
  const first = await startServer();
  await first.kill();
  const starts: number[] = [];
  for (let i = 0; i < runs; i++) {
    const again = await startServer();
    starts.push(again.readyAfter / 1000);
    await again.kill();
  }
  const dist = built();
  const scripts = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => /\.(js|css|html)$/.test(name) && name !== "sw-kill.js");
  return [
    figure("JavaScript before the first screen answers, gzip", "kB", [beforePaint(dist)], { bound: { most: 110, on: "median" } }),
    figure("the whole seeker app without pictures, gzip", "kB", [scripts.reduce((sum, name) => sum + gzipped(join(dist, name)), 0)], { bound: { most: 350, on: "median" } }),
    figure("a second start until ready", "s", starts, { bound: { most: 5, on: "median" } }),
  ];
}
