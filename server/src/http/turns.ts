import type { IncomingMessage, RequestListener, Server } from "node:http";

export interface TurnLimits {
  /** Milliseconds of work on requests in one turn of the event loop. */
  readonly turnMs: number;
  /** Turns between two such ones in which connections that come in go first. A time would be used up by the commits in between. */
  readonly acceptTurns: number;
  /** Requests in a lane below which the wait of one tells nothing: it stood behind others' work, and refusing it would spare none. */
  readonly crowd: number;
}

/** So that nobody's decision stands behind a crowd that signs in, nor that behind a crowd that asks for files. */
const laneOf = (url: string): number => (/^\/api\/v1\/(outbox|changes)\b/.test(url) ? 2 : url.startsWith("/api/") ? 1 : 0);

/**
 * Works through requests in the order in which they came in each lane, and the lanes by turns, a few milliseconds a turn of
 * the event loop. A turn accepts one connection only (libuv since 1.45), however many wait: where it also answered a whole
 * crowd, whoever came next would not even be told to come later. To be called once the server's listener of requests is
 * there. Gives the milliseconds for which a request has waited in a crowd since its head was read; 0 for one that did not
 * come through here.
 */
export function workInTurns(server: Server, { turnMs, acceptTurns, crowd }: TurnLimits, clock = () => performance.now()): (request: IncomingMessage) => number {
  const came = new WeakMap<IncomingMessage, number>();
  const lanes: readonly Parameters<RequestListener>[][] = [[], [], []];
  let served = 0;
  const nextOne = (): Parameters<RequestListener> | undefined => {
    for (let i = 0; i < lanes.length; i++) {
      served = (served + 1) % lanes.length;
      const lane = lanes[served] ?? [];
      const next = lane.shift();
      if (next === undefined) continue;
      if (lane.length < crowd) came.delete(next[0]);
      return next;
    }
    return undefined;
  };
  const answer = server.listeners("request") as RequestListener[];
  let knocked = false, scheduled = false, letIn = 0;

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(turn);
  };
  const turn = (): void => {
    scheduled = false;
    // More may be knocking where one came in.
    if (knocked && letIn < acceptTurns) {
      knocked = false;
      letIn += 1;
      return schedule();
    }
    void work();
  };
  const work = async (): Promise<void> => {
    const until = clock() + turnMs;
    for (let next = nextOne(); next !== undefined; next = clock() < until ? nextOne() : undefined) {
      // Who has gone by now needs no answer.
      if (!next[0].socket.destroyed) for (const listener of answer) listener.call(server, ...next);
      // What can be answered at once is, before the next one begins; else a whole turn of them would count as being at work.
      await null;
    }
    letIn = 0;
    if (lanes.some((lane) => lane.length > 0)) schedule();
  };
  server.on("connection", () => (knocked = true));
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    came.set(request, clock());
    lanes[laneOf(request.url ?? "")]?.push([request, response]);
    schedule();
  });
  return (request) => clock() - (came.get(request) ?? clock());
}
