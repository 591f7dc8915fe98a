// Bar 2: bad days from seeds, spread over processes. `npm run simulate -- --seeds 10000 [--from 1] [--jobs 2]`
// Ends with `N passed, M failed`, one for each seed; each failing seed is printed with what was broken.
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { SentReport } from "./worker.ts";

const { values } = parseArgs({ options: { seeds: { type: "string", default: "1000" }, from: { type: "string", default: "1" }, jobs: { type: "string" } } });
const [from, count] = [Number(values.from), Number(values.seeds)];
const jobs = Math.min(Number(values.jobs ?? availableParallelism()), count);
if (!Number.isSafeInteger(from) || !Number.isSafeInteger(count) || count < 1) throw new Error("--seeds and --from are whole numbers");

const began = performance.now();
const sums = { failed: 0, passed: 0, steps: 0, faults: 0, leastFaults: Infinity, acked: 0, restores: 0 };
const kinds = new Map<string, number>();

function take(report: SentReport): void {
  sums.steps += report.steps;
  sums.faults += report.faultTotal;
  sums.leastFaults = Math.min(sums.leastFaults, report.faultTotal);
  sums.acked += report.acked;
  sums.restores += report.restores;
  for (const [name, times] of report.faults) kinds.set(name, (kinds.get(name) ?? 0) + times);
  if (report.broken.length === 0) sums.passed += 1;
  else {
    sums.failed += 1;
    console.log(`seed ${report.seed} (${report.steps} steps, ${report.faultTotal} faults)`);
    for (const line of report.broken.slice(0, 5)) console.log(`    ${line.slice(0, 400)}`);
  }
}

/** Runs a share of the seeds in a process; a process that dies takes its remaining seeds along as failed. */
function share(job: number): Promise<void> {
  const seeds = Array.from({ length: count }, (_, i) => from + i).filter((_, i) => i % jobs === job);
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(new URL("worker.ts", import.meta.url)), { execArgv: ["--max-semi-space-size=64", "--import", "tsx"] });
    let left = seeds.length;
    child.on("message", (report) => {
      left -= 1;
      take(report as SentReport);
    });
    child.on("exit", () => {
      if (left > 0) console.log(`a process ended ${left} seeds too early, after seed ${seeds[seeds.length - left - 1] ?? "none"}`);
      sums.failed += left;
      resolve();
    });
    child.send(seeds);
  });
}

await Promise.all(Array.from({ length: jobs }, (_, job) => share(job)));
const seconds = (performance.now() - began) / 1_000;
console.log(`${count} seeds from ${from} in ${seconds.toFixed(1)} s on ${jobs} processes: ${sums.steps} steps, ${sums.faults} faults (at least ${sums.leastFaults} a seed), ${sums.acked} decisions acknowledged, ${sums.restores} restores`);
console.log(`faults: ${[...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, times]) => `${name} ${times}`).join(", ")}`);
console.log(`${sums.passed} passed, ${sums.failed} failed`);
process.exitCode = sums.failed === 0 && sums.passed > 0 ? 0 : 1;
