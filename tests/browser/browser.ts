import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "vite";
import { ensureChromium } from "../../scripts/chromium.ts";

export { chromiumFlags } from "../../scripts/chromium.ts";

const found = await ensureChromium();
if (!found.ok) throw new Error(found.error);
export const executablePath = found.value;

/** One script with everything that `entry` imports, as text. */
export async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false, logLevel: "error", publicDir: false,
    build: { write: false, minify: false, target: "es2023", lib: { entry, formats: ["es"], fileName: "page" } },
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
  });
  const output = Array.isArray(built) ? built[0]! : built;
  if (!("output" in output)) throw new Error("the bundler went into watch mode");
  const chunk = output.output.find((part) => part.type === "chunk");
  if (!chunk) throw new Error(`${entry} gave no script`);
  return chunk.code;
}

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an empty page with `script` at a free port of this machine; IndexedDB needs an origin. */
export async function site(script: string, handle?: Parameters<typeof createServer>[1]): Promise<Site> {
  const server: Server = createServer((request, response) => {
    if (request.url === "/page.js") response.setHeader("content-type", "text/javascript").end(script);
    else if (request.url === "/") response.setHeader("content-type", "text/html").end('<!doctype html><title>test</title><script type="module" src="/page.js"></script>');
    else if (handle) handle(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/** Runs named checks one after the other; the last line says how many held. */
export class Tally {
  #passed = 0;
  #failed = 0;
  readonly #only: RegExp | undefined;

  /** `only`: the checks whose name it matches. */
  constructor(only?: RegExp) {
    this.#only = only;
  }

  async check(name: string, body: () => Promise<void>): Promise<void> {
    if (this.#only && !this.#only.test(name)) return;
    const began = performance.now();
    try {
      await body();
      this.#passed++;
      console.log(`  ok    ${name} (${Math.round(performance.now() - began)} ms)`);
    } catch (error) {
      this.#failed++;
      console.log(`  FAIL  ${name}\n        ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Prints the verdict and sets the exit code. */
  finish(): void {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    if (this.#failed > 0 || this.#passed === 0) process.exitCode = 1;
  }
}

export function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`expected ${b}, got ${a}`);
}
