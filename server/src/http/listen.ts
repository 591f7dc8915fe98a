import { createServer } from "node:net";
import type { IncomingMessage, Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import type { Bindings } from "./context.ts";
import { limitConnections } from "./connection-limits.ts";
import type { ConnectionLimits } from "./connection-limits.ts";
import { workInTurns } from "./turns.ts";
import type { TurnLimits } from "./turns.ts";

/** Section 9.2 of the reliability page. Node looks for connections that are too slow every second, not every 30. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 8_192,
};
const MAX_CONNECTIONS = 2_000;
/** Connections that may wait to be accepted: a crowd that comes at once is told to come later, not left knocking. */
const BACKLOG = 2_048;
const MAX_REQUESTS_PER_SOCKET = 1_000;
const connections: ConnectionLimits = { mostUnanswered: 10, stalledMs: 12_000 };
/** A lane of a hundred is through in less than a crowd may wait; behind it, one slow moment of the disk is no flood. */
const turns: TurnLimits = { turnMs: 25, acceptTurns: 32, crowd: 100 };

export interface Listening {
  readonly server: Server;
  /** The real one, also where 0 was asked for. */
  readonly port: number;
}

/** Listens, or says in one sentence why it cannot. */
export function listen(
  fetch: (request: Request, bindings: Bindings) => Response | Promise<Response>,
  port: number,
  host: string,
  over: Partial<ConnectionLimits> = {},
): Promise<Result<Listening, string>> {
  return new Promise((resolve) => {
    // Only plain HTTP/1.1 is asked for; the type also knows HTTP/2.
    const server = createAdaptorServer({
      fetch: (request, env) => fetch(request, { incoming: env.incoming as IncomingMessage, waitedMs: waitedMs(env.incoming as IncomingMessage) }),
      hostname: host, serverOptions: limits,
    }) as Server;
    const waitedMs = workInTurns(server, turns);
    server.maxConnections = MAX_CONNECTIONS;
    server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
    limitConnections(server, { ...connections, ...over });
    server.once("error", (error: NodeJS.ErrnoException) => resolve(fail(whyNot(error.code, port, host))));
    server.listen({ port, host, backlog: BACKLOG }, () => {
      const address = server.address();
      resolve(ok({ server, port: typeof address === "object" && address !== null ? address.port : port }));
    });
  });
}

/** Whether the port can be had, before any long work is done for nothing. `null`: yes; else one sentence. */
export function portFault(port: number, host: string): Promise<string | null> {
  if (port === 0) return Promise.resolve(null);
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(whyNot(error.code, port, host)));
    probe.listen({ port, host }, () => probe.close(() => resolve(null)));
  });
}

function whyNot(code: string | undefined, port: number, host: string): string {
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} is in use. Stop the program that holds it, or choose another one: PORT=${port + 1} npm start.`;
    case "EACCES":
      return `This user may not listen on port ${port}. Choose one above 1023: PORT=8787 npm start.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `HOST=${host} is not an address of this machine. Leave it out, or use 0.0.0.0 for all addresses.`;
    default:
      return `The server could not listen on ${host}, port ${port} (${code ?? "unknown reason"}).`;
  }
}
