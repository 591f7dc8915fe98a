import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fail, ok, type Result } from "@pathwayks/contracts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const onPath = (): string[] =>
  (process.env["PATH"] ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, process.platform === "win32" ? `${name}.exe` : name)));

/** Browsers that Playwright's installer has put into its cache, newest first. */
function fromPlaywright(): string[] {
  const cache = process.env["PLAYWRIGHT_BROWSERS_PATH"] ?? join(homedir(), process.platform === "darwin" ? "Library/Caches/ms-playwright" : ".cache/ms-playwright");
  if (!existsSync(cache)) return [];
  const builds = readdirSync(cache).filter((name) => name.startsWith("chromium-")).sort().reverse();
  return builds.flatMap((build) => [join(cache, build, "chrome-linux/chrome"), join(cache, build, "chrome-linux64/chrome"), join(cache, build, "chrome-mac/Chromium.app/Contents/MacOS/Chromium")]);
}

const known = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/snap/bin/chromium"];

/** The Chromium that tests use: CHROMIUM_PATH, the system's, Playwright's; `null` where there is none. */
export function findChromium(): string | null {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") return named;
  return [...onPath(), ...known, ...fromPlaywright()].find((path) => existsSync(path)) ?? null;
}

const attempt = (program: string, args: readonly string[], seconds: number): boolean =>
  spawnSync(program, args, { stdio: ["ignore", 2, 2], timeout: seconds * 1000, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status === 0;

/** Finds a Chromium, or installs one: Playwright's installer first, then the system's package manager. */
export async function ensureChromium(): Promise<Result<string, string>> {
  const present = findChromium();
  if (present !== null) return existsSync(present) ? ok(present) : fail(`CHROMIUM_PATH names ${present}, and there is no such file.`);
  console.log("  No Chromium found; installing one …");
  attempt(process.execPath, [join("node_modules", "playwright-core", "cli.js"), "install", "chromium"], 300);
  if (findChromium() === null && process.platform === "linux") {
    const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
    const apt = (...args: string[]) => attempt(sudo[0] ?? "apt-get", sudo.length > 0 ? [...sudo.slice(1), "apt-get", ...args] : args, 600);
    if (apt("update", "-qq")) apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
  }
  const installed = findChromium();
  return installed === null ? fail("Install Chromium (on Debian: apt-get install chromium) or name one in CHROMIUM_PATH, then run the tests again.") : ok(installed);
}

/** Flags for a browser without the internet; as root Chromium refuses its sandbox. */
export const chromiumFlags: readonly string[] = [
  "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];
