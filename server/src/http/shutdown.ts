import type { Server } from "node:http";

export interface ShutdownSteps {
  readonly server: Server;
  /** Makes `/api/v1/ready` say no. */
  readonly stopBeingReady: () => void;
  /** After the last answer: close the database. */
  readonly close: () => Promise<void>;
  readonly drainMs: number;
}

const LONGEST_DRAIN_MS = 20_000;
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Section 9.3 of the reliability page. Resolves with whether every answer could be finished. */
export async function shutDown({ server, stopBeingReady, close, drainMs }: ShutdownSteps): Promise<boolean> {
  stopBeingReady();
  await pause(drainMs);
  const closed = new Promise<true>((resolve) => void server.close(() => resolve(true)));
  // Answers still under way end their connection, else an idle keep-alive would hold the server for a minute.
  server.prependListener("request", (_request, response) => void response.setHeader("Connection", "close"));
  server.closeIdleConnections();
  const sweep = setInterval(() => server.closeIdleConnections(), 1_000);
  const clean = await Promise.race([closed, pause(LONGEST_DRAIN_MS).then(() => false)]);
  clearInterval(sweep);
  if (!clean) server.closeAllConnections();
  await close();
  return clean;
}
