import type { IncomingMessage, RequestListener, Server } from "node:http";

export interface TurnLimits {
  /** Milliseconds of work on requests in one turn of the event loop. */
  readonly turnMs: number;
  /** Milliseconds between two such turns in which connections that come in go first. */
  readonly acceptMs: number;
}

/**
 * Works through requests in the order in which they came, a few milliseconds a turn of the event loop. A turn accepts one
 * connection only (libuv since 1.45), however many wait: where it also answered a whole crowd, whoever came next would not
 * even be told to come later. To be called once the server's listener of requests is there. Gives the milliseconds for which
 * a request has waited since its head was read; 0 for one that did not come through here.
 */
export function workInTurns(server: Server, { turnMs, acceptMs }: TurnLimits, clock = () => performance.now()): (request: IncomingMessage) => number {
  const came = new WeakMap<IncomingMessage, number>();
  const waiting: Parameters<RequestListener>[] = [];
  const answer = server.listeners("request") as RequestListener[];
  let knocked = false, scheduled = false, workedAt = -Infinity;

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turn);
  };
  const turn = (): void => {
    scheduled = false;
    // More may be knocking where one came in.
    if (knocked && clock() - workedAt < acceptMs) {
      knocked = false;
      return schedule();
    }
    const until = clock() + turnMs;
    for (let next = waiting.shift(); next !== undefined; next = clock() < until ? waiting.shift() : undefined)
      // Who has gone by now needs no answer.
      if (!next[0].socket.destroyed) for (const listener of answer) listener.call(server, ...next);
    workedAt = clock();
    if (waiting.length > 0) schedule();
  };
  server.on("connection", () => (knocked = true));
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    came.set(request, clock());
    waiting.push([request, response]);
    schedule();
  });
  return (request) => clock() - (came.get(request) ?? clock());
}
