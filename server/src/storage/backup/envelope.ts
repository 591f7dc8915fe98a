import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream, openSync, closeSync, readSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { Transform } from "node:stream";
import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { toDisk } from "../../durable-files.ts";

// A backup is one file: a line of JSON that anybody may read, then the IV, the compressed and encrypted content, and the tag
// of AES-256-GCM, which covers the line too.

const IV_BYTES = 12;
const TAG_BYTES = 16;
const LONGEST_HEADER = 1_000;

export const backupHeader = z.strictObject({
  backup: z.literal("pathwayks"),
  format: z.literal(1),
  /** `sqlite`: a database file; `rows`: every row of every table as JSON lines; `keys`: the people's keys as rows. */
  what: z.enum(["sqlite", "rows", "keys"]),
  /** UTC. */
  at: z.string(),
  /** Which life of the database it is from. */
  epoch: z.string(),
});
export type BackupHeader = z.infer<typeof backupHeader>;

/** Writes a backup whole or not at all: it has its name only once every byte of it is on the disk. */
export async function writeBackup(path: string, header: BackupHeader, content: Readable, key: Buffer): Promise<void> {
  const line = Buffer.from(`${JSON.stringify(header)}\n`, "utf8");
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(line);
  const sealed = new Transform({
    transform: (chunk: Buffer, _, next) => next(null, cipher.update(chunk)),
    flush(next) {
      this.push(cipher.final());
      this.push(cipher.getAuthTag());
      next();
    },
  });
  const part = `${path}.part`;
  const file = createWriteStream(part, { mode: 0o600 });
  try {
    file.write(line);
    file.write(iv);
    await pipeline(content, createGzip({ level: 4 }), sealed, file);
    toDisk(part);
    renameSync(part, path);
    toDisk(dirname(path));
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

interface Opened {
  readonly header: BackupHeader;
  readonly line: Buffer;
}

/** What the first line says; nothing vouches for it before the whole was read. */
export function readHeader(path: string): Result<Opened, string> {
  const start = Buffer.alloc(LONGEST_HEADER);
  const handle = openSync(path, "r");
  const read = readSync(handle, start, 0, LONGEST_HEADER, 0);
  closeSync(handle);
  const end = start.subarray(0, read).indexOf("\n");
  const line = start.subarray(0, end + 1);
  try {
    return ok({ header: backupHeader.parse(JSON.parse(line.toString("utf8"))), line });
  } catch {
    return fail(`${path} is no backup of this program, or its beginning is damaged.`);
  }
}

/**
 * Reads a backup into what `into` opens. What was written there counts only when this resolves with `ok`: the tag, which proves every
 * byte, stands at the end.
 */
export async function readBackup(path: string, key: Buffer, into: () => Writable): Promise<Result<BackupHeader, string>> {
  const opened = readHeader(path);
  if (!opened.ok) return opened;
  const { header, line } = opened.value;
  const size = statSync(path).size;
  const end = size - TAG_BYTES;
  if (end <= line.length + IV_BYTES) return fail(`${path} is cut off.`);
  const decipher = createDecipheriv("aes-256-gcm", key, bytesOf(path, line.length, IV_BYTES));
  decipher.setAAD(line);
  decipher.setAuthTag(bytesOf(path, end, TAG_BYTES));
  try {
    await pipeline(createReadStream(path, { start: line.length + IV_BYTES, end: end - 1 }), decipher, createGunzip(), into());
    return ok(header);
  } catch (error) {
    if (isOfDisk(error)) throw error;
    return fail(`${path} is damaged, or was made with another server secret.`);
  }
}

const isOfDisk = (error: unknown): boolean => error instanceof Error && "code" in error && /^(ENOSPC|EIO|EACCES|ENOENT)$/.test(String(error.code));

function bytesOf(path: string, from: number, count: number): Buffer {
  const bytes = Buffer.alloc(count);
  const handle = openSync(path, "r");
  readSync(handle, bytes, 0, count, from);
  closeSync(handle);
  return bytes;
}
