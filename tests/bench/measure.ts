import { cpus, loadavg } from "node:os";

/** One figure of a bench: several runs, and the bound it is held to. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** Every run's value, in `unit`. */
  readonly runs: readonly number[];
  readonly median: number;
  readonly p95: number;
  /** The issue's bound, on `judged`; absent where a figure is only reported. */
  readonly bound?: { readonly most?: number; readonly least?: number; readonly on: "median" | "p95" };
  /** How it was measured, where the name does not say. */
  readonly note?: string;
}

export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN;
};

export function figure(name: string, unit: string, runs: readonly number[], extra: Pick<Figure, "bound" | "note"> = {}): Figure {
  return { name, unit, runs, median: quantile(runs, 0.5), p95: quantile(runs, 0.95), ...extra };
}

/** Whether a figure keeps its bound; true where it has none. */
export function keeps(f: Figure): boolean {
  if (f.bound === undefined) return true;
  const value = f.bound.on === "p95" ? f.p95 : f.median;
  return value <= (f.bound.most ?? Infinity) && value >= (f.bound.least ?? -Infinity);
}

/** Runs `body` once to warm up, then `times` times; milliseconds each. */
export async function timed(times: number, body: () => unknown): Promise<number[]> {
  await body();
  const runs: number[] = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await body();
    runs.push(performance.now() - began);
  }
  return runs;
}

export const machine = () => ({ node: process.versions.node, cores: cpus().length, load: loadavg().map((n) => Math.round(n * 100) / 100) });

const short = (n: number): string => (Math.abs(n) >= 100 ? n.toFixed(0) : Math.abs(n) >= 10 ? n.toFixed(1) : n.toFixed(2));

const bound = (f: Figure): string =>
  f.bound === undefined ? "" : `${f.bound.most !== undefined ? `≤ ${short(f.bound.most)}` : `≥ ${short(f.bound.least ?? 0)}`} (${f.bound.on})`;

/** The table for the screen. `before` is the committed baseline's median by name. */
export function table(figures: readonly Figure[], before: Readonly<Record<string, number>>): string {
  const rows = figures.map((f) => [
    keeps(f) ? " " : "✗", f.name, short(f.median), short(f.p95), f.unit, String(f.runs.length), bound(f),
    before[f.name] === undefined ? "" : short(before[f.name] ?? 0),
  ]);
  const head = [" ", "figure", "median", "p95", "unit", "runs", "bound", "baseline"];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ").trimEnd();
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
