import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { once } from "node:events";
import { join } from "node:path";

// The real server, started the way `npm start` starts it, on a free port of this machine and with data of its own.

export const root = join(import.meta.dirname, "../..");

/** One data folder for all end-to-end tests of a run: keys, release and app are made once, every start after it is a second start. */
export const sharedData = join(root, "tests/.tmp/data");

export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port could be had");
  return address.port;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** Milliseconds from the start of the process until it was ready. */
  readonly readyAfter: number;
  /** Everything it has printed. */
  output(): string;
  /** Ends it the way a power cut would. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  readonly dataDir?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly within?: number;
}

const ready = (url: string): Promise<boolean> => fetch(`${url}/api/v1/ready`).then((answer) => answer.ok, () => false);

export async function startServer({ dataDir = sharedData, port, env = {}, within = 240_000 }: ServerOptions = {}): Promise<RunningServer> {
  const at = port ?? (await freePort());
  const url = `http://localhost:${at}`;
  const began = performance.now();
  const child: ChildProcess = spawn(process.execPath, ["scripts/compiled.mjs", "scripts/start.ts"], {
    cwd: root,
    env: { ...process.env, PORT: String(at), DATA_DIR: dataDir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const ended = once(child, "exit");
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await ended;
    }
  };
  while (!(await ready(url))) {
    if (child.exitCode !== null || performance.now() - began > within) {
      await kill();
      throw new Error(`the server did not become ready:\n${printed.slice(-4000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, port: at, dataDir, readyAfter: performance.now() - began, output: () => printed, kill };
}
