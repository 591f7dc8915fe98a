import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { fail, ok, type Result } from "@pathwayks/contracts";
import type { BrokenFile, BrokenKind } from "./report.ts";

/** 1 GiB of text: far above any public table, far below what would take the machine down. */
const maxBytes = 2 ** 30;

/** A text file that was read whole. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export const broken = (kind: BrokenKind, file: string, message: string): { readonly ok: false; readonly error: BrokenFile } =>
  fail({ kind, file, message: `${file}: ${message}` });

/**
 * The file `name` in a folder, gzip-compressed or not: `skills.tsv` finds `skills.tsv.gz` too. `path` may also be that file
 * itself, when its name matches or no name is asked for.
 */
export function locate(path: string, name: string): Result<string, BrokenFile> {
  if (!existsSync(path)) return broken("missing-file", basename(path), "there is no such file or folder. Check the path.");
  if (!statSync(path).isDirectory()) return ok(path);
  for (const candidate of [name, `${name}.gz`]) {
    const full = join(path, candidate);
    if (existsSync(full)) return ok(full);
  }
  return broken(
    "missing-file",
    name,
    `not found in ${path}, neither plain nor as ${name}.gz. Put it there, or name the right folder.`,
  );
}

/** Reads UTF-8 text, gunzipping what is gzip. Refuses cut-off archives, other encodings, web pages and empty files. */
export function readText(path: string): Result<TextFile, BrokenFile> {
  const name = basename(path);
  if (!existsSync(path) || statSync(path).isDirectory())
    return broken("missing-file", name, "there is no such file. Check the path.");
  const inflated = inflate(readFileSync(path), name);
  if (!inflated.ok) return inflated;
  const decoded = decode(inflated.value, name);
  if (!decoded.ok) return decoded;
  const text = decoded.value;
  if (/^\s*<(!doctype|html|head|\?xml)/i.test(text)) {
    return broken(
      "html",
      name,
      "this is a web page, not a table. A download often answers with a sign-in or error page: fetch the file again.",
    );
  }
  if (text.trim() === "") return broken("no-rows", name, "the file is empty. Fetch it again.");
  return ok({ name, text });
}

function inflate(bytes: Uint8Array, name: string): Result<Uint8Array, BrokenFile> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return name.endsWith(".gz") && bytes.length > 0 && bytes[0] !== 0x3c
      ? broken("malformed", name, "the name ends in .gz, but the content is not gzip. Fetch it again, or take .gz off the name.")
      : ok(bytes);
  }
  try {
    return ok(gunzipSync(bytes, { maxOutputLength: maxBytes }));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ERR_BUFFER_TOO_LARGE")
      return broken("too-large", name, "it unpacks to more than 1 GiB. Split it, or check that it is the right file.");
    const why = code === "Z_BUF_ERROR" ? "the gzip file is cut off" : "the gzip file is damaged";
    return broken("truncated", name, `${why}. Fetch it again and compare the size with the publisher's.`);
  }
}

function decode(bytes: Uint8Array, name: string): Result<string, BrokenFile> {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return broken("not-utf8", name, "the file is UTF-16. Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”).");
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    return broken(
      "malformed",
      name,
      "this is a zip archive or a spreadsheet workbook, not text. Unpack it, or save the sheet as “CSV UTF-8”.",
    );
  }
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return broken(
      "not-utf8",
      name,
      "the file is not valid UTF-8 (often Windows-1252). Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”).",
    );
  }
}
