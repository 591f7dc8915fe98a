import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makePeople, renewSessions } from "../load/accounts.ts";
import { Device } from "../load/device.ts";
import type { Program } from "../load/device.ts";
import { startServerProcess } from "../load/server-process.ts";
import type { ServerProcess } from "../load/server-process.ts";
import { openLedger } from "./acked.ts";
import type { Chance } from "../simulation/chance.ts";

// Bar 4: servers are killed in the midst of real pushes, started again, and asked for everything that they said they had.

export interface KillOptions {
  /** An empty folder. */
  readonly folder: string;
  readonly kills: number;
  /** Goes on killing beyond `kills` until so many entries are acknowledged. */
  readonly leastAcks?: number;
  /** `null`: one server on SQLite; else two on this PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly chance: Chance;
  readonly say?: (line: string) => void;
}

export interface KillFigures {
  readonly kills: number;
  readonly acked: number;
  /** Pushes that a kill cut off and that were sent again; entries of them that had been taken all the same. */
  readonly sentAgain: number;
  readonly replayed: number;
  readonly lost: number;
  readonly doubled: number;
  readonly contradicted: number;
  readonly damaged: number;
  readonly brokenChains: number;
  readonly slowestStartMs: number;
}

const DEVICES = 12;
/** The checkout: what is killed and started is what `npm start` runs, with its catalog. */
const root = join(import.meta.dirname, "../..");
const SERVER_SECRET = "5".repeat(64);
const RENEW_EVERY_MS = 5 * 60_000;
/** A server lives until so many more entries are acknowledged, and a moment longer: slow machines are killed at work too. */
const SOME_ACKS = { least: 40, most: 600 } as const;
const LONGEST_LIFE_MS = 30_000;
const MOMENT_MS = 30;
const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

export async function killUnderLoad(options: KillOptions): Promise<KillFigures> {
  const { folder, kills, leastAcks = 0, databaseUrl, chance, say = () => undefined } = options;
  const places = (databaseUrl === null ? ["a"] : ["a", "b"]).map((name) => ({
    root, dataDir: join(folder, name), env: { SERVER_SECRET, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) },
  }));
  const accounts = { dataDir: join(folder, "a"), databaseUrl, serverSecret: SERVER_SECRET };
  mkdirSync(accounts.dataDir, { recursive: true });
  const people = await makePeople(accounts, DEVICES);
  let renewedAt = performance.now();
  const running: ServerProcess[] = [];
  for (const place of places) running.push(await startServerProcess(place));
  const program = await someProgram(running[0]?.port ?? 0);
  const devices = people.map((person, i) => new Device(person, i, program));
  const ledger = await openLedger(accounts);
  const figures = { kills: 0, damaged: 0, brokenChains: 0, slowestStartMs: 0, lost: 0 };

  let busy = true;
  const port = () => running[chance.int(running.length)]?.port ?? 0;
  const working = devices.map(async (device) => {
    // A device that cannot reach its server waits a little and tries again, perhaps at the other one.
    while (busy) if (!(await device.push(port(), 1 + chance.int(6)))) await pause(20);
  });
  const ackedSoFar = () => devices.reduce((sum, { acked }) => sum + acked.size, 0);
  while (figures.kills < kills || ackedSoFar() < leastAcks) {
    const enough = ackedSoFar() + chance.between(SOME_ACKS.least, SOME_ACKS.most);
    const until = performance.now() + LONGEST_LIFE_MS;
    while (ackedSoFar() < enough && performance.now() < until) await pause(5);
    await pause(chance.between(0, MOMENT_MS));
    const victim = chance.int(running.length);
    await running[victim]?.end("SIGKILL");
    figures.kills += 1;
    const again = await startServerProcess(places[victim] ?? places[0]!);
    running[victim] = again;
    figures.slowestStartMs = Math.max(figures.slowestStartMs, again.startedAfter);
    const found = await ledger.check(devices);
    figures.lost += found.lost;
    figures.damaged += found.damaged ? 1 : 0;
    figures.brokenChains += found.brokenChain ? 1 : 0;
    if (performance.now() - renewedAt > RENEW_EVERY_MS) {
      await renewSessions(accounts, people);
      renewedAt = performance.now();
    }
    say(`${figures.kills} kills, ${ackedSoFar()} acknowledged, ${figures.lost} lost, start ${Math.round(again.startedAfter)} ms`);
  }
  busy = false;
  await Promise.all(working);
  for (const device of devices) while (device.owes) await device.push(port(), 1);
  const last = await ledger.count(devices);
  await ledger.close();
  for (const server of running) await server.end("SIGTERM");
  for (const device of devices) device.close();
  const sum = (of: (device: Device) => number) => devices.reduce((total, device) => total + of(device), 0);
  return {
    ...figures, acked: ackedSoFar(), sentAgain: sum((d) => d.sentAgain), replayed: sum((d) => d.replayed), contradicted: sum((d) => d.contradicted),
    lost: figures.lost + last.lost, doubled: last.doubled,
  };
}

/** Something of the starter catalog to enroll in. */
async function someProgram(port: number): Promise<Program> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/programs?limit=1`);
  const { items: [program] } = z.object({ items: z.array(z.object({ id: z.string(), providerId: z.string() })) }).parse(await answer.json());
  if (program === undefined) throw new Error("the catalog is empty");
  return { programId: program.id, providerId: program.providerId };
}

/** Whether the promises held, and why not. */
export function brokenPromises({ kills, acked, sentAgain, lost, doubled, contradicted, damaged, brokenChains }: KillFigures): string[] {
  return [
    ...(kills === 0 || acked === 0 || sentAgain === 0 ? ["nothing was cut off, so nothing was proved"] : []),
    ...Object.entries({ lost, doubled, contradicted, damaged, brokenChains }).flatMap(([what, count]) => (count === 0 ? [] : [`${what}: ${count}`])),
  ];
}

export const inWords = (f: KillFigures): string =>
  `${f.kills} kills, ${f.acked} entries acknowledged, ${f.sentAgain} pushes cut off and sent again (${f.replayed} entries of them were there already): ${f.lost} lost, ${f.doubled} doubled, ${f.contradicted} receipts contradicted, ${f.damaged} damaged files, ${f.brokenChains} broken chains; slowest start ${Math.round(f.slowestStartMs)} ms`;

/** A name that no other run has. */
export const runFolder = (parent: string): string => join(parent, `run-${randomBytes(4).toString("hex")}`);
export const removeRun = (folder: string): void => rmSync(folder, { recursive: true, force: true });
