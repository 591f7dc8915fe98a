import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { makeWhole } from "../durable-files.ts";

/** What a derived key is for: no two uses share one. */
type Use = "wrap-subject-keys" | "email-hash" | "password-pepper" | "rate-limit" | "audit-values" | "identity-hash" | "endpoint-hash" | "refresh-successor" | "ticket-detail" | "backup";

/** Keys of the server itself, all derived from one secret that is in no database. */
export interface Secrets {
  key(use: Use): Buffer;
  /** HMAC-SHA-256 of `text`, base64url: finds and compares what is not stored. */
  hash(use: Use, text: string): string;
}

export function secretsFrom(master: Buffer): Secrets {
  const keys = new Map<Use, Buffer>();
  const key = (use: Use): Buffer => {
    const known = keys.get(use);
    if (known) return known;
    const made = Buffer.from(hkdfSync("sha256", master, Buffer.alloc(0), `pathwayks:${use}`, 32));
    keys.set(use, made);
    return made;
  };
  return { key, hash: (use, text) => createHmac("sha256", key(use)).update(text, "utf8").digest("base64url") };
}

const LENGTH = 32;

/**
 * The server's secret: `SERVER_SECRET` (64 hex digits), which several servers on one database must share, else a file of
 * the data folder that only this user can read, made on the first start. Without it nothing sealed can be opened again.
 */
export function loadSecrets(dataDir: string, given: string | null): Result<Secrets, string> {
  if (given !== null) return ok(secretsFrom(Buffer.from(given, "hex")));
  const path = join(dataDir, "server-secret");
  makeWhole(path, () => `${randomBytes(LENGTH).toString("hex")}\n`, 0o600);
  const text = readFileSync(path, "utf8").trim();
  if (!/^[0-9a-f]{64}$/.test(text)) return fail(`${path} is damaged: it must hold 64 hex digits. Put it back from where you keep it safe; without it what people stored cannot be read.`);
  return ok(secretsFrom(Buffer.from(text, "hex")));
}
