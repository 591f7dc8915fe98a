import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import webpush from "web-push";
import { z } from "zod";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { makeWhole } from "../../durable-files.ts";

const vapidKeys = z.strictObject({ publicKey: z.string().regex(/^[A-Za-z0-9_-]{87}$/), privateKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

/** The keys by which push services know this server (VAPID, RFC 8292). */
export type VapidKeys = z.infer<typeof vapidKeys>;

/** Reads `keys/vapid.json` of the data folder, and makes it on the first start. With other keys every subscription is lost. */
export function loadVapidKeys(dataDir: string): Result<VapidKeys, string> {
  const path = join(dataDir, "keys", "vapid.json");
  mkdirSync(join(dataDir, "keys"), { recursive: true, mode: 0o700 });
  makeWhole(path, () => `${JSON.stringify(webpush.generateVAPIDKeys())}\n`, 0o600);
  try {
    return ok(vapidKeys.parse(JSON.parse(readFileSync(path, "utf8"))));
  } catch {
    return fail(`${path} is damaged. Put its backup back, or delete it: devices then have to allow notifications again.`);
  }
}
