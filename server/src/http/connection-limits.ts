import type { RequestListener, Server } from "node:http";
import type { Socket } from "node:net";

export interface ConnectionLimits {
  /** Requests that may wait for their answers at a time. Browsers and proxies send one after another. */
  readonly mostUnanswered: number;
  /** Milliseconds after which a connection is ended whose other end takes nothing of an answer; one that waits for us has twice as long. */
  readonly stalledMs: number;
}

/**
 * Cuts connections that hold on to what they were given: that go on asking without reading, or stop reading. What the
 * system's own buffers have taken in is out of sight here; a connection with no more than that is idle, and ends as such.
 * To be called once the server's listener of requests is there.
 */
export function limitConnections(server: Server, { mostUnanswered, stalledMs }: ConnectionLimits): void {
  const unanswered = new WeakMap<Socket, number>();
  const answer = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const { socket } = request;
    const waiting = (unanswered.get(socket) ?? 0) + 1;
    unanswered.set(socket, waiting);
    if (waiting > mostUnanswered) return void socket.destroy();
    response.once("close", () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    for (const listener of answer) listener.call(server, request, response);
  });

  // Node looks whether anything moved, also within a long write, where it needs a second look to be sure.
  server.timeout = stalledMs;
  const waitedOnce = new WeakSet<Socket>();
  server.on("timeout", (socket) => {
    const waitsForUs = (unanswered.get(socket) ?? 0) > 0 && socket.writableLength === 0;
    if (!waitsForUs || waitedOnce.has(socket)) return void socket.destroy();
    waitedOnce.add(socket);
    socket.setTimeout(stalledMs);
  });
}
