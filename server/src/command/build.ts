import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeRelease } from "@pathwayks/catalog/build";
import { instant } from "@pathwayks/contracts";
import { makeRelease, POINTER_DAYS } from "../releases/make.ts";
import type { Made } from "../releases/make.ts";
import { loadPrevious } from "../releases/previous.ts";
import { ensureKeys } from "../setup/keys.ts";
import { done, refused, usage } from "./command.ts";
import type { Command } from "./command.ts";
import { dataDirOf } from "./data-dir.ts";
import { kilobytes } from "./words.ts";

export const buildCommand: Command = {
  name: "catalog build",
  usage: "--from DIR --out DIR [--prev DIR] [--at INSTANT] [--days N]",
  summary: "Makes a signed release of a directory of rows. The same rows give the same bytes.",
  help: `  --from DIR      rows: programs.ndjson, jobs.ndjson and the others
  --out DIR       where the release goes; its files can be put on any web server
  --prev DIR      the release that it follows, such as data/releases; that in --out where it is left out
  --at INSTANT    when it was made, such as 2026-11-23T08:00:00Z; now where it is left out
  --days N        days until devices say "may be old", 1 to 365; ${POINTER_DAYS} where it is left out

Rows that do not fit are left out and named. It is signed with the keys in DATA_DIR/keys, which are made if missing.`,
  options: {
    from: { type: "string" },
    out: { type: "string" },
    prev: { type: "string" },
    at: { type: "string" },
    days: { type: "string" },
  },
  positionals: 0,
  run(call) {
    const [from, out] = [call.option("from"), call.option("out")];
    if (from === undefined || out === undefined) return usage("Say what from and where to: --from DIR --out DIR.");
    const at = instant.safeParse(call.option("at") ?? new Date(call.io.now()).toISOString());
    if (!at.success || Number.isNaN(Date.parse(at.data))) return usage("--at must be an instant such as 2026-11-23T08:00:00Z.");
    const days = Number(call.option("days") ?? POINTER_DAYS);
    if (!Number.isInteger(days) || days < 1 || days > 365) return usage("--days must be a whole number from 1 to 365.");
    if (!existsSync(join(call.path(from), "programs.ndjson")))
      return refused(`${call.path(from)} holds no rows: programs.ndjson is missing.`);

    const before = call.path(call.option("prev") ?? out);
    const prev = loadPrevious(before);
    if (!prev.ok) return refused(`${before} cannot be used: ${prev.error}.`);
    if (prev.value === null && call.option("prev") !== undefined) return refused(`${before} cannot be used: there is no release in it.`);
    const keys = ensureKeys(dataDirOf(call), call.progress);
    if (!keys.ok) return refused(keys.error);
    call.progress("Validating, linking, compiling …");
    const made = makeRelease({
      from: call.path(from),
      prev: prev.value?.release ?? null,
      signing: keys.value.signing,
      now: Date.parse(at.data),
      days,
    });
    call.progress("Compressing and writing …");
    writeRelease(call.path(out), made.release, made.pointer);
    return done(inJson(made), inWords(made, call.path(out)));
  },
};

const totals = ({ release: { manifest } }: Made) =>
  Object.fromEntries(
    [...new Set(manifest.chunks.map(({ kind }) => kind))].map((kind) => {
      const chunks = manifest.chunks.filter((chunk) => chunk.kind === kind);
      const sum = (key: "count" | "size" | "gzip") => chunks.reduce((total, chunk) => total + chunk[key], 0);
      return [kind, { chunks: chunks.length, rows: sum("count"), bytes: sum("size"), gzip: sum("gzip") }];
    }),
  );

const inJson = (made: Made) => ({
  version: made.release.manifest.version,
  manifestHash: made.release.manifestHash,
  createdAt: made.release.manifest.createdAt,
  kinds: totals(made),
  rejects: made.rejects,
});

function inWords(made: Made, out: string): string {
  const kinds = Object.entries(totals(made)).map(
    ([kind, { chunks, rows, gzip }]) =>
      `  ${kind.padEnd(12)} ${String(rows).padStart(7)} rows in ${String(chunks).padStart(3)} files, ${kilobytes(gzip)} to download`,
  );
  const rejects = made.rejects
    .slice(0, 10)
    .map(
      (r) =>
        `  ${r.kind}.ndjson line ${r.line}${r.id === null ? "" : ` (${r.id})`}: ${r.field === "" ? "" : `${r.field}: `}${r.reason}`,
    );
  return [
    `Release ${made.release.manifest.version} of ${made.release.manifest.createdAt} is in ${out}.`,
    ...kinds,
    ...(made.rejects.length === 0
      ? []
      : [
          `${made.rejects.length} faults in rows that were left out${made.rejects.length > 10 ? ", the first ten" : ""}:`,
          ...rejects,
        ]),
  ].join("\n");
}
