import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { TestPerson } from "../../server/src/testing/people.ts";
import { makePeople } from "./accounts.ts";
import type { AccountPlace } from "./accounts.ts";
import { startServerProcess } from "./server-process.ts";
import type { ServerProcess } from "./server-process.ts";

export interface Served {
  readonly server: ServerProcess;
  readonly people: readonly TestPerson[];
  readonly programIds: readonly string[];
  readonly place: AccountPlace;
  close(): Promise<void>;
}

const SECRET = "6".repeat(64);
const root = join(import.meta.dirname, "../..");

/** A server on SQLite with the starter catalog and people who are signed in. Sessions last 15 minutes. */
export async function serve(people: number): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), "pathwayks-load-"));
  const place = { dataDir: join(folder, "data"), databaseUrl: null, serverSecret: SECRET };
  mkdirSync(place.dataDir);
  const made = await makePeople(place, people);
  const server = await startServerProcess({ root, dataDir: place.dataDir, env: { SERVER_SECRET: SECRET } });
  const programs = await fetch(`http://127.0.0.1:${server.port}/api/v1/programs?limit=50`);
  const { items } = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(await programs.json());
  return {
    server, people: made, programIds: items.map(({ id }) => id), place,
    async close() {
      await server.end("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One figure beside its bound. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export const holds = ({ value, atLeast = -Infinity, atMost = Infinity }: Figure): boolean => value >= atLeast && value <= atMost;

/** Prints figures with their bounds and the machine's load, and says whether all hold. */
export function show(title: string, figures: readonly Figure[]): boolean {
  console.log(`\n${title} (load of the machine ${loadavg()[0]?.toFixed(1) ?? "?"})`);
  for (const figure of figures) {
    const { name, value, unit, atLeast, atMost } = figure;
    const bound = atLeast !== undefined ? `at least ${atLeast}` : atMost !== undefined ? `at most ${atMost}` : "";
    const mark = bound === "" ? " " : holds(figure) ? "✓" : "✗";
    console.log(`  ${mark} ${name}: ${Math.round(value * 10) / 10} ${unit}${bound === "" ? "" : ` (${bound})`}`);
  }
  return figures.every(holds);
}

/** The value below which `share` of the list lies; 0 of an empty one. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
