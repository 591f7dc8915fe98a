import { runInNewContext } from "node:vm";
import { build, type Plugin, type Rolldown } from "vite";
import { expect, test } from "vitest";
import { chunksAsScripts } from "./scripts.ts";

const sources: Readonly<Record<string, string>> = {
  "/v/contracts.js": "export const one = Symbol.for('one'); export const two = 2;",
  "/v/device.js": "import { one } from '/v/contracts.js'; export class Store { get key() { return one; } }",
  "/v/background.js": "import { Store } from '/v/device.js'; export const converse = () => new Store().key;",
  "/v/main.js": "import { Store } from '/v/device.js'; import { two } from '/v/contracts.js'; export default [new Store().key, two];",
};
const virtual: Plugin = { name: "virtual", resolveId: (id) => (id in sources ? id : null), load: (id) => sources[id] ?? null };

test("one file serves the worker as a script and the page as a module", async () => {
  const built = await build({
    configFile: false, logLevel: "error", plugins: [virtual, chunksAsScripts("/v/background.js")],
    build: {
      write: false, minify: true, modulePreload: { polyfill: false },
      rolldownOptions: { input: "/v/main.js", preserveEntrySignatures: "strict", output: { codeSplitting: { groups: ["contracts", "device"].map((name) => ({ name, test: new RegExp(`/v/${name}`) })) } } },
    },
  });
  const chunks = (built as Rolldown.RolldownOutput).output.flatMap((file) => (file.type === "chunk" ? [file] : []));
  const named = (name: string) => chunks.find((chunk) => chunk.name === name)?.code ?? "";
  // As `importScripts` reads them: no module, nothing left behind but the globals.
  const worker: { pk_background?: { converse(): symbol } } = {};
  for (const name of ["contracts", "device", "background"]) runInNewContext(named(name), worker);
  expect(worker.pk_background?.converse()).toBe(Symbol.for("one"));
  expect(Object.keys(worker).sort()).toEqual(["pk_background", "pk_contracts", "pk_device"]);
  // As the page reads them: each script before whoever takes from it.
  const order = [...named("main").matchAll(/import\s*["']\.\/(\w+)-/g)].map(([, name]) => name);
  expect(order.slice(0, 2)).toEqual(["contracts", "device"]);
  expect(named("main")).not.toMatch(/from\s*["'`]\.\/(contracts|device)/);
});
