import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { importers } from "../import/index.ts";
import type { ImportReport } from "../import/index.ts";
import { recordsAt } from "./data-dir.ts";
import { done, refused, usage } from "./command.ts";
import type { Command } from "./command.ts";

const kinds = Object.keys(importers);

export const importCommand: Command = {
  name: "catalog import",
  usage: "KIND PATH --into DIR",
  summary: "Reads public data into a directory of rows; what is wrong goes into a reject file, with the reason.",
  help: `KIND is one of\n${kinds.map((kind) => `  ${kind.padEnd(18)} ${importers[kind]?.summary ?? ""}`).join("\n")}\n\n  --into DIR   the directory of rows; made where it is missing`,
  options: { into: { type: "string" } },
  positionals: 2,
  async run(call) {
    const [kind = "", given = ""] = call.positionals;
    const into = call.option("into");
    const importer = Object.hasOwn(importers, kind) ? importers[kind] : undefined;
    if (importer === undefined) return usage(`There is no kind "${kind}". Kinds: ${kinds.join(", ")}.`);
    if (into === undefined) return usage("Say where the rows go: --into DIR.");
    const path = call.path(given);
    if (!existsSync(path)) return refused(`${path} is not there.`);
    const result = importer.run(path, call.path(into), ({ phase, done: n, total }) =>
      call.progress(`${phase}: ${n}${total === null ? "" : ` of ${total}`}`),
    );
    if (!result.ok) return refused(`${result.error.file}: ${result.error.message} Nothing was changed.`);
    const { accepted, rejected } = result.value;
    const at = new Date(call.io.now()).toISOString();
    await recordsAt(call, (records) =>
      records.recordImport({ kind, pathHash: createHash("sha256").update(path).digest("hex"), accepted, rejected, at }),
    );
    return done(result.value, inWords(result.value, call.path(into)));
  },
};

function inWords(report: ImportReport, into: string): string {
  const reasons = Object.entries(report.reasons)
    .slice(0, 10)
    .map(([reason, count]) => `  ${String(count).padStart(7)}  ${reason}`);
  return [
    `${report.kind}: ${report.accepted} rows taken, ${report.rejected} left out.`,
    ...Object.entries(report.tables).map(
      ([table, rows]) => `  ${String(rows).padStart(7)}  ${table} in ${join(into, `${table}.ndjson`)}`,
    ),
    ...(report.rejectFile === null ? [] : [`Left out, and why: ${report.rejectFile}`, ...reasons]),
    ...report.notes.map((note) => `Note: ${note}`),
  ].join("\n");
}
