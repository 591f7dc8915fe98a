import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

// That a whole server starts and answers this way: start.test.ts and all of tests/e2e.

const cache = join(import.meta.dirname, "../../node_modules/.cache/compiled");
const name = `try-${randomBytes(4).toString("hex")}`;
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pathwayks-compiled-"));
  writeFileSync(join(folder, `${name}.ts`), `import { say } from "./part.ts";\nexport async function main(args: readonly string[]): Promise<void> {\n  await Promise.resolve();\n  say(import.meta.url, args);\n}\n`);
  part("one");
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const file of ours()) rmSync(join(cache, file));
});

const ours = (): string[] => readdirSync(cache).filter((file) => file.startsWith(name));
const bundle = (): string => join(cache, ours().find((file) => file.endsWith(".bundle")) ?? "none");
/** Another one whenever the file is written again. */
const written = (): string => [statSync(bundle()).ino, statSync(bundle()).mtimeMs].join();

function part(word: string): void {
  writeFileSync(join(folder, "part.ts"), `\nexport function say(url: string, args: readonly string[]): void {\n  if (args[0] === "fail") throw new Error("on purpose");\n  console.log("${word}", url, ...args);\n}\n`);
}

const run = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [join(import.meta.dirname, "../../scripts/compiled.mjs"), join(folder, `${name}.ts`), ...args])).stdout;
const said = (word: string, ...args: string[]): string => [word, pathToFileURL(join(folder, `${name}.ts`)).href, ...args].join(" ").concat("\n");

test("runs a program with its arguments, keeps what it made of it, and makes it again when a source changes, not before", async () => {
  expect(await run("a", "b")).toBe(said("one", "a", "b"));
  const first = written();
  expect(await run("a")).toBe(said("one", "a"));
  expect(written()).toBe(first);
  part("two");
  expect(await run()).toBe(said("two"));
  expect(written()).not.toBe(first);
  expect(ours().sort()).toEqual([expect.stringMatching(/\.bundle$/), expect.stringMatching(/\.bundle\.map$/)]);
}, 60_000);

test("a kept file that is cut off, changed anywhere or empty is replaced, never run", async () => {
  await run();
  const whole = readFileSync(bundle());
  const changed = (at: number): Buffer => {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes;
  };
  const code = whole.indexOf("on purpose");
  expect(code).toBeGreaterThan(0);
  for (const bytes of [whole.subarray(0, whole.length >> 1), changed(code), changed(whole.length - 1), changed(4), Buffer.alloc(0)]) {
    writeFileSync(bundle(), bytes);
    expect(await run()).toBe(said("two"));
    expect(await run()).toBe(said("two"));
    expect(readFileSync(bundle()).equals(bytes)).toBe(false);
  }
}, 120_000);

test("starts at once, with nothing kept, do not break each other", async () => {
  for (const file of ours()) rmSync(join(cache, file));
  expect(await Promise.all([run(), run(), run()])).toEqual([said("two"), said("two"), said("two")]);
  const made = written();
  expect(await run()).toBe(said("two"));
  expect(written()).toBe(made);
  expect(ours()).toHaveLength(2);
}, 60_000);

test("an error names the line of the source", async () => {
  await expect(run("fail")).rejects.toThrow(new RegExp(`on purpose\\n    at say \\(.*part\\.ts:3:33\\)\\n    at Object\\.main \\(.*${name}\\.ts:4:3\\)`));
}, 60_000);
