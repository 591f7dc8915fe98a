// The bar on the harness: each defence is taken out of a copy of the sources, and the named test must fail, having passed
// on the sources as they are. `npm run mutants [-- --group device|server|catalog|app] [name]` takes those of one group, or whose name
// holds the word. Ends with `N passed, M failed`.
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Catcher, Mutant } from "./mutant.ts";
import { appMutants } from "./app.ts";
import { catalogMutants } from "./catalog.ts";
import { serverMutants } from "./server.ts";
import { syncMutants } from "./sync.ts";

const groups: Readonly<Record<string, readonly Mutant[]>> = { device: syncMutants, server: serverMutants, catalog: catalogMutants, app: appMutants };

const root = fileURLToPath(new URL("../../", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "pathwayks-mutants-"));

/** The sources, with links to what is installed; our own packages are those of the copy. */
function copySources(): void {
  const skipped = new Set(["node_modules", ".git", "dist", "data", ".tmp"]);
  cpSync(root, copy, { recursive: true, filter: (from) => !relative(root, from).split("/").some((part) => skipped.has(part)) });
  for (const folder of ["", "server", ...["packages", "apps"].flatMap((group) => readdirSync(join(root, group)).map((name) => `${group}/${name}`))]) linkModules(folder);
}

function linkModules(folder: string): void {
  const [from, to] = [join(root, folder, "node_modules"), join(copy, folder, "node_modules")];
  const names = ((): string[] => {
    try {
      return readdirSync(from);
    } catch {
      return [];
    }
  })();
  mkdirSync(to, { recursive: true });
  for (const name of names) if (name !== "@pathwayks" && name !== ".cache" && name !== ".vite") symlinkSync(join(from, name), join(to, name));
  if (folder !== "") return;
  mkdirSync(join(to, "@pathwayks"));
  for (const name of readdirSync(join(root, "packages"))) symlinkSync(join(copy, "packages", name), join(to, "@pathwayks", name));
  symlinkSync(join(copy, "server"), join(to, "@pathwayks", "server"));
}

const LONGEST_MS = 10 * 60_000;

/** How the test ends on the copy as it is now. `broken`: it never came to look, which notices nothing. */
type Ending = "passed" | "failed" | "broken";

function ending(by: Catcher): Promise<Ending> {
  const config = by.run === "tests" ? ["--config", "tests/vitest.config.ts"] : [];
  const args = by.run === "script"
    ? ["--import", "tsx", by.file, ...by.args]
    : [join(root, "node_modules/vitest/vitest.mjs"), "run", ...config, by.file, "--bail", "1", "--reporter", "json", ...(by.name === undefined ? [] : ["-t", by.name])];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: copy, timeout: LONGEST_MS, maxBuffer: 64_000_000, env: process.env }, (error, out) => {
      const [passed, failed] = by.run === "script" ? counted(out) : reported(out);
      resolve(failed > 0 ? "failed" : passed > 0 && error === null ? "passed" : "broken");
    });
  });
}

const counted = (out: string): [number, number] => {
  const said = /(\d+) passed, (\d+) failed\s*$/.exec(out);
  return [Number(said?.[1] ?? 0), Number(said?.[2] ?? 0)];
};

function reported(out: string): [number, number] {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(out) as { numPassedTests: number; numFailedTests: number };
    return [numPassedTests, numFailedTests];
  } catch {
    return [0, 0];
  }
}

const called = (by: Catcher): string => (by.run === "script" ? [by.file, ...by.args].join(" ") : `${by.file}${by.name === undefined ? "" : ` "${by.name}"`}`);

const { values, positionals } = parseArgs({ options: { group: { type: "string" } }, allowPositionals: true });
const group = values.group === undefined ? Object.values(groups).flat() : groups[values.group];
if (group === undefined) throw new Error(`--group is one of ${Object.keys(groups).join(", ")}`);
const chosen = group.filter(({ name }) => name.includes(positionals.join(" ")));
let [passed, failed] = [0, 0];
const say = (good: boolean, text: string): void => {
  if (good) passed += 1;
  else failed += 1;
  console.log(`  ${good ? "ok  " : "FAIL"}  ${text}`);
};

try {
  copySources();
  const sound = new Map<string, Ending>();
  for (const { name, file, find, replace, caughtBy } of chosen) {
    const test = called(caughtBy);
    if (!sound.has(test)) sound.set(test, await ending(caughtBy));
    if (sound.get(test) !== "passed") {
      say(false, `${name}: ${test} does not even pass on the sources as they are`);
      continue;
    }
    const path = join(copy, file);
    const text = readFileSync(path, "utf8");
    if (text.split(find).length !== 2) {
      say(false, `${name}: what it replaces does not stand once in ${file}`);
      continue;
    }
    writeFileSync(path, text.replace(find, () => replace));
    const began = performance.now();
    const ended = await ending(caughtBy);
    writeFileSync(path, text);
    say(ended === "failed", `${name}: ${ended === "failed" ? "noticed by" : ended === "passed" ? "NOT noticed by" : "broke, unnoticed,"} ${test} (${((performance.now() - began) / 1_000).toFixed(1)} s)`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
