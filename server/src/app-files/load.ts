import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Encoding } from "../http/encoding.ts";
import type { ReadyFile } from "../http/file-answer.ts";
import { filesBelow, readBuildState } from "./builds.ts";
import { contentTypeOf } from "./content-type.ts";

/** Files by the path a browser asks for, such as `/assets/app-1a2b3c4d.js`. */
export type FilesByPath = ReadonlyMap<string, ReadyFile>;

export interface AppFiles {
  readonly current: FilesByPath;
  /** The build before, for pages that were opened then; empty where there was none. */
  readonly previous: FilesByPath;
}

/** Both kept builds, in memory: a few megabytes, and no path from outside ever reaches the file system. */
export function loadAppFiles(appDir: string): AppFiles {
  const state = readBuildState(appDir);
  const filesOf = (id: string | null | undefined) =>
    id && existsSync(join(appDir, id)) ? loadFolder(join(appDir, id)) : new Map<string, ReadyFile>();
  return { current: filesOf(state?.current), previous: filesOf(state?.previous) };
}

function loadFolder(folder: string): FilesByPath {
  const paths = filesBelow(folder);
  const known = new Set(paths);
  const isEncoding = (path: string) => /\.(br|gz)$/.test(path) && known.has(path.replace(/\.(br|gz)$/, ""));
  return new Map(paths.filter((path) => !isEncoding(path)).map((path) => [`/${path}`, readyFile(join(folder, path))]));
}

function readyFile(path: string): ReadyFile {
  const raw = new Uint8Array(readFileSync(path));
  const bodies = new Map<Encoding, Uint8Array<ArrayBuffer>>([["identity", raw]]);
  for (const [encoding, ending] of [
    ["br", ".br"],
    ["gzip", ".gz"],
  ] as const)
    if (existsSync(path + ending)) bodies.set(encoding, new Uint8Array(readFileSync(path + ending)));
  return {
    contentType: contentTypeOf(path),
    hash: createHash("sha256").update(raw).digest("hex"),
    encodings: [...bodies.keys()].filter((encoding) => encoding !== "identity"),
    bytes: (encoding) => bodies.get(encoding) ?? raw,
  };
}
