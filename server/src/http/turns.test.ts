import { EventEmitter } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { workInTurns } from "./turns.ts";

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/** A server whose answers take 1 ms each. */
function aServer(crowd = 0) {
  let now = 0;
  const server = new EventEmitter() as Server;
  const answered: [n: number, waitedMs: number][] = [];
  const requests: (IncomingMessage & { n: number })[] = [];
  server.on("request", (request) => {
    answered.push([(request as unknown as { n: number }).n, waited(request)]);
    now += 1;
  });
  const waited = workInTurns(server, { turnMs: 10, acceptTurns: 2, crowd }, () => now);
  return {
    answered, waited,
    knock: () => void server.emit("connection"),
    ask(count: number, url = "/"): void {
      for (let i = 0; i < count; i++) {
        const request = { n: requests.length, url, socket: { destroyed: false } } as unknown as IncomingMessage & { n: number };
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

test("connections that come in go before the requests that wait, but only so many turns in a row", async () => {
  const { knock, answered, ask } = aServer();
  ask(40);
  const done: number[] = [];
  for (let i = 0; i < 8; i++) {
    knock();
    await nextTurn();
    done.push(answered.length);
  }
  expect(done).toEqual([0, 0, 10, 10, 10, 20, 20, 20]);
  await nextTurn();
  await nextTurn();
  expect(answered).toHaveLength(40);
});

test("neither a decision nor a sign-in stands behind a crowd that asks for something else", async () => {
  const { answered, ask } = aServer();
  ask(25);
  ask(25, "/api/v1/users/login");
  ask(2, "/api/v1/outbox");
  await nextTurn();
  expect(answered.map(([n]) => n).slice(0, 8)).toEqual([25, 50, 0, 26, 51, 1, 27, 2]);
});

test("where few stand in a lane, none of them has waited in a crowd", async () => {
  const { answered, ask } = aServer(3);
  ask(6);
  await nextTurn();
  expect(answered.map(([, waitedMs]) => waitedMs)).toEqual([0, 1, 2, 0, 0, 0]);
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
