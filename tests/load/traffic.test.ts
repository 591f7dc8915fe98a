import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { TestPerson } from "../../server/src/testing/people.ts";
import { drive } from "./traffic.ts";
import type { Traffic, TrafficOptions } from "./traffic.ts";

// Whether the generator sees what goes wrong with a server: what it overlooked would be taken for a bar that is held.

let running: Server | undefined;
afterEach(() => {
  running?.closeAllConnections();
  running?.close();
});

const people = [{ userId: "00000000-0000-4000-8000-000000000001", headers: { "Content-Type": "application/json" } }] as unknown as readonly TestPerson[];
const good = (request: IncomingMessage, response: ServerResponse): void =>
  void response.setHeader("Content-Type", "application/json").end(request.method === "POST" ? '{"epoch":"1","results":[]}' : "{}");
/** Every `nth` request goes to `fault`. Gives the traffic, and how often the fault happened. */
async function driven(nth: number, fault: typeof good, over: Partial<TrafficOptions> = {}): Promise<{ traffic: Traffic; faults: number; asked: number }> {
  let asked = 0, faults = 0;
  const server = (running = createServer((request, response) => {
    asked += 1;
    if (asked % nth !== 0) return good(request, response);
    faults += 1;
    fault(request, response);
  }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  const traffic = await drive({ port, people, programIds: ["p"], mix: "heavy", connections: 10, seconds: 1, from: 0, ...over });
  return { traffic, faults, asked };
}

test("a server that answers well, also past the number of requests after which a connection is left, has nothing against it", async () => {
  const { traffic, asked } = await driven(Infinity, good, { connections: 1, seconds: 3 });
  expect(asked).toBeGreaterThan(1_000);
  expect([...traffic.kinds]).toEqual([]);
});

test.each([
  { what: "a connection that is reset", fault: (request: IncomingMessage) => void request.socket.resetAndDestroy(), kind: /^ECONNRESET at read, a request under way, on a (reused|new) connection$/ },
  { what: "a connection that is ended in peace without an answer", fault: (request: IncomingMessage) => void request.socket.end(), kind: /^ended without an answer, a request under way, on a (reused|new) connection$/ },
  { what: "a refusal that does not say when to come again", fault: (_: IncomingMessage, response: ServerResponse) => void response.writeHead(503).end(), kind: /^status 503 without Retry-After$/ },
  { what: "a failure", fault: (_: IncomingMessage, response: ServerResponse) => void response.writeHead(500).end(), kind: /^status 500$/ },
])("one in a hundred is counted: $what", async ({ fault, kind }) => {
  const { traffic, faults } = await driven(100, fault);
  expect(faults).toBeGreaterThan(3);
  for (const name of traffic.kinds.keys()) expect(name).toMatch(kind);
  // One may still be on its way to the generator when its time is over.
  expect(faults - traffic.wrong).toBeLessThanOrEqual(1);
  expect(traffic.wrong).toBeLessThanOrEqual(faults);
});

test("an answer that does not come is counted once its time is over", async () => {
  const { traffic } = await driven(5, () => undefined, { connections: 5, seconds: 3, patience: 1 });
  expect([...traffic.kinds.keys()].every((kind) => kind.startsWith("no answer in 1 s, a request under way"))).toBe(true);
  expect(traffic.wrong).toBeGreaterThanOrEqual(5);
});

test("a refusal that says when to come again is one, and nothing else", async () => {
  const { traffic, faults } = await driven(10, (_, response) => void response.writeHead(503, { "Retry-After": "5" }).end());
  expect(traffic.wrong).toBe(0);
  expect(faults - traffic.shed).toBeLessThanOrEqual(10);
  expect(traffic.shed).toBeGreaterThan(0);
});
