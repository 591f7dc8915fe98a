import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";

/** Bytes after gzip. Names are paths below the folder of the built app. */
export interface BudgetReport {
  /** Scripts that the browser must have before it can replace the prerendered first screen. */
  readonly first: readonly { readonly name: string; readonly gzip: number }[];
  /** Every script, style, page and word of the app; pictures apart. */
  readonly all: readonly { readonly name: string; readonly gzip: number }[];
  readonly firstTotal: number;
  readonly allTotal: number;
}

/** kB are 1,000 bytes. */
export const FIRST_LIMIT = 110_000;
export const ALL_LIMIT = 350_000;

/** Not part of the app that people run: the kill switch, what only robots read, and what only the next build reads. */
const apart = new Set(["sw-kill.js", "robots.txt", "assets/files.json"]);
const counted = /\.(js|css|html|json|webmanifest)$/;

/** Weighs the app in `folder`. Throws where index.html or a script that it names is missing: then there is no app. */
export async function weigh(folder: string, skip: (name: string) => boolean = () => false): Promise<BudgetReport> {
  const first = new Set<string>();
  const html = await readFile(join(folder, "index.html"), "utf8");
  for (const tag of [/<script\b[^>]*\bsrc="\/([^"]+)"/g, /<link\b[^>]*\brel="modulepreload"[^>]*\bhref="\/([^"]+)"/g])
    for (const [, name = ""] of html.matchAll(tag)) await closure(folder, name, first);
  const names = (await filesBelow(folder)).filter((name) => counted.test(name) && !apart.has(name) && !skip(name));
  const all = await Promise.all(names.map((name) => sized(folder, name)));
  const total = (list: readonly { gzip: number }[]): number => list.reduce((sum, { gzip }) => sum + gzip, 0);
  const firstSized = await Promise.all([...first].map((name) => sized(folder, name)));
  return { first: firstSized, all, firstTotal: total(firstSized), allTotal: total(all) };
}

/** A table for the screen, and whether both limits hold. */
export function judge(report: BudgetReport): { readonly text: string; readonly within: boolean } {
  const firstNames = new Set(report.first.map(({ name }) => name));
  const rows = [...report.all].sort((a, b) => b.gzip - a.gzip).map(({ name, gzip }) => line(`${firstNames.has(name) ? "*" : " "} ${name}`, gzip));
  const verdict = (label: string, total: number, limit: number): string =>
    `${line(label, total)} of ${kB(limit)} ${total <= limit ? "" : "TOO LARGE"}`.trimEnd();
  const text = [
    "kB gzip (* before the first screen answers)", ...rows,
    verdict("scripts before the first screen answers", report.firstTotal, FIRST_LIMIT),
    verdict("the whole app without pictures", report.allTotal, ALL_LIMIT),
  ].join("\n");
  return { text, within: report.firstTotal <= FIRST_LIMIT && report.allTotal <= ALL_LIMIT };
}

const kB = (bytes: number): string => (bytes / 1000).toFixed(1);
const line = (label: string, bytes: number): string => `${kB(bytes).padStart(7)}  ${label}`;

/** The script and what it imports statically, all the way down. Dynamic imports come later and do not count. */
async function closure(folder: string, name: string, seen: Set<string>): Promise<void> {
  if (seen.has(name)) return;
  seen.add(name);
  const source = await readFile(join(folder, name), "utf8");
  const statics = /(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{}\s,]+?\s*from\s*)?["'](\.{1,2}\/[^"']+\.js|\/[^"']+\.js)["']/g;
  for (const [, target = ""] of source.matchAll(statics)) {
    const path = target.startsWith("/") ? target.slice(1) : join(name, "..", target);
    await closure(folder, path, seen);
  }
}

async function sized(folder: string, name: string): Promise<{ name: string; gzip: number }> {
  return { name, gzip: gzipSync(await readFile(join(folder, name)), { level: 9 }).length };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}
