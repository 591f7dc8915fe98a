import type { CatalogView } from "@pathwayks/catalog";
import type { Release } from "@pathwayks/catalog/build";
import { loadRelease, openLoaded } from "../releases/directory.ts";
import { refused, usage } from "./command.ts";
import type { Call, CommandFault } from "./command.ts";

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CommandFault };

/** The release in a directory that was named on the command line, checked by its hashes. */
export function loadDir(dir: string): Read<Release> {
  const release = loadRelease(dir);
  return release.ok ? release : refused(`${dir} cannot be used: ${release.error}.`);
}

/** The catalog that `--catalog` names, open. */
export function openCatalogDir(call: Call): Read<CatalogView> {
  const given = call.option("catalog");
  if (given === undefined) return usage("Say which catalog: --catalog DIR.");
  const dir = call.path(given);
  const release = loadDir(dir);
  if (!release.ok) return release;
  const view = openLoaded(release.value);
  return view.ok ? view : refused(`${dir} cannot be used: ${view.error}.`);
}
