import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

/** What a step did: tests that passed, failed and were skipped; a step without tests counts as one. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Takes text as it comes, line ends included. */
export type Print = (text: string) => void;

export interface Step {
  readonly name: string;
  readonly run: (print: Print) => Promise<Tally>;
}

const one = (good: boolean): Tally => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 });

/** Runs a command and collects what it prints; `live` gets it as it comes. */
export function command(name: string, args: readonly string[], live?: Print): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(name, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, FORCE_COLOR: "0" } });
    let output = "";
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      live?.(chunk.toString());
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

const bin = (name: string): string => join("node_modules", ".bin", name);

/** A step that passes when its command ends with 0. */
export const tool = (name: string, program: string, ...args: string[]): Step => ({
  name,
  run: async (print) => {
    const { code, output } = await command(program === "node" ? process.execPath : bin(program), args);
    if (code !== 0) print(`${output.trimEnd()}\n`);
    return one(code === 0);
  },
});

/** A step that passes when its function finds nothing to complain of. */
export const rule = (name: string, complaints: () => readonly string[] | Promise<readonly string[]>): Step => ({
  name,
  run: async (print) => {
    const found = await complaints();
    for (const line of found) print(`  ${line}\n`);
    return one(found.length === 0);
  },
});

/** A step that runs tests and counts each of them. A run that executes no test fails. */
export const tests = (name: string, ...args: string[]): Step => ({
  name,
  run: async (print) => {
    const report = join(tmpdir(), `pathwayks-${process.pid}-${name.replace(/\W+/g, "-")}.json`);
    const { code, output } = await command(bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile=${report}`, ...args], print);
    try {
      const json = JSON.parse(readFileSync(report, "utf8")) as { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTotalTests: number };
      rmSync(report, { force: true });
      const failed = json.numFailedTests + (code !== 0 && json.numFailedTests === 0 ? 1 : 0) + (json.numTotalTests === 0 ? 1 : 0);
      return { passed: json.numPassedTests, failed, skipped: json.numPendingTests };
    } catch {
      print(`${output.slice(-2000)}\n`);
      return one(false);
    }
  },
});

/** A step that runs a script whose last line is `N passed, N failed`, and counts what it says. */
export const script = (name: string, file: string, ...args: string[]): Step => ({
  name,
  run: async (print) => {
    const { code, output } = await command(process.execPath, ["--import", "tsx", file, ...args], print);
    const said = /(\d+) passed, (\d+) failed\s*$/.exec(output);
    const [passed, failed] = [Number(said?.[1] ?? 0), Number(said?.[2] ?? 0)];
    return { passed, failed: failed + (failed === 0 && (code !== 0 || passed === 0) ? 1 : 0), skipped: 0 };
  },
});

/** Runs one step between its heading and how long it took. */
async function runStep(step: Step, print: Print): Promise<Tally> {
  const began = performance.now();
  print(`\n▸ ${step.name}\n`);
  const tally = await step.run(print);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  print(`${tally.failed === 0 ? "✓" : "✗"} ${step.name}: ${seconds} s\n`);
  return tally;
}

const show: Print = (text) => void process.stdout.write(text);

/** Runs steps side by side, one per core, the first ones first. Each is shown whole when it ends, so that none talks into another. */
async function runTogether(steps: readonly Step[]): Promise<Tally[]> {
  show(`\n▸ side by side: ${steps.map((step) => step.name).join(", ")} …\n`);
  const waiting = [...steps], tallies: Tally[] = [];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      let text = "";
      tallies.push(await runStep(step, (more) => void (text += more)));
      show(text);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return tallies;
}

/** Runs the steps one after another, those of an inner list side by side, and gives the sum. All run, even after a failure. */
export async function runSteps(steps: readonly (Step | readonly Step[])[]): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const step of steps) tallies.push(...("run" in step ? [await runStep(step, show)] : await runTogether(step)));
  const total = (count: keyof Tally) => tallies.reduce((sum, tally) => sum + tally[count], 0);
  return { passed: total("passed"), failed: total("failed"), skipped: total("skipped") };
}

/** The plain closing line, and the exit code that goes with it. */
export function close(sum: Tally): never {
  console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`);
  process.exit(sum.failed === 0 ? 0 : 1);
}
