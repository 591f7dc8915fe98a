import { writeFileSync } from "node:fs";
import { Agent } from "node:http";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { aPush, setCity } from "../../server/src/testing/entries.ts";
import { post } from "./device.ts";
import { percentile } from "./served.ts";
import type { Figure, Served } from "./served.ts";
import type { ServerProcess } from "./server-process.ts";

// Clients that hold on to what they are given: each kind for itself, while one good client goes about its business.

const BAD = 1_000;
const LONGEST_MS = 45_000;
const CUT_WITHIN_MS = 35_000;
const LOGINS = 500;
/** Between two kinds of attack. */
const SETTLE_MS = 3_000;
const AT_ONCE = 20;
/** A reader of nothing asks for a file of this size, ten times: far more than the system's own buffers take in. */
const FILE_BYTES = 2_000_000;
const FILE_HASH = "f".repeat(64);

interface Bad {
  /** Sent at once. */
  readonly opening: string;
  /** Sent again and again, each `everyMs`. */
  readonly drip?: string | Buffer;
  readonly everyMs?: number;
  readonly reads: boolean;
  /** Between two connections. */
  readonly apartMs?: number;
}

/** Opens `count` bad connections, and gives how long the last of them lasted on the server's side, in ms. */
async function hold(server: ServerProcess, count: number, { opening, drip, everyMs = 1_000, reads, apartMs = 1 }: Bad): Promise<number> {
  const before = (await server.report()).connections;
  const began = performance.now();
  const sockets: Socket[] = [];
  const openOne = () => {
    const socket: Socket = connect(server.port, "127.0.0.1", () => socket.write(opening));
    const timer = drip === undefined ? undefined : setInterval(() => void (socket.writableNeedDrain || socket.write(drip)), everyMs);
    sockets.push((reads ? socket.resume() : socket.pause()).on("error", () => undefined).once("close", () => clearInterval(timer)));
  };
  // Not all in one moment: whoever is turned away at once holds nothing.
  for (let i = 0; i < count; i++) {
    openOne();
    if (i % AT_ONCE === AT_ONCE - 1) await pause(AT_ONCE * apartMs);
  }
  // Whoever reads nothing does not see the end: the server is asked what it still holds.
  for (let open = count, opened = false; (!opened || open > 0) && performance.now() - began < LONGEST_MS; await pause(250)) {
    opened ||= sockets.every(({ connecting }) => !connecting);
    open = (await server.report()).connections - before;
  }
  const lasted = performance.now() - began;
  for (const socket of sockets) socket.destroy();
  return lasted;
}

/** A good client: reads and submits by turns until it is told to stop; gives its waiting times in ms. */
function goodClient({ server: { port }, people }: Served, from: number) {
  const person = people[0];
  if (person === undefined) throw new Error("nobody is signed in");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const waits: number[] = [];
  const failures: string[] = [];
  let going = true;
  const working = (async () => {
    for (let n = from; going; n++) {
      const began = performance.now();
      const answer = await post(agent, port, "/api/v1/outbox", person.headers, JSON.stringify(aPush(person.userId, [setCity(n, `Town ${n}`)])));
      waits.push(performance.now() - began);
      if (answer?.status !== 200) failures.push(answer === null ? "no answer" : String(answer.status));
      await pause(40);
    }
  })();
  return async () => {
    going = false;
    await working;
    agent.destroy();
    return { p99: percentile(waits, 0.99), failures, count: waits.length };
  };
}

const head = (path: string, ...more: string[]) => ["POST " + path + " HTTP/1.1", "Host: localhost", "Content-Type: application/json", "Sec-Fetch-Site: same-origin", "X-PK: 1", ...more].join("\r\n");
const outbox = "/api/v1/outbox";
const chunk = `4000\r\n${" ".repeat(0x4000)}\r\n`;

/** 500 tries to sign in at the same time, none of them right. Gives how many were answered with what. */
async function guess(port: number, headers: Readonly<Record<string, string>>): Promise<Map<number, number>> {
  const agent = new Agent({ maxSockets: LOGINS });
  const statuses = new Map<number, number>();
  await Promise.all(Array.from({ length: LOGINS }, async (_, i) => {
    const { "Content-Type": type = "", "Sec-Fetch-Site": site = "", "X-PK": intent = "" } = headers;
    const answer = await post(agent, port, "/api/v1/users/login", { "Content-Type": type, "Sec-Fetch-Site": site, "X-PK": intent }, JSON.stringify({ email: `nobody.${i}@example.org`, password: "correct horse battery" }));
    statuses.set(answer?.status ?? 0, (statuses.get(answer?.status ?? 0) ?? 0) + 1);
  }));
  agent.destroy();
  return statuses;
}

/** `only`: the kinds of attack whose name holds this word. */
export async function besiege(served: Served, only = ""): Promise<Figure[]> {
  const { server } = served;
  let mostMemory = 0, watching = true;
  const watch = (async () => {
    for (; watching; await pause(500)) mostMemory = Math.max(mostMemory, (await server.report()).rssBytes);
  })();
  const figures: Figure[] = [];
  let from = 900_000_000;
  const phase = async (name: string, attack: () => Promise<number | null>) => {
    if (!name.includes(only)) return;
    await pause(SETTLE_MS);
    const stop = goodClient(served, (from += 1_000_000));
    // Its connection stands before those of the attack are counted.
    await pause(500);
    const lasted = await attack();
    const { p99, failures, count } = await stop();
    console.log(`  ${name}: done, ${count} requests of the good client${failures.length === 0 ? "" : `, failed: ${failures.join(", ")}`}`);
    if (lasted !== null) figures.push({ name: `${name}: the last was cut after`, value: lasted, unit: "ms", atMost: CUT_WITHIN_MS });
    figures.push({ name: `${name}: p99 of the good client`, value: p99, unit: "ms", atMost: 500 }, { name: `${name}: its failures`, value: failures.length, unit: `of ${count}`, atMost: 0 });
  };
  await phase(`${BAD} slow headers`, () => hold(server, BAD, { opening: "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", drip: "x", reads: true }));
  const cookie = `Cookie: ${served.people[1]?.headers["Cookie"] ?? ""}`;
  await phase(`${BAD} slow bodies`, () => hold(server, BAD, { opening: `${head(outbox, cookie, "Content-Length: 60000")}\r\n\r\n{`, drip: " ", reads: true }));
  writeFileSync(join(served.place.dataDir, "releases/c/b", FILE_HASH), Buffer.alloc(FILE_BYTES, 1));
  const unread = (path: string, times: number) => () => hold(server, BAD, { opening: `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(times), reads: false, apartMs: 4 });
  await phase(`${BAD} readers of nothing`, unread(`/c/b/${FILE_HASH}`, 10));
  await phase(`${BAD} that ask 100 times at once and read nothing`, unread("/api/v1/programs?limit=100", 100));
  await phase("20 bodies without end", () => hold(server, 20, { opening: `${head(outbox, cookie, "Transfer-Encoding: chunked")}\r\n\r\n`, drip: Buffer.from(chunk), everyMs: 1, reads: true }));
  const deep = "[".repeat(100_000);
  await phase("JSON 100,000 deep", () => hold(server, 20, { opening: `${head(outbox, cookie, `Content-Length: ${deep.length}`, "Connection: close")}\r\n\r\n${deep}`, reads: true }));
  let statuses = new Map<number, number>();
  await phase(`${LOGINS} sign-ins at once`, async () => {
    statuses = await guess(server.port, served.people[0]?.headers ?? {});
    return null;
  });
  watching = false;
  await watch;
  if (statuses.size > 0) console.log(`  sign-ins were answered: ${[...statuses].map(([status, count]) => `${status} ${count} times`).join(", ")}`);
  figures.push({ name: "most memory", value: mostMemory / 1e6, unit: "MB", atMost: 512 });
  return figures;
}
