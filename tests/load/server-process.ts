import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

// The real server in a process of its own, which can be killed at any moment.

export interface ServerPlace {
  /** Holds `server/starter` with the rows of the catalog. */
  readonly root: string;
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What the process is started with, instead of Node alone. */
  readonly under?: readonly string[];
}

/** What the server says of itself since it was last asked. */
export interface LoadReport {
  /** Milliseconds. */
  readonly loopDelayP99: number;
  readonly rssBytes: number;
  /** Open now. */
  readonly connections: number;
  /** Milliseconds of processor time since the process began. */
  readonly cpuMs: number;
}

export interface ServerProcess {
  readonly port: number;
  readonly pid: number;
  /** Milliseconds from the start of the process until it answered. */
  readonly startedAfter: number;
  report(): Promise<LoadReport>;
  /** Sends a signal and waits for the end; gives the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const child = join(import.meta.dirname, "child.ts");
const compiled = join(import.meta.dirname, "../../scripts/compiled.mjs");

export async function startServerProcess({ root, dataDir, env = {}, under = [] }: ServerPlace): Promise<ServerProcess> {
  const [program = process.execPath, ...args] = [...under, process.execPath, compiled, child, root];
  const began = performance.now();
  const running = spawn(program, args, {
    env: { ...process.env, DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: process.env["LOG_LEVEL"] ?? "silent", DRAIN_MS: "0", SUBMISSIONS_PER_DAY: "999999999", ...env },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const ended = once(running, "exit") as Promise<[number | null]>;
  if (running.stdout === null) throw new Error("the server cannot be heard");
  for await (const line of createInterface({ input: running.stdout })) {
    const port = /^ready (\d+)$/.exec(line)?.[1];
    if (line.startsWith("refused ")) throw new Error(line);
    if (port === undefined) continue;
    running.stdout.resume();
    return {
      port: Number(port),
      pid: running.pid ?? 0,
      startedAfter: performance.now() - began,
      report: async () => {
        const answer = once(running, "message") as Promise<[LoadReport]>;
        running.send("report");
        return (await answer)[0];
      },
      end: async (signal) => {
        // A tracer keeps signals to itself; without its parent the server ends by itself.
        if (under.length > 0) running.disconnect();
        else running.kill(signal);
        return (await ended)[0];
      },
    };
  }
  throw new Error("the server did not start");
}
