import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fail, ok } from "@pathwayks/contracts";
import type { Result, TrustedKey } from "@pathwayks/contracts";
import { parseEnvironment, startServer } from "@pathwayks/server";

// From a clone to a running server: app, keys, database, catalog, address. Says in plain words what it is doing.

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const say = (line: string) => void process.stderr.write(`${line}\n`);

function giveUp(sentence: string, code: number): never {
  say(`\n${sentence}`);
  process.exit(code);
}

/** The build runs in a process of its own, which ends with this one, so that its memory does not stay with the server. */
function buildApp(trusted: readonly TrustedKey[], out: string): Promise<Result<null, string>> {
  return new Promise((resolve) => {
    const child = fork(join(root, "node_modules/vite/bin/vite.js"), ["build", "apps/seeker", "--outDir", out, "--emptyOutDir"], {
      cwd: root,
      execArgv: ["--import", new URL("exit-with-parent.mjs", import.meta.url).href],
      env: { ...process.env, PATHWAYKS_TRUSTED_KEYS: JSON.stringify(trusted), NODE_ENV: "production" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", (error) => resolve(fail(error.message)));
    child.once("close", (code) => resolve(code === 0 ? ok(null) : fail(output.trim().split("\n").slice(-25).join("\n"))));
  });
}

/** Resolves when it answers. `scripts/compiled.mjs` calls it. */
export async function main(): Promise<void> {
  const environment = parseEnvironment(process.env);
  if (!environment.ok) giveUp(environment.error, 2);
  const began = performance.now();
  const running = await startServer(environment.value, { root, say, version, buildApp, onTerminal: process.stdout.isTTY === true });
  if (!running.ok) giveUp(running.error, 1);

  const { port } = running.value;
  const { host } = environment.value;
  const address = ["127.0.0.1", "0.0.0.0", "::", "::1"].includes(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;
  say(`
  PathwayKS is ready (${((performance.now() - began) / 1000).toFixed(1)} s)

    The app     http://${address}:${port}/
    The API     http://${address}:${port}/api/v1/docs
    Its data    ${environment.value.dataDir}

  Stop it with Ctrl+C.
`);
  // For a parent that started this as a child with a channel (npm run dev, tests).
  process.send?.({ port });

  let stopping = false;
  function stop(drainMs: number): void {
    // A second request means: now.
    if (stopping) process.exit(1);
    stopping = true;
    if (!running.ok) return;
    void running.value.stop(drainMs).then((clean) => process.exit(clean ? 0 : 1));
  }
  process.on("SIGTERM", () => stop(environment.ok ? environment.value.drainMs : 0));
  // Ctrl+C comes from a person, who waits; there is no balancer to tell.
  process.on("SIGINT", () => stop(0));
}
