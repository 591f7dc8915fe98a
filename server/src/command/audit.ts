import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { readAnchor, signAnchor } from "../ledger/anchor.ts";
import { headOf, verifyChain } from "../ledger/verify.ts";
import type { Anchor, ChainFault } from "../ledger/verify.ts";
import { ensureKeys, readTrusted } from "../setup/keys.ts";
import { done, refused } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { dataDirOf, withStorage } from "./data-dir.ts";

const place = "  DATA_DIR or DATABASE_URL say which server's.";

export const auditVerifyCommand: Command = {
  name: "audit verify",
  usage: "[--anchors FILE] [--keys FILE]",
  summary: "Checks the whole record of changes: no row altered, missing, moved or added.",
  help: `${place}\n\n  --anchors FILE   heads that were kept elsewhere, one a line: also finds rows cut off at the end\n  --keys FILE      the public keys that signed them; DATA_DIR/keys/trusted.json where it is left out`,
  options: { anchors: { type: "string" }, keys: { type: "string" } },
  positionals: 0,
  async run(call) {
    const anchors = readAnchors(call);
    if (!anchors.ok) return refused(anchors.error);
    return withStorage(call, async ({ main }) => {
      const { fault, seq, hash } = await verifyChain(main, anchors.value);
      if (fault !== null) return refused(`The record of changes was altered: ${inWords[fault.kind]} ${fault.seq}. The ${seq} rows before it hold.`);
      return done({ rows: seq, hash, anchors: anchors.value.length }, `All ${seq} rows of the record of changes hold, and ${anchors.value.length} heads kept elsewhere agree.\nHead: ${hash}`);
    });
  },
};

export const auditHeadCommand: Command = {
  name: "audit head",
  usage: "",
  summary: "Prints the newest hash of the record of changes, signed, to be kept on another machine.",
  help: `${place} Append the line to a file elsewhere, once a day; \`audit verify --anchors\` reads it.`,
  options: {},
  positionals: 0,
  run: (call) =>
    withStorage(call, async ({ main, records }) => {
      const keys = ensureKeys(dataDirOf(call), call.progress);
      if (!keys.ok) return refused(keys.error);
      const line = signAnchor(await headOf(main), keys.value.signing, await records.epoch(), new Date(call.io.now()).toISOString());
      return done(JSON.parse(line), line);
    }),
};

const inWords: Readonly<Record<ChainFault["kind"], string>> = {
  gap: "a row is missing or out of order at number",
  changed: "what stands there is not what was written at number",
  head: "the head does not belong to the last row, number",
  anchor: "rows that a head kept elsewhere has seen are gone or replaced at number",
};

function readAnchors(call: Call): Result<readonly Anchor[], string> {
  const file = call.option("anchors");
  if (file === undefined) return ok([]);
  const path = call.path(file);
  if (!existsSync(path)) return fail(`${path} is not there.`);
  const trusted = readTrusted(call.path(call.option("keys") ?? join(dataDirOf(call), "keys", "trusted.json")));
  if (!trusted.ok) return trusted;
  const lines = readFileSync(path, "utf8").split("\n").filter((line) => line.trim() !== "");
  const anchors: Anchor[] = [];
  for (const [i, line] of lines.entries()) {
    const read = readAnchor(line, trusted.value);
    if (!read.ok) return fail(`Line ${i + 1} of ${path} ${read.error}.`);
    anchors.push(read.value);
  }
  return ok(anchors);
}
