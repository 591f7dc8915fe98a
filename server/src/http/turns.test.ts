import { EventEmitter } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { workInTurns } from "./turns.ts";

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** A server whose answers take 1 ms each. */
function aServer() {
  let now = 0;
  const server = new EventEmitter() as Server;
  const answered: [n: number, waitedMs: number][] = [];
  const requests: (IncomingMessage & { n: number })[] = [];
  server.on("request", (request) => {
    answered.push([(request as unknown as { n: number }).n, waited(request)]);
    now += 1;
  });
  const waited = workInTurns(server, { turnMs: 10, acceptMs: 3 }, () => now);
  return {
    answered, waited,
    /** It takes 1 ms to let somebody in. */
    knock(): void {
      now += 1;
      server.emit("connection");
    },
    ask(count: number): void {
      for (let i = 0; i < count; i++) {
        const request = { n: requests.length, socket: { destroyed: false } } as unknown as IncomingMessage & { n: number };
        requests.push(request);
        server.emit("request", request, {} as ServerResponse);
      }
    },
    leave: (n: number) => void Object.assign(requests[n]?.socket ?? {}, { destroyed: true }),
  };
}

test("a crowd is worked through in its order over several turns, and each request knows how long it waited", async () => {
  const { answered, ask } = aServer();
  ask(25);
  await nextTurn();
  expect(answered).toHaveLength(10);
  ask(5);
  await nextTurn();
  await nextTurn();
  expect(answered).toEqual([...Array.from({ length: 25 }, (_, n) => [n, n]), ...Array.from({ length: 5 }, (_, n) => [25 + n, 15 + n])]);
});

test("connections that come in go before the requests that wait, but only for so long", async () => {
  const { knock, answered, ask } = aServer();
  ask(40);
  const done: number[] = [];
  for (let i = 0; i < 8; i++) {
    knock();
    await nextTurn();
    done.push(answered.length);
  }
  expect(done).toEqual([10, 10, 10, 20, 20, 20, 30, 30]);
  await nextTurn();
  await nextTurn();
  expect(answered).toHaveLength(40);
});

test("who has gone is not worked for", async () => {
  const { answered, ask, leave } = aServer();
  ask(3);
  leave(1);
  await nextTurn();
  expect(answered.map(([n]) => n)).toEqual([0, 2]);
});

test("a request that did not come through the turns has not waited", () => {
  expect(aServer().waited({} as IncomingMessage)).toBe(0);
});
