import { join } from "node:path";
import { verifyRelease } from "@pathwayks/catalog/build";
import { errorInWords } from "../releases/directory.ts";
import { rowCounts } from "../releases/gates.ts";
import { readTrusted } from "../setup/keys.ts";
import { done, refused } from "./command.ts";
import type { Command } from "./command.ts";
import { dataDirOf } from "./data-dir.ts";

export const verifyCommand: Command = {
  name: "catalog verify",
  usage: "DIR [--keys FILE]",
  summary: "Checks a release as a device would: signature, every hash, layout, and that it opens.",
  help: "  --keys FILE   the public keys to trust; DATA_DIR/keys/trusted.json where it is left out",
  options: { keys: { type: "string" } },
  positionals: 1,
  async run(call) {
    const dir = call.path(call.positionals[0] ?? "");
    const given = call.option("keys");
    const trusted = readTrusted(given === undefined ? join(dataDirOf(call), "keys", "trusted.json") : call.path(given));
    if (!trusted.ok) return refused(trusted.error);
    call.progress("Checking every file …");
    const verified = await verifyRelease(dir, trusted.value, new Date(call.io.now()).toISOString());
    if (!verified.ok) return refused(`${dir} is refused: ${errorInWords(verified.error)}.`);
    const { view, manifest, expired } = verified.value;
    const counts = rowCounts(view);
    return done(
      { version: manifest.version, createdAt: manifest.createdAt, expired, ...counts },
      `Release ${manifest.version} of ${manifest.createdAt} is whole and genuine: ${counts.programs} programs, ${counts.jobs} open jobs, ${counts.occupations} occupations, ${counts.partners} partners.${expired ? "\nIts pointer has run out: devices use it and say that it may be old. Publish a newer one." : ""}`,
    );
  },
};
