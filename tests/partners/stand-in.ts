import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

// The ground that stand-ins for partners share: a small HTTP server that answers what is asked for, keeps what it was sent,
// and does not pass over a request that it does not know.

/** What goes wrong with the next requests, one each, in their order. */
export type Fault =
  /** The connection breaks before anything was read. */
  | "cut-before"
  /** Takes the request, and never says so. */
  | "silent-after"
  /** Takes the request, and the connection breaks. */
  | "cut-after"
  /** Takes the request, and then fails. */
  | "fail-after"
  /** Takes the request, and answers with a page for people. */
  | "html-after"
  | "fail-before"
  | "busy"
  | "not-let-in"
  | "refuse";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: Readonly<Record<string, unknown>>;
}
export interface Said {
  readonly status: number;
  readonly body?: unknown;
}

export interface StandIn {
  readonly url: string;
  readonly secret: string;
  /** Faults that the next changing requests meet. */
  readonly faults: Fault[];
  /** Requests that nobody knows, and those without the secret. Empty, or something is wrong. */
  readonly unexpected: string[];
  /** Changing requests that arrived, whatever became of them. */
  readonly arrived: () => number;
  stop(): Promise<void>;
}

const SILENCE_MS = 60_000;

/** Starts a stand-in on a free port (or `port`). `answer` gives `null` for what it does not know. */
export async function startStandIn(secret: string, answer: (asked: Asked) => Said | null, port = 0): Promise<StandIn> {
  const faults: Fault[] = [];
  const unexpected: string[] = [];
  let arrived = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://stand-in");
    const method = request.method ?? "";
    const changes = method !== "GET";
    if (changes) arrived += 1;
    const fault = changes ? faults.shift() : undefined;
    if (request.headers.authorization !== `Bearer ${secret}` || fault === "not-let-in") {
      if (fault === undefined) unexpected.push(`${method} ${pathname}: without the secret`);
      return say(response, { status: 401, body: { error: "who are you" } });
    }
    const early = fault === undefined ? null : before[fault];
    if (early === "cut") return void request.socket.destroy();
    if (early !== undefined && early !== null) return say(response, early);
    const said = answer({ method, path: pathname, query: searchParams, headers: request.headers, body: text === "" ? {} : (JSON.parse(text) as Asked["body"]) });
    if (said === null) {
      unexpected.push(`${method} ${pathname}`);
      return say(response, { status: 501, body: { error: "this stand-in knows no such request" } });
    }
    if (fault === "silent-after") return void setTimeout(() => request.socket.destroy(), SILENCE_MS).unref();
    if (fault === "cut-after") return void request.socket.destroy();
    if (fault === "fail-after") return say(response, { status: 500, body: { error: "sorry" } });
    if (fault === "html-after") return void response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>Thank you</title>");
    say(response, said);
  }

  const server = createServer((request, response) => void handle(request, response).catch(() => request.socket.destroy()));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a stand-in has no port");
  return {
    url: `http://127.0.0.1:${address.port}`, secret, faults, unexpected, arrived: () => arrived,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const before: Partial<Record<Fault, Said | "cut">> = {
  "cut-before": "cut",
  "fail-before": { status: 502, body: { error: "bad gateway" } },
  busy: { status: 429, body: { error: "later" } },
  refuse: { status: 422, body: { error: "this opening is closed" } },
};

function say(response: ServerResponse, { status, body }: Said): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(body === undefined ? "" : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
