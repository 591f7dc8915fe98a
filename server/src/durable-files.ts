import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

// Files that are there whole or not at all, whenever the process is killed or the power is cut: what is written gets its
// name only once it is on the disk.

/** Waits until a file, or the names in a folder, are on the disk. */
export function toDisk(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes a file, in place of the one that is there. `mode`: who may read it. */
export function writeWhole(path: string, text: string, mode = 0o644): void {
  writeFileSync(`${path}.half`, text, { mode, flush: true });
  renameSync(`${path}.half`, path);
  toDisk(dirname(path));
}

/** Makes a file that nothing may replace, where there is none. Of several processes that make it at once, one does. */
export function makeWhole(path: string, make: () => string, mode: number): void {
  if (existsSync(path)) return;
  // Each by a name of its own: what one writes stays out of what another is about to name.
  const half = `${path}.${randomBytes(6).toString("hex")}.half`;
  try {
    writeFileSync(half, make(), { mode, flush: true });
    // A link, since renaming would replace.
    linkSync(half, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(half, { force: true });
  }
  toDisk(dirname(path));
}
