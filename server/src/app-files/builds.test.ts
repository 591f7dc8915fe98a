import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepBuild, readBuildState } from "./builds.ts";
import { loadAppFiles } from "./load.ts";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "pathwayks-builds-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const app = () => join(folder, "app");
function dist(files: Readonly<Record<string, string>>): string {
  const at = join(folder, "dist");
  rmSync(at, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(at, path, ".."), { recursive: true });
    writeFileSync(join(at, path), text);
  }
  return at;
}
const script = (name: string) => `/* ${name} */ ${"console.log('hello');".repeat(50)}`;

test("a build is taken over with its encodings, once, and hidden files stay out", async () => {
  const files = { "index.html": "<!doctype html>", "assets/a-1.js": script("a"), ".secret": "x" };
  const first = await keepBuild(dist(files), app(), "f1");
  expect(await keepBuild(dist(files), app(), "f2")).toEqual({ current: first.current, previous: null, fingerprint: "f2" });
  const { current } = loadAppFiles(app());
  expect([...current.keys()].sort()).toEqual(["/assets/a-1.js", "/index.html"]);
  const file = current.get("/assets/a-1.js");
  expect(file?.encodings).toEqual(["br", "gzip"]);
  expect(brotliDecompressSync((await file?.bytes("br")) ?? "").toString()).toBe(script("a"));
});

test("the build before is kept, the one before that is not", async () => {
  for (const name of ["a", "b", "c"])
    await keepBuild(dist({ "index.html": name, [`assets/${name}.js`]: script(name) }), app(), name);
  const { current, previous } = loadAppFiles(app());
  expect([[...current.keys()], [...previous.keys()]]).toEqual([
    ["/assets/c.js", "/index.html"],
    ["/assets/b.js", "/index.html"],
  ]);
  expect(readdirSync(app())).toHaveLength(3);
});

test("half a copy of an interrupted start is not taken for a build", async () => {
  mkdirSync(join(app(), ".half-0123"), { recursive: true });
  writeFileSync(join(app(), "builds.json"), '{"current":"gone","previous":null,"fingerprint":"x"}');
  expect(readBuildState(app())).toBeNull();
  await keepBuild(dist({ "index.html": "a" }), app(), "f");
  expect(existsSync(join(app(), ".half-0123"))).toBe(false);
});
