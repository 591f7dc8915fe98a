import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { toDisk, writeWhole } from "../durable-files.ts";
import { compressBoth } from "./compress.ts";
import { isCompressible } from "./content-type.ts";

// DATA_DIR/app/<build id>/ holds the files of one build with their encodings beside them; builds.json names the current
// and the previous one. A page that was opened before an update goes on loading its lazy files from the previous.

const state = z.object({ current: z.string(), previous: z.nullable(z.string()), fingerprint: z.string() });
export type BuildState = z.infer<typeof state>;

const stateFile = (appDir: string) => join(appDir, "builds.json");

/** What is kept, or `null` where nothing (usable) is. */
export function readBuildState(appDir: string): BuildState | null {
  if (!existsSync(stateFile(appDir))) return null;
  const parsed = state.safeParse(parseJson(readFileSync(stateFile(appDir), "utf8")));
  return parsed.success && existsSync(join(appDir, parsed.data.current)) ? parsed.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Paths of all files below a folder, with forward slashes, sorted. Files whose name begins with a dot stay out. */
export function filesBelow(folder: string, prefix = ""): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .sort()
    .flatMap((name) =>
      statSync(join(folder, name)).isDirectory() ? filesBelow(join(folder, name), `${prefix}${name}/`) : [`${prefix}${name}`],
    );
}

/**
 * Takes a finished build over from `dist` and forgets all but this one and the one before. May be stopped at any point: a
 * build is visible only once it is whole. `fingerprint` says what it was built from.
 */
export async function keepBuild(dist: string, appDir: string, fingerprint: string): Promise<BuildState> {
  const paths = filesBelow(dist);
  const whole = createHash("sha256");
  for (const path of paths)
    whole.update(
      `${path}\0${createHash("sha256")
        .update(readFileSync(join(dist, path)))
        .digest("hex")}\n`,
    );
  const id = whole.digest("hex").slice(0, 16);
  mkdirSync(appDir, { recursive: true });
  if (!existsSync(join(appDir, id))) {
    const half = join(appDir, `.half-${id}`);
    rmSync(half, { recursive: true, force: true });
    for (const path of paths) await copyWithEncodings(join(dist, path), join(half, path));
    for (const folder of new Set(paths.map((path) => dirname(join(half, path))))) toDisk(folder);
    renameSync(half, join(appDir, id));
  }
  const before = readBuildState(appDir);
  const previous = before === null ? null : before.current === id ? before.previous : before.current;
  const next: BuildState = { current: id, previous, fingerprint };
  writeWhole(stateFile(appDir), JSON.stringify(next));
  forgetTheRest(appDir);
  return next;
}

/** Removes all but the kept builds: older ones, and what a start that was stopped left behind. */
export function forgetTheRest(appDir: string): void {
  const state = readBuildState(appDir);
  if (state === null) return;
  const kept = new Set([state.current, state.previous, "builds.json"]);
  for (const name of readdirSync(appDir)) if (!kept.has(name)) rmSync(join(appDir, name), { recursive: true, force: true });
}

async function copyWithEncodings(from: string, to: string): Promise<void> {
  mkdirSync(dirname(to), { recursive: true });
  const bytes = readFileSync(from);
  writeFileSync(to, bytes, { flush: true });
  if (!isCompressible(to)) return;
  const { br, gz } = await compressBoth(bytes);
  if (br) writeFileSync(`${to}.br`, br, { flush: true });
  if (gz) writeFileSync(`${to}.gz`, gz, { flush: true });
}
