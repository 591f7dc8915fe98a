import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a step did: tests that passed, failed and were skipped; a step without tests counts as one. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Step {
  readonly name: string;
  readonly run: () => Promise<Tally>;
}

const one = (good: boolean): Tally => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 });

/** Runs a command; what it prints is shown only when it fails, or as it comes with `live`. */
export function command(name: string, args: readonly string[], live = false): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(name, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, FORCE_COLOR: "0" } });
    let output = "";
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (live) process.stdout.write(chunk);
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
  run: async () => {
    const { code, output } = await command(program === "node" ? process.execPath : bin(program), args);
    if (code !== 0) console.log(output.trimEnd());
    return one(code === 0);
  },
});

/** A step that passes when its function finds nothing to complain of. */
export const rule = (name: string, complaints: () => readonly string[] | Promise<readonly string[]>): Step => ({
  name,
  run: async () => {
    const found = await complaints();
    for (const line of found) console.log(`  ${line}`);
    return one(found.length === 0);
  },
});

/** A step that runs tests and counts each of them. A run that executes no test fails. */
export const tests = (name: string, ...args: string[]): Step => ({
  name,
  run: async () => {
    const report = join(tmpdir(), `pathwayks-${process.pid}-${name.replace(/\W+/g, "-")}.json`);
    const { code, output } = await command(bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile=${report}`, ...args], true);
    try {
      const json = JSON.parse(readFileSync(report, "utf8")) as { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTotalTests: number };
      rmSync(report, { force: true });
      const failed = json.numFailedTests + (code !== 0 && json.numFailedTests === 0 ? 1 : 0) + (json.numTotalTests === 0 ? 1 : 0);
      return { passed: json.numPassedTests, failed, skipped: json.numPendingTests };
    } catch {
      console.log(output.slice(-2000));
      return one(false);
    }
  },
});

/** A step that runs a script whose last line is `N passed, N failed`, and counts what it says. */
export const script = (name: string, file: string, ...args: string[]): Step => ({
  name,
  run: async () => {
    const { code, output } = await command(process.execPath, ["--import", "tsx", file, ...args], true);
    const said = /(\d+) passed, (\d+) failed\s*$/.exec(output);
    const [passed, failed] = [Number(said?.[1] ?? 0), Number(said?.[2] ?? 0)];
    return { passed, failed: failed + (failed === 0 && (code !== 0 || passed === 0) ? 1 : 0), skipped: 0 };
  },
});

/** Runs the steps one after another, says how long each took, and gives the sum. All run, even after a failure. */
export async function runSteps(steps: readonly Step[]): Promise<Tally> {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const step of steps) {
    const began = performance.now();
    console.log(`\n▸ ${step.name}`);
    const tally = await step.run();
    sum.passed += tally.passed;
    sum.failed += tally.failed;
    sum.skipped += tally.skipped;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${tally.failed === 0 ? "✓" : "✗"} ${step.name}: ${seconds} s`);
  }
  return sum;
}

/** The plain closing line, and the exit code that goes with it. */
export function close(sum: Tally): never {
  console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ""}`);
  process.exit(sum.failed === 0 ? 0 : 1);
}
