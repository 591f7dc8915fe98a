import { Agent, request } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { problem } from "@pathwayks/contracts";
import { testApp } from "../testing/app.ts";
import { listen, portFault } from "./listen.ts";
import type { Listening } from "./listen.ts";
import { shutDown } from "./shutdown.ts";

let running: Listening | undefined;
afterEach(() => running?.server.closeAllConnections());

async function started(fetch: Parameters<typeof listen>[0], over: Parameters<typeof listen>[3] = {}): Promise<Listening> {
  const listening = await listen(fetch, 0, "127.0.0.1", over);
  if (!listening.ok) throw new Error(listening.error);
  return (running = listening.value);
}

/** Everything that comes back on a raw connection until it ends. */
const talk = (port: number, send: (write: (text: string) => void) => void) =>
  new Promise<string>((resolve) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => send((text) => void socket.write(text)));
    socket.on("data", (chunk: Buffer) => (received += chunk.toString()));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(received));
  });

test("a port that is taken, or a host that is not ours, is one clear sentence", async () => {
  const { port, server } = await started(() => new Response("hello"));
  expect(await portFault(port, "127.0.0.1")).toMatch(new RegExp(`^Port ${port} is in use\\..*PORT=${port + 1} npm start\\.$`));
  const second = await listen(() => new Response(), port, "127.0.0.1");
  expect(second.ok || second.error).toContain("in use");
  expect(await portFault(port, "203.0.113.9")).toContain("HOST=203.0.113.9 is not an address of this machine");
  server.close();
});

test("a body that never ends is cut off with an answer, over a real connection", async () => {
  const { port, server } = await started(testApp().fetch);
  const chunk = "2000\r\n" + " ".repeat(0x2000) + "\r\n";
  const received = await talk(port, (write) => {
    write(
      "POST /api/v1/matching/recommendations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    for (let i = 0; i < 20; i++) write(chunk);
  });
  expect(received).toMatch(/^HTTP\/1\.1 413 /);
  expect(received.toLowerCase()).toContain("connection: close");
  server.close();
});

test("headers that are too large are refused, and the server lives on", async () => {
  const { port, server } = await started(testApp().fetch);
  const received = await talk(port, (write) =>
    write(`GET /api/v1/health HTTP/1.1\r\nHost: x\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`),
  );
  expect(received).toMatch(/^HTTP\/1\.1 431 /);
  expect((await fetch(`http://127.0.0.1:${port}/api/v1/health`)).status).toBe(200);
  server.close();
});

test("slow clients are timed out as section 9.2 says", async () => {
  const { server } = await started(() => new Response());
  expect([
    server.headersTimeout,
    server.requestTimeout,
    server.keepAliveTimeout,
    server.maxRequestsPerSocket,
    server.maxConnections,
    server.timeout,
  ]).toEqual([10_000, 30_000, 65_000, 1_000, 2_000, 12_000]);
  server.close();
});

test("a connection that asks on and on without waiting for answers is cut; one that waits may ask as often as it likes", async () => {
  let asked = 0;
  let finish: (() => void)[] = [];
  const { port, server } = await started(() => {
    asked += 1;
    return new Promise((resolve) => finish.push(() => resolve(new Response("x"))));
  });
  const one = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  const received = await talk(port, (write) => write(one.repeat(500)));
  // What stood in the queue when it was cut is not worked on any more.
  expect([received, asked]).toEqual(["", 0]);

  finish = [];
  let answers = 0;
  const patient = talk(port, (write) => write(one.repeat(10)));
  for (; answers < 10; answers++) {
    await expect.poll(() => finish.length > 0).toBe(true);
    finish.shift()?.();
  }
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let i = 0; i < 30; i++) {
    const answered = new Promise<number | undefined>((resolve) => request({ agent, port, host: "127.0.0.1" }, (response) => response.resume().on("end", () => resolve(response.statusCode))).end());
    await expect.poll(() => finish.length > 0).toBe(true);
    finish.shift()?.();
    expect(await answered).toBe(200);
  }
  agent.destroy();
  server.closeAllConnections();
  expect((await patient).match(/200 OK/g)).toHaveLength(10);
  server.close();
});

test("whoever comes while a crowd asks on and on is heard soon too", async () => {
  const { port, server } = await started(() => {
    const until = performance.now() + 2;
    while (performance.now() < until);
    return new Response("x");
  });
  const crowd = 100;
  const heard = new Set<number>();
  const began = performance.now();
  const sockets = Array.from({ length: crowd }, (_, n) => {
    const ask = () => void socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const socket = connect(port, "127.0.0.1", ask);
    return socket.on("error", () => undefined).on("data", () => (heard.add(n), ask()));
  });
  // One accepted between two rounds of all that were accepted before would make 10 s of it.
  await expect.poll(() => heard.size, { timeout: 20_000, interval: 20 }).toBe(crowd);
  expect(performance.now() - began).toBeLessThan(4_000);
  for (const socket of sockets) socket.destroy();
  server.close();
});

test("a reader that stops in the midst of an answer is cut, and takes no memory of its own for it", async () => {
  const big = new Uint8Array(8_000_000);
  const { port, server } = await started(() => new Response(big), { stalledMs: 400 });
  const before = process.memoryUsage().arrayBuffers;
  let cut = 0;
  server.on("connection", (socket) => void socket.once("close", () => (cut += 1)));
  const readers = Array.from({ length: 50 }, () => {
    const socket = connect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
    return socket.on("error", () => undefined).pause();
  });
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5 * big.byteLength);
  await expect.poll(() => cut, { timeout: 5_000 }).toBe(50);
  for (const reader of readers) reader.destroy();
  server.close();
});

test("whoever waits for an answer that takes long has time until the second look", async () => {
  const { port, server } = await started(() => new Promise(() => undefined), { stalledMs: 200 });
  const began = performance.now();
  expect(await talk(port, (write) => write("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))).toBe("");
  expect(performance.now() - began).toBeGreaterThan(350);
  server.close();
});

test("HEAD over a real connection has the length and no body", async () => {
  const { port, server } = await started(testApp().fetch);
  const received = await talk(port, (write) => write("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
  expect(received).toMatch(/content-length: 33/i);
  expect(received.endsWith("\r\n\r\n")).toBe(true);
  server.close();
});

test("a stop finishes the answers under way, closes the database last, and says so", async () => {
  let finish: (() => void) | null = null;
  const order: string[] = [];
  const { port, server } = await started(() => new Promise((resolve) => (finish = () => resolve(new Response("done")))));
  const answer = new Promise<string>((resolve) => {
    request({ port, host: "127.0.0.1" }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve(`${text} ${String(response.headers.connection)}`));
    }).end();
  });
  await expect.poll(() => finish !== null).toBe(true);
  const stopped = shutDown({
    server,
    drainMs: 10,
    stopBeingReady: () => order.push("not ready"),
    close: async () => void order.push("closed"),
  });
  setTimeout(() => {
    order.push("answered");
    finish?.();
  }, 100);
  expect(await answer).toContain("done");
  expect(await stopped).toBe(true);
  expect(order).toEqual(["not ready", "answered", "closed"]);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});

test("no catalog at all still answers in the envelope over a real connection", async () => {
  const { port, server } = await started(testApp().fetch);
  const answer = await fetch(`http://127.0.0.1:${port}/c/channel.json`);
  expect(problem.parse(await answer.json()).error.code).toBe("NOT_FOUND");
  server.close();
});
