import { randomBytes } from "node:crypto";
import type { Hono } from "hono";
import { createApp } from "../app.ts";
import type { AppDeps } from "../app.ts";
import type { AppEnv } from "../http/context.ts";
import type { ReadyFile } from "../http/file-answer.ts";
import { createLog } from "../http/log.ts";
import { passwordHasher } from "../people/passwords/hasher.ts";
import { memoryVault } from "./storage.ts";

// Stand-ins for what lies outside the app, for tests. Time stands still and ids count up.

export const NOON = Date.UTC(2026, 10, 23, 18);

/** A log whose lines can be read. */
export function readableLog(): { readonly log: AppDeps["log"]; readonly lines: () => string } {
  const lines: string[] = [];
  return { log: createLog("info", { write: (line: string) => void lines.push(line) }), lines: () => lines.join("") };
}

export function file(text: string, contentType = "text/plain; charset=utf-8"): ReadyFile {
  const bytes = new Uint8Array(Buffer.from(text));
  return { contentType, hash: Buffer.from(text).toString("hex").padEnd(64, "0").slice(0, 64), encodings: [], bytes: () => bytes };
}

/** An empty database and its vault, for every app of a test file that brings none. */
const shared = await memoryVault(() => NOON);

export function testApp(over: Partial<AppDeps> = {}): Hono<AppEnv> {
  let id = 0;
  return createApp({
    now: () => NOON,
    newId: () => `test${String(++id).padStart(8, "0")}`,
    random: () => 0.5,
    randomBytes,
    pushPublicKey: "test",
    log: createLog("silent"),
    ...shared,
    publicOrigin: "http://localhost",
    passwords: passwordHasher({ secrets: shared.secrets, randomBytes, atOnce: 4, cost: { memory: 64, passes: 1, lanes: 1 } }),
    providers: [],
    pause: () => Promise.resolve(),
    trustedProxies: 0,
    catalog: { current: () => null },
    releaseFiles: { pointer: () => Promise.resolve(null), byHash: () => Promise.resolve(null) },
    appFiles: {
      current: new Map([["/index.html", file("<!doctype html><title>app</title>", "text/html; charset=utf-8")]]),
      previous: new Map(),
    },
    load: { delays: () => [] },
    killSwitch: () => false,
    accepting: () => true,
    version: "0.0.0",
    ...over,
  });
}
