import { rmSync } from "node:fs";
import { join } from "node:path";
import { fail, ok } from "@pathwayks/contracts";
import type { Result, TrustedKey } from "@pathwayks/contracts";
import { forgetTheRest, keepBuild, readBuildState } from "../app-files/builds.ts";
import { appSources, fingerprintOf } from "./fingerprint.ts";

export interface AppStepDeps {
  /** The checkout. */
  readonly root: string;
  readonly dataDir: string;
  readonly say: (line: string) => void;
  /** Builds the app that trusts these keys into an empty folder of its own; the error is what the build said. */
  readonly buildApp: (trusted: readonly TrustedKey[], out: string) => Promise<Result<null, string>>;
}

/**
 * Makes sure that DATA_DIR holds a build of the app as it is in the checkout, for the keys of this server. Changes nothing
 * when it does.
 */
export async function ensureApp(deps: AppStepDeps, trusted: readonly TrustedKey[]): Promise<Result<null, string>> {
  const appDir = join(deps.dataDir, "app");
  const fingerprint = fingerprintOf(deps.root, appSources, JSON.stringify(trusted));
  if (readBuildState(appDir)?.fingerprint === fingerprint) {
    forgetTheRest(appDir);
    return ok(null);
  }
  deps.say("Building the app (about half a minute) …");
  const out = join(appDir, ".build");
  rmSync(out, { recursive: true, force: true });
  const built = await deps.buildApp(trusted, out);
  if (!built.ok) return fail(`The app could not be built. What the build said:\n${built.error}`);
  deps.say("Compressing its files …");
  await keepBuild(out, appDir, fingerprint);
  return ok(null);
}
