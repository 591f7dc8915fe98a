import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openLedger } from "../fault/acked.ts";
import { renewSessions } from "./accounts.ts";
import { serve, show } from "./served.ts";
import type { Figure, Served } from "./served.ts";
import { besiege } from "./slow.ts";
import { drive } from "./traffic.ts";
import type { Mix, Traffic } from "./traffic.ts";

// Bars 15 to 17 over loopback: `npm run load -- mixed|submit|memory|overload|slow [--seconds N] [--only WORD]`. Bounded in time and in number.

const CONNECTIONS = 100;
const PEOPLE = 100;
const { values, positionals: [mode = ""] } = parseArgs({
  allowPositionals: true, options: { seconds: { type: "string" }, only: { type: "string", default: "" } },
});
const seconds = Number(values.seconds ?? (mode === "memory" ? 1_800 : 60));

/** Entries that were acknowledged and are not there, or are there twice over what was acknowledged. */
async function lostOf({ place }: Served, runs: readonly Traffic[]): Promise<Figure[]> {
  const ledger = await openLedger(place);
  const receipts = runs.flatMap((run) => run.receipts);
  const { lost, damaged, brokenChain } = await ledger.check(receipts);
  await ledger.close();
  return [
    { name: "acknowledged", value: receipts.reduce((sum, { acked }) => sum + acked.size, 0), unit: "entries", atLeast: 1 },
    { name: "acknowledged and lost", value: lost, unit: "entries", atMost: 0 },
    { name: "damage", value: Number(damaged) + Number(brokenChain), unit: "", atMost: 0 },
  ];
}

/** Of what kinds the wrong answers were. */
const kindsOf = ({ kinds }: Traffic): Figure[] => [...kinds].map(([name, value]) => ({ name: `of these ${name}`, value, unit: "" }));

/** Bar 15. */
async function held(mix: Mix): Promise<boolean> {
  const served = await serve(PEOPLE);
  const common = { port: served.server.port, people: served.people, programIds: served.programIds, mix };
  await drive({ ...common, connections: CONNECTIONS, seconds: 3, from: 0 });
  const before = await served.server.report();
  const run = await drive({ ...common, connections: CONNECTIONS, seconds, from: 100_000_000 });
  const after = await served.server.report();
  const good = show(`Load held: ${mix}, ${CONNECTIONS} connections, ${seconds} s`, [
    { name: "answers", value: run.perSecond, unit: "a second", atLeast: 1_000 },
    { name: "p50", value: run.p50, unit: "ms" },
    { name: "p99", value: run.p99, unit: "ms", atMost: 250 },
    { name: "refused", value: run.shed, unit: "", atMost: 0 },
    { name: "errors", value: run.wrong, unit: "", atMost: 0 },
    ...kindsOf(run),
    { name: "processor time of the server", value: (after.cpuMs - before.cpuMs) / (run.perSecond * seconds), unit: "ms an answer" },
    { name: "loop delay p99", value: after.loopDelayP99, unit: "ms", atMost: 50 },
    { name: "growth of memory", value: (after.rssBytes - before.rssBytes) / 1e6, unit: "MB" },
    ...(await lostOf(served, [run])),
  ]);
  await served.close();
  return good;
}

/** A session is good for 15 minutes. Seconds. */
const PART = 600;

/** Bar 15, over half an hour: nothing is kept of what is done. */
async function memory(): Promise<boolean> {
  const served = await serve(PEOPLE);
  const common = { port: served.server.port, people: served.people, programIds: served.programIds, mix: "mixed" as const, connections: CONNECTIONS };
  await drive({ ...common, seconds: Math.min(60, seconds), from: 0 });
  const before = await served.server.report();
  const runs: Traffic[] = [];
  for (let done = 0; done < seconds; done += PART) {
    await renewSessions(served.place, served.people);
    runs.push(await drive({ ...common, seconds: Math.min(PART, seconds - done), from: (runs.length + 1) * 100_000_000 }));
  }
  const after = await served.server.report();
  const sum = (of: (run: Traffic) => number) => runs.reduce((total, run) => total + of(run), 0);
  const good = show(`Memory: mixed, ${CONNECTIONS} connections, ${seconds} s after a minute of the same`, [
    { name: "answers", value: sum(({ perSecond }) => perSecond) / runs.length, unit: "a second" },
    { name: "refused and errors", value: sum(({ shed, wrong }) => shed + wrong), unit: "", atMost: 0 },
    ...runs.flatMap(kindsOf),
    { name: "growth of memory", value: (after.rssBytes - before.rssBytes) / 1e6, unit: "MB", atMost: 50 },
    { name: "memory", value: after.rssBytes / 1e6, unit: "MB" },
    ...(await lostOf(served, runs.slice(-1))),
  ]);
  await served.close();
  return good;
}

const CEILING_SECONDS = 10;
const MANY_CONNECTIONS = 1_500;
/** Times the ceiling; with less it was no overload. */
const LEAST_OFFERED = 3;
/** Aimed at, since a connection that waits for an answer asks for nothing more. */
const AIMED_AT = 4;

/** Bar 16. */
async function overload(): Promise<boolean> {
  const served = await serve(PEOPLE);
  const common = { port: served.server.port, people: served.people, programIds: served.programIds, mix: "heavy" as const };
  await drive({ ...common, connections: CONNECTIONS, seconds: 3, from: 0 });
  const ceiling = await drive({ ...common, connections: CONNECTIONS, seconds: CEILING_SECONDS, from: 100_000_000 });
  const flood = await drive({ ...common, connections: MANY_CONNECTIONS, seconds, rate: Math.round(ceiling.perSecond * AIMED_AT), from: 200_000_000 });
  // The fifth second after the flood must be a usual one.
  await pause(4_000);
  const relief = await drive({ ...common, connections: 20, seconds: 3, rate: Math.max(20, Math.round(ceiling.perSecond / 5)), from: 400_000_000 });
  const { rssBytes } = await served.server.report();
  const good = show(`Overload: ${Math.round(ceiling.perSecond)} a second held (80 % pushes of three decisions, 10 % searches, 10 % reads), three times as many and more offered for ${seconds} s`, [
    { name: "offered", value: flood.offeredPerSecond / ceiling.perSecond, unit: "times the ceiling", atLeast: LEAST_OFFERED },
    { name: "taken", value: flood.perSecond, unit: "a second", atLeast: 1 },
    { name: "refused with Retry-After", value: flood.shed, unit: "", atLeast: 1 },
    { name: "any other answer", value: flood.wrong, unit: "", atMost: 0 },
    ...kindsOf(flood),
    { name: "p99 of what was taken", value: flood.p99, unit: "ms", atMost: 1_000 },
    { name: "p99 five seconds later", value: relief.p99, unit: "ms", atMost: 250 },
    { name: "refused five seconds later", value: relief.shed + relief.wrong, unit: "", atMost: 0 },
    ...kindsOf(relief),
    { name: "memory", value: rssBytes / 1e6, unit: "MB" },
    ...(await lostOf(served, [ceiling, flood, relief])),
  ]);
  await served.close();
  return good;
}

/** Bar 17, as far as Node alone can do it. */
async function slow(): Promise<boolean> {
  const served = await serve(PEOPLE);
  const good = show("Slow and huge", await besiege(served, values.only));
  await served.close();
  return good;
}

const modes: Readonly<Record<string, () => Promise<boolean>>> = { mixed: () => held("mixed"), submit: () => held("submit"), memory, overload, slow };
const run = modes[mode];
if (run === undefined || !(seconds >= 1 && seconds <= 3_600)) {
  console.error("npm run load -- mixed|submit|memory|overload|slow [--seconds 1..3600] [--only WORD]");
  process.exit(2);
}
process.exit((await run()) ? 0 : 1);
