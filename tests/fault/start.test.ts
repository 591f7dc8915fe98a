import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { readyAnswer } from "../../server/src/api/service.ts";
import { openReleaseDir } from "../../server/src/releases/directory.ts";
import { sampleRows, writeRows } from "../../server/src/testing/catalog.ts";
import { readTrusted } from "../../server/src/setup/keys.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "pathwayks-start-"));
  writeRows(join(root, "server/starter"), sampleRows);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const KILLS = Number(process.env["KILLS"] ?? 20);

/** A child server, and what it says. `limit`: a shell command that takes something away from it before it begins. */
function start(dataDir: string, { port = 0, limit = ":" }: { port?: number; limit?: string } = {}) {
  const child = spawn(
    "sh",
    ["-c", `${limit}; exec "$@"`, "sh", process.execPath, ...["../../scripts/compiled.mjs", "../../server/src/testing/start-child.ts"].map((path) => join(import.meta.dirname, path)), root],
    {
      env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: "silent", DRAIN_MS: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const said = async (): Promise<string> => {
    const line = await lines.next();
    return line.done === true ? "" : line.value;
  };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ended = once(child, "exit");
    child.kill(signal);
    return ((await ended) as [number | null])[0];
  };
  return { said, end };
}

/** Starts, waits until it answers, and checks that everything there is whole. */
async function comesUpWhole(dataDir: string): Promise<z.infer<typeof readyAnswer> & { readonly ms: number }> {
  const server = start(dataDir);
  expect(await server.said()).toBe("begin");
  const began = performance.now();
  const ready = await server.said();
  const ms = performance.now() - began;
  expect(ready).toMatch(/^ready \d+$/);
  const answer = await fetch(`http://127.0.0.1:${ready.slice(6)}/api/v1/ready`);
  const body = readyAnswer.parse(await answer.json());
  expect((await fetch(`http://127.0.0.1:${ready.slice(6)}/`)).status).toBe(200);
  expect(await server.end("SIGTERM")).toBe(0);
  const trusted = readTrusted(join(dataDir, "keys/trusted.json"));
  const release = await openReleaseDir(join(dataDir, "releases"), trusted.ok ? trusted.value : [], Date.now());
  expect(release.ok).toBe(true);
  expect(readdirSync(join(dataDir, "app")).filter((name) => name.startsWith("."))).toEqual([]);
  return { ...body, ms };
}

test(
  "a start that is killed at any moment is finished by the next one",
  async () => {
    const whole = await comesUpWhole(join(root, "untouched"));
    let interrupted = 0;
    const moments: number[] = [];
    for (let i = 0; i < KILLS; i++) {
      const dataDir = join(root, `killed-${i}`);
      const server = start(dataDir);
      await server.said();
      const moment = Math.random() * whole.ms;
      moments.push(Math.round(moment));
      await new Promise((resolve) => setTimeout(resolve, moment));
      await server.end("SIGKILL");
      interrupted += 1;
      expect((await comesUpWhole(dataDir)).catalogVersion).toBeGreaterThanOrEqual(1);
    }
    console.log(`killed ${interrupted} times, after ms: ${moments.join(", ")}`);
    expect(interrupted).toBe(KILLS);
  },
  60_000 + KILLS * 60_000,
);

test("a start that may write no byte leaves no file that the next one takes for a damaged one", async () => {
  const dataDir = join(root, "no-byte");
  const server = start(dataDir, { limit: "ulimit -f 0" });
  expect(await server.said()).toBe("begin");
  expect(await server.said()).toMatch(/^refused The data folder .* has no room left/);
  expect(readdirSync(dataDir)).not.toContain("server-secret");
  await comesUpWhole(dataDir);
}, 60_000);

test("a second start changes nothing: keys, epoch, release and build stay", async () => {
  const dataDir = join(root, "untouched");
  const state = () =>
    ["keys/current.json", "keys/next.json", "releases/c/channel.json", "app/builds.json", "rows/jobs.ndjson"].map((path) =>
      readFileSync(join(dataDir, path), "utf8"),
    );
  const before = state();
  const { epoch } = await comesUpWhole(dataDir);
  expect((await comesUpWhole(dataDir)).epoch).toBe(epoch);
  expect(state()).toEqual(before);
  expect(statSync(join(dataDir, "keys/current.json")).mode & 0o777).toBe(0o600);
}, 120_000);

test("a port that is taken and a spoilt key are one sentence each, before anything is changed", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", () => resolve()));
  const taken = start(join(root, "never"), { port: (other.address() as AddressInfo).port });
  await taken.said();
  expect(await taken.said()).toMatch(/^refused Port \d+ is in use/);
  other.close();
  expect(readdirSync(root)).not.toContain("never");

  const dataDir = join(root, "untouched");
  writeFileSync(join(dataDir, "keys/current.json"), "{}");
  const spoilt = start(dataDir);
  await spoilt.said();
  expect(await spoilt.said()).toMatch(/^refused A key in .* cannot be read/);
}, 120_000);
