import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ALL_LIMIT, FIRST_LIMIT, judge, weigh } from "./budget.ts";

async function app(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pathwayks-budget-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const noise = (bytes: number): string => `/*${randomBytes(bytes).toString("base64").slice(0, bytes)}*/`;
const page = '<script src="/boot.js"></script><script type="module" crossorigin src="/assets/main-1.js"></script>';

test("counts the entry and what it imports statically, minified or not, and nothing that comes later", async () => {
  const folder = await app({
    "index.html": page, "boot.js": "1", "sw-kill.js": noise(9_000), "icon.png": "x",
    "assets/main-1.js": 'import{a as e}from"./a-1.js";import"./b-1.js";const t=()=>import("./late-1.js");export{e as default}from"./c-1.js";',
    "assets/a-1.js": 'import * as x from "./d-1.js";\nexport const a = 1;', "assets/b-1.js": "", "assets/c-1.js": "", "assets/d-1.js": "", "assets/late-1.js": "",
  });
  const report = await weigh(folder);
  expect(report.first.map(({ name }) => name).sort()).toEqual(["assets/a-1.js", "assets/b-1.js", "assets/c-1.js", "assets/d-1.js", "assets/main-1.js", "boot.js"]);
  expect(report.all.map(({ name }) => name).sort()).toEqual(["assets/a-1.js", "assets/b-1.js", "assets/c-1.js", "assets/d-1.js", "assets/late-1.js", "assets/main-1.js", "boot.js", "index.html"]);
  expect(judge(report).within).toBe(true);
});

test("refuses an app above either limit", async () => {
  const first = await app({ "index.html": page, "boot.js": "", "assets/main-1.js": noise(FIRST_LIMIT * 1.4) });
  expect(judge(await weigh(first))).toMatchObject({ within: false, text: expect.stringContaining("TOO LARGE") as string });
  const all = await app({ "index.html": page, "boot.js": "", "assets/main-1.js": "", "assets/late-1.js": noise(ALL_LIMIT * 1.4) });
  expect(judge(await weigh(all)).within).toBe(false);
});

test("an app whose entry is missing is no app", async () => {
  await expect(weigh(await app({ "index.html": page, "boot.js": "" }))).rejects.toThrow("main-1.js");
});
