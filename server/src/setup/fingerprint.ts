import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const leftOut = new Set(["node_modules", "dist", "dist.previous", "testing"]);

/** One hash over the names and contents of files and folders below `root`; tests and what is built count for nothing. */
export function fingerprintOf(root: string, paths: readonly string[], more: string): string {
  const hash = createHash("sha256").update(more);
  const add = (path: string): void => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (!statSync(full).isDirectory()) {
      hash.update(`\0${path}\0`).update(readFileSync(full));
      return;
    }
    for (const name of readdirSync(full).sort()) if (!leftOut.has(name) && !/\.test\.tsx?$/.test(name)) add(`${path}/${name}`);
  };
  for (const path of paths) add(path);
  return hash.digest("hex");
}

/** What the app is made of. */
export const appSources = [
  "apps/seeker",
  "public",
  "packages/contracts/src",
  "packages/catalog/src",
  "packages/matching/src",
  "packages/sync/src",
  "packages/ui/src",
  "package-lock.json",
];
