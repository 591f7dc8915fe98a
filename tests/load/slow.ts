import { Agent } from "node:http";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { aPush, setCity } from "../../server/src/testing/entries.ts";
import { post } from "./device.ts";
import { percentile } from "./served.ts";
import type { Figure, Served } from "./served.ts";

// Clients that hold on to what they are given: each kind for itself, while one good client goes about its business.

const BAD = 1_000;
const LONGEST_MS = 45_000;
const CUT_WITHIN_MS = 35_000;
const LOGINS = 500;
/** Between two kinds of attack. */
const SETTLE_MS = 3_000;
/** Requests that a reader sends and whose answers it leaves lying: as many as one connection may have, and far more. */
const UNREAD = [10, 500] as const;

interface Bad {
  /** Sent at once. */
  readonly opening: string;
  /** Sent again and again, each `everyMs`. */
  readonly drip?: string | Buffer;
  readonly everyMs?: number;
  readonly reads: boolean;
}

/** Opens `count` bad connections and gives the longest that one of them lasted, in ms. */
async function hold(port: number, count: number, { opening, drip, everyMs = 1_000, reads }: Bad): Promise<number> {
  const one = () => new Promise<number>((resolve) => {
    const began = performance.now();
    const socket: Socket = connect(port, "127.0.0.1", () => socket.write(opening));
    if (reads) socket.resume();
    else socket.pause();
    const timer = drip === undefined ? undefined : setInterval(() => void (socket.writableNeedDrain || socket.write(drip)), everyMs);
    const limit = setTimeout(() => socket.destroy(), LONGEST_MS);
    // A paused socket does not see its end. Shortly before its time is up it looks: if it was not cut, it goes on to the limit.
    const look = reads ? undefined : setTimeout(() => socket.resume(), CUT_WITHIN_MS - 1_000);
    socket.on("error", () => undefined);
    socket.once("close", () => {
      clearInterval(timer);
      for (const each of [look, limit]) clearTimeout(each);
      resolve(performance.now() - began);
    });
  });
  return Math.max(...(await Promise.all(Array.from({ length: count }, one))));
}

/** A good client: reads and submits by turns until it is told to stop; gives its waiting times in ms. */
function goodClient({ server: { port }, people }: Served, from: number) {
  const person = people[0];
  if (person === undefined) throw new Error("nobody is signed in");
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const waits: number[] = [];
  let failed = 0, going = true;
  const working = (async () => {
    for (let n = from; going; n++) {
      const began = performance.now();
      const answer = await post(agent, port, "/api/v1/outbox", person.headers, JSON.stringify(aPush(person.userId, [setCity(n, `Town ${n}`)])));
      waits.push(performance.now() - began);
      if (answer?.status !== 200) failed += 1;
      await pause(40);
    }
  })();
  return async () => {
    going = false;
    await working;
    agent.destroy();
    return { p99: percentile(waits, 0.99), failed, count: waits.length };
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
    const lasted = await attack();
    const { p99, failed, count } = await stop();
    console.log(`  ${name}: done, ${count} requests of the good client`);
    if (lasted !== null) figures.push({ name: `${name}: the last was cut after`, value: lasted, unit: "ms", atMost: CUT_WITHIN_MS });
    figures.push({ name: `${name}: p99 of the good client`, value: p99, unit: "ms", atMost: 500 }, { name: `${name}: its failures`, value: failed, unit: `of ${count}`, atMost: 0 });
  };
  await phase(`${BAD} slow headers`, () => hold(server.port, BAD, { opening: "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", drip: "x", reads: true }));
  const cookie = `Cookie: ${served.people[1]?.headers["Cookie"] ?? ""}`;
  await phase(`${BAD} slow bodies`, () => hold(server.port, BAD, { opening: `${head(outbox, cookie, "Content-Length: 60000")}\r\n\r\n{`, drip: " ", reads: true }));
  const page = "/api/v1/programs?limit=100";
  for (const count of UNREAD)
    await phase(`${BAD} readers of nothing, ${count} requests each`, () =>
      hold(server.port, BAD, { opening: `GET ${page} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(count), reads: false }));
  await phase("20 bodies without end", () => hold(server.port, 20, { opening: `${head(outbox, cookie, "Transfer-Encoding: chunked")}\r\n\r\n`, drip: Buffer.from(chunk), everyMs: 1, reads: true }));
  const deep = "[".repeat(100_000);
  await phase("JSON 100,000 deep", () => hold(server.port, 20, { opening: `${head(outbox, cookie, `Content-Length: ${deep.length}`, "Connection: close")}\r\n\r\n${deep}`, reads: true }));
  let statuses = new Map<number, number>();
  await phase(`${LOGINS} sign-ins at once`, async () => {
    statuses = await guess(server.port, served.people[0]?.headers ?? {});
    return null;
  });
  watching = false;
  await watch;
  console.log(`  sign-ins were answered: ${[...statuses].map(([status, count]) => `${status} ${count} times`).join(", ")}`);
  figures.push({ name: "most memory", value: mostMemory / 1e6, unit: "MB", atMost: 512 });
  return figures;
}
