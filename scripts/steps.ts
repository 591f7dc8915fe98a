import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

/** What a step did: tests that passed, failed and were skipped; a step without tests counts as one. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed and why, to be said again at the end: a log is read from there, and often only its end is kept. */
  readonly failures: readonly string[];
}

/** Takes text as it comes, line ends included. */
export type Print = (text: string) => void;

export interface Step {
  readonly name: string;
  readonly run: (print: Print) => Promise<Tally>;
}

const one = (failures: readonly string[]): Tally => ({ passed: failures.length === 0 ? 1 : 0, failed: failures.length === 0 ? 0 : 1, skipped: 0, failures });

const head = (text: string, lines = 12): string => text.trim().split("\n").slice(0, lines).join("\n");
const tail = (text: string, lines = 20): string => text.trimEnd().split("\n").slice(-lines).join("\n");

/** Without colours, for logs: some tools take any FORCE_COLOR for a wish, also 0. */
const plain = { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined };

/** Runs a command and collects what it prints; `live` gets it as it comes. */
export function command(name: string, args: readonly string[], live?: Print): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(name, args, { stdio: ["ignore", "pipe", "pipe"], env: plain });
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
    return one(code === 0 ? [] : [tail(output) || `ended with ${code}`]);
  },
});

/** A step that passes when its function finds nothing to complain of. */
export const rule = (name: string, complaints: () => readonly string[] | Promise<readonly string[]>): Step => ({
  name,
  run: async (print) => {
    const found = await complaints();
    for (const line of found) print(`  ${line}\n`);
    return one(found);
  },
});

/** The part of vitest's report that is read here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** Why the file itself failed: it could not be read, or a hook of it threw. */
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages?: readonly string[] }[];
  }[];
}

/** The failed tests of a report with why, each in a few lines. */
export const failuresOf = (report: Report): string[] =>
  report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0) return status === "failed" ? [`${name}\n${head(message ?? "")}`] : [];
    return failed.map((test) => `${name} › ${test.fullName}\n${head(test.failureMessages?.join("\n") ?? "")}`);
  });

/** A step that runs tests and counts each of them. A run that executes no test fails. */
export const tests = (name: string, ...args: string[]): Step => ({
  name,
  run: async (print) => {
    const file = join(tmpdir(), `pathwayks-${process.pid}-${name.replace(/\W+/g, "-")}.json`);
    const { code, output } = await command(bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile=${file}`, ...args], print);
    let report: Report;
    try {
      report = JSON.parse(readFileSync(file, "utf8")) as Report;
      rmSync(file, { force: true });
    } catch {
      return one([tail(output)]);
    }
    const failures = failuresOf(report);
    if (report.numTotalTests === 0) failures.push("no test ran");
    // A file that could not be read and an error that no test caught fail no test, and yet the run.
    else if (code !== 0 && failures.length === 0) failures.push(tail(output));
    return { passed: report.numPassedTests, failed: Math.max(report.numFailedTests, failures.length), skipped: report.numPendingTests, failures };
  },
});

/** The lines of a script that say FAIL, each with the indented ones below it; where there is none, its last lines. */
export const failuresIn = (output: string): string[] => {
  const found = output.match(/^ *FAIL .*(?:\n {6,}.*)*/gm);
  return found === null ? [tail(output)] : found.map((text) => head(text));
};

/** A step that runs a script whose last line is `N passed, N failed`, and counts what it says. */
export const script = (name: string, file: string, ...args: string[]): Step => ({
  name,
  run: async (print) => {
    const { code, output } = await command(process.execPath, ["--import", "tsx", file, ...args], print);
    const said = /(\d+) passed, (\d+) failed\s*$/.exec(output);
    const [passed, counted] = [Number(said?.[1] ?? 0), Number(said?.[2] ?? 0)];
    const failed = counted === 0 && (code !== 0 || passed === 0) ? 1 : counted;
    return { passed, failed, skipped: 0, failures: failed > 0 ? failuresIn(output) : [] };
  },
});

/** Runs one step between its heading and how long it took. */
async function runStep(step: Step, print: Print): Promise<Tally> {
  const began = performance.now();
  print(`\n▸ ${step.name}\n`);
  const tally = await step.run(print);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  print(`${tally.failed === 0 ? "✓" : "✗"} ${step.name}: ${seconds} s\n`);
  return { ...tally, failures: tally.failures.map((text) => `${step.name}: ${text.trim()}`) };
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
  const total = (count: "passed" | "failed" | "skipped") => tallies.reduce((sum, tally) => sum + tally[count], 0);
  return { passed: total("passed"), failed: total("failed"), skipped: total("skipped"), failures: tallies.flatMap((tally) => tally.failures) };
}

/** What failed, the plain closing line, and the exit code that goes with it. */
export function close(sum: Tally): never {
  for (const text of sum.failures) console.log(`\n✗ ${text}`);
  console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`);
  process.exit(sum.failed === 0 ? 0 : 1);
}
