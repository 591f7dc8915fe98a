import { statSync } from "node:fs";
import { join } from "node:path";
import type { TrustedKey } from "@pathwayks/contracts";
import type { Log } from "../http/log.ts";
import { openReleaseDir } from "./directory.ts";
import { openRelease } from "./open-release.ts";
import type { CatalogHolder, OpenRelease } from "./open-release.ts";

export interface WatchDeps {
  /** The release directory that is served. */
  readonly dir: string;
  readonly trusted: readonly TrustedKey[];
  readonly log: Log;
  /** Milliseconds. */
  readonly now: () => number;
  /** Milliseconds between two looks at the pointer. */
  readonly everyMs: number;
}

/**
 * The release that is published in `dir`, verified and open; a newer one takes over by itself once it is whole. A release
 * that cannot be verified is logged and the open one goes on.
 */
export async function watchCatalog({ dir, trusted, log, now, everyMs }: WatchDeps): Promise<CatalogHolder & { stop(): void }> {
  let open: OpenRelease | null = null;
  let seen = "";
  const look = async () => {
    const stamp = stampOf(join(dir, "c", "channel.json"));
    if (stamp === null || stamp === seen) return;
    seen = stamp;
    const began = now();
    const found = await openReleaseDir(dir, trusted, now());
    if (!found.ok) return log.event({ event: "release-refused", reason: found.error });
    if (open !== null && found.value.view.version < open.version)
      return log.event({ event: "release-refused", reason: "its version is lower than that of the open one" });
    open = openRelease(found.value.view, found.value.manifestHash);
    log.event({ event: "release-opened", version: open.version, ms: now() - began });
  };
  await look();
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look()
      .catch((error: unknown) => log.failure(null, error))
      .finally(() => (looking = false));
  }, everyMs);
  timer.unref();
  return { current: () => open, stop: () => clearInterval(timer) };
}

/** Changes whenever the pointer is replaced; `null` while there is none. */
function stampOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.ino}-${found.mtimeMs}-${found.size}`;
}
