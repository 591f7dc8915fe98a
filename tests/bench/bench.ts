import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { appFigures } from "./bytes.ts";
import { dayFigures } from "./day.ts";
import { deviceFigures } from "./device.ts";
import { engineFigures } from "./engine.ts";
import { lighthouseFigures } from "./lighthouse.ts";
import { keeps, machine, table, type Figure } from "./measure.ts";

// `npm run bench`: times and bytes against the bounds that the project promises. Parts can be named: `-- engine device`.

const parts: Readonly<Record<string, (runs: number) => Figure[] | Promise<Figure[]>>> = {
  engine: engineFigures, day: dayFigures, device: deviceFigures, app: appFigures, lighthouse: lighthouseFigures,
};
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "string" }, runs: { type: "string", default: "5" }, baseline: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
});
const unknown = positionals.filter((name) => !(name in parts));
if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no part called ${unknown.join(", ")}.`);
  console.log(`npm run bench -- [${Object.keys(parts).join("] [")}] [--runs N] [--json FILE] [--baseline]\n\n--baseline writes the medians to tests/bench/baseline.json.`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const baselinePath = join(import.meta.dirname, "baseline.json");
const baseline = JSON.parse(readFileSync(baselinePath, "utf8")) as { medians: Record<string, number> };
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.error(`measuring: ${name} …`);
  figures.push(...(await measure(Number(values.runs))));
}
console.log(`\n${table(figures, baseline.medians)}\n`);
for (const { name, note } of figures) if (note !== undefined) console.log(`${name}: ${note}`);
console.log(`\nNode ${machine().node}, ${machine().cores} cores, load ${machine().load.join(" ")}`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ machine: machine(), figures }, null, 2)}\n`);
if (values.baseline) {
  const medians = { ...baseline.medians, ...Object.fromEntries(figures.map((f) => [f.name, Math.round(f.median * 1000) / 1000])) };
  writeFileSync(baselinePath, `${JSON.stringify({ machine: machine(), medians }, null, 2)}\n`);
}
process.exit(figures.every(keeps) ? 0 : 1);
