import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { generateKeys, trustedKeys } from "@pathwayks/catalog/build";
import type { SigningKey } from "@pathwayks/catalog/build";
import { fail, ok } from "@pathwayks/contracts";
import type { Result, TrustedKey } from "@pathwayks/contracts";
import { makeWhole, writeWhole } from "../durable-files.ts";

// DATA_DIR/keys: `current.json` signs releases, `next.json` waits for the day when that one is lost, and an app build trusts
// both from the start. `trusted.json` holds the public halves, for app builds and for those who verify.

const signingKey = z.object({ keyId: z.string(), ed25519: z.string(), es256: z.string() });
const trustedKey = z.object({ keyId: z.string(), alg: z.enum(["Ed25519", "ES256"]), key: z.string() });

export interface Keys {
  readonly signing: SigningKey;
  readonly trusted: readonly TrustedKey[];
}

/** Reads the keys of a server, and makes those that are missing. The error is a sentence. */
export function ensureKeys(dataDir: string, say: (line: string) => void): Result<Keys, string> {
  const folder = join(dataDir, "keys");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = !existsSync(join(folder, "current.json"));
  if (fresh) say("Making the keys that sign the catalog …");
  const both = ["current", "next"].map((name) => oneKey(join(folder, `${name}.json`)));
  const [current, next] = both;
  if (!current?.ok || !next?.ok)
    return fail(
      `A key in ${folder} cannot be read. Put the backup of that folder back; with new keys no device would take the catalog any more.`,
    );
  const trusted = [...trustedKeys(current.value), ...trustedKeys(next.value)];
  const [file, text] = [join(folder, "trusted.json"), `${JSON.stringify(trusted)}\n`];
  // Only where it changes: writing waits for the disk.
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeWhole(file, text);
  return ok({ signing: current.value, trusted });
}

function oneKey(path: string): Result<SigningKey, null> {
  makeWhole(path, () => `${JSON.stringify(generateKeys(`pk-${randomBytes(6).toString("hex")}`).signing)}\n`, 0o600);
  chmodSync(path, 0o600);
  try {
    const key = signingKey.parse(JSON.parse(readFileSync(path, "utf8")));
    trustedKeys(key);
    return ok(key);
  } catch {
    // Not JSON, not our shape, or not a key: one answer to all of them.
    return fail(null);
  }
}

/** The public keys in a file such as `keys/trusted.json`; the error is a sentence. */
export function readTrusted(path: string): Result<readonly TrustedKey[], string> {
  if (!existsSync(path))
    return fail(`${path} is not there: without public keys nothing can be verified. Give them with --keys FILE.`);
  try {
    return ok(
      z
        .array(trustedKey)
        .min(1)
        .parse(JSON.parse(readFileSync(path, "utf8"))),
    );
  } catch {
    return fail(`${path} does not hold public keys.`);
  }
}
