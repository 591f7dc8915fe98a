import { diffReleases } from "@pathwayks/catalog/build";
import type { ReleaseDiff } from "@pathwayks/catalog/build";
import { regions } from "@pathwayks/contracts";
import { loadDir } from "./catalog-dir.ts";
import { done, usage } from "./command.ts";
import type { Command } from "./command.ts";
import { kilobytes } from "./words.ts";

export const diffCommand: Command = {
  name: "catalog diff",
  usage: "OLD NEW [--region REGION]",
  summary: "Says what a device that has OLD downloads to get NEW, in bytes, by kind and by region.",
  help: `  --region REGION   only for devices of this region (with statewide and online): ${regions.join(", ")}`,
  options: { region: { type: "string" } },
  positionals: 2,
  run(call) {
    const region = call.option("region");
    if (region !== undefined && !(regions as readonly string[]).includes(region))
      return usage(`There is no region "${region}". Regions: ${regions.join(", ")}.`);
    const [old, next] = [0, 1].map((i) => loadDir(call.path(call.positionals[i] ?? "")));
    if (!old?.ok) return old ?? usage("Something is missing.");
    if (!next?.ok) return next ?? usage("Something is missing.");
    const diff = (held?: readonly string[]) => diffReleases(old.value, next.value, held);
    const whole = region === undefined ? diff() : diff([region, "statewide", "online"]);
    const byRegion = Object.fromEntries(
      (region === undefined ? regions : []).map((one) => [one, diff([one, "statewide", "online"]).bytes]),
    );
    const versions = { from: old.value.manifest.version, to: next.value.manifest.version };
    return done({ ...versions, ...whole, byRegion }, inWords(versions, whole, byRegion));
  },
};

function inWords(
  { from, to }: { from: number; to: number },
  diff: ReleaseDiff,
  byRegion: Readonly<Record<string, number>>,
): string {
  const kinds = Object.entries(diff.byKind).map(
    ([kind, { chunks, bytes }]) => `  ${kind.padEnd(12)} ${kilobytes(bytes).padStart(8)} in ${chunks} files`,
  );
  const areas = Object.entries(byRegion).map(([region, bytes]) => `  ${region.padEnd(12)} ${kilobytes(bytes).padStart(8)}`);
  return [
    `From release ${from} to ${to} a device downloads ${kilobytes(diff.bytes)} (${diff.bytes} bytes); all of release ${to} is ${kilobytes(diff.wholeBytes)}.`,
    ...kinds,
    `  ${"manifest".padEnd(12)} ${kilobytes(diff.manifestBytes).padStart(8)}`,
    ...(areas.length === 0 ? [] : ["By the region that a device holds:", ...areas]),
  ].join("\n");
}
