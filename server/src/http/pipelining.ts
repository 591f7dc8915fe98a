import type { RequestListener, Server } from "node:http";
import type { Socket } from "node:net";

/** Requests of one connection that may wait for their answers at a time. Browsers and proxies send one after another. */
const MOST_UNANSWERED = 10;

/**
 * Cuts connections that go on asking without reading what they were answered: their answers would all be made and kept for
 * them. To be called once the server's listener of requests is there.
 */
export function limitPipelining(server: Server, most = MOST_UNANSWERED): void {
  const unanswered = new WeakMap<Socket, number>();
  const answer = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const { socket } = request;
    const waiting = (unanswered.get(socket) ?? 0) + 1;
    unanswered.set(socket, waiting);
    if (waiting > most) return void socket.destroy();
    response.once("close", () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    for (const listener of answer) listener.call(server, request, response);
  });
}
