import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyProfile, rankedPathway, rankResult } from "@pathwayks/contracts";
import { sampleOpen, sampleRows, writeRows } from "../testing/catalog.ts";
import { commands } from "./commands.ts";
import { runCommand } from "./run.ts";

const NOW = Date.UTC(2026, 10, 23, 18);
let folder = "";
let clock = NOW;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pathwayks-command-"));
  writeRows(join(folder, "rows"), sampleRows);
  writeFileSync(join(folder, "empty.json"), JSON.stringify(emptyProfile));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]) {
  let out = "";
  let err = "";
  const code = await runCommand(commands, argv, {
    cwd: folder,
    env: { DATA_DIR: join(folder, "data") },
    now: () => (clock += 10),
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}
const json = async (...argv: string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await run(...argv, "--json")).out) as Record<string, unknown>;
const build = (out: string, ...more: string[]) =>
  run("catalog", "build", "--from", "rows", "--out", out, "--at", "2026-11-23T08:00:00Z", ...more);

test("without a command, or with --help, it says what there is", async () => {
  for (const argv of [[], ["--help"]]) {
    const { code, out } = await run(...argv);
    expect(code).toBe(0);
    for (const { name } of commands) expect(out).toContain(name);
  }
  for (const { name } of commands) {
    const { code, out } = await run(...name.split(" "), "--help");
    expect([name, code]).toEqual([name, 0]);
    expect(out).toContain("--json");
    expect(out).toContain("Exit codes");
  }
});

test("a wrong call ends with 2 and says how it is called", async () => {
  for (const argv of [
    ["nonsense"],
    ["catalog"],
    ["catalog", "build"],
    ["catalog", "build", "--form", "rows"],
    ["catalog", "verify"],
    ["catalog", "verify", "a", "b"],
    ["catalog", "diff", "a"],
    ["rank"],
    ["rank", "--catalog", "x"],
    ["rank", "--top", "51"],
    ["rank", "--profile", "empty.json"],
    ["explain", "nonsense"],
    ["catalog", "import", "poetry", "rows", "--into", "x"],
    ["catalog", "build", "--from", "rows", "--out", "x", "--at", "yesterday"],
    ["catalog", "build", "--from", "rows", "--out", "x", "--days", "0"],
    ["rank", "--profile", "empty.json", "--today", "2026-02-30"],
  ]) {
    const { code, err, out } = await run(...argv);
    expect([argv.join(" "), code, out]).toEqual([argv.join(" "), 2, ""]);
    expect(err).toMatch(/Usage: npm run pathway|npm run pathway -- COMMAND/);
  }
  expect(await json("rank")).toMatchObject({ error: { kind: "usage" } });
});

test("building makes a release that verifies, and the same rows give the same bytes", async () => {
  const { code, out } = await build("first");
  expect([code, out]).toEqual([0, expect.stringContaining("Release 1 of 2026-11-23T08:00:00Z")]);
  expect((await build("again")).code).toBe(0);
  expect(readdirSync(join(folder, "again/c/b")).sort()).toEqual(readdirSync(join(folder, "first/c/b")).sort());
  expect(readdirSync(join(folder, "again/c/m"))).toEqual(readdirSync(join(folder, "first/c/m")));
  expect(await json("catalog", "verify", "first")).toEqual({
    version: 1,
    createdAt: "2026-11-23T08:00:00Z",
    expired: false,
    programs: 130,
    jobs: 2,
    occupations: 2,
    partners: 3,
  });
  expect((await build("nothing", "--from", "gone")).err).toContain("programs.ndjson is missing");
});

test("rows that do not fit are left out and named", async () => {
  writeRows(join(folder, "bad"), { ...sampleRows, jobs: [...sampleRows.jobs, { id: "sample:9" }] });
  const { out, code } = await run("catalog", "build", "--from", "bad", "--out", "bad-out");
  expect(code).toBe(0);
  expect(out).toContain("jobs.ndjson line 4 (sample:9)");
});

test("a changed release is refused with the reason", async () => {
  const spoil = async (name: string, change: (dir: string) => void) => {
    cpSync(join(folder, "first"), join(folder, name), { recursive: true });
    change(join(folder, name));
    const verify = await run("catalog", "verify", name);
    const rank = await run("rank", "--catalog", name, "--profile", "empty.json");
    return [verify.code, verify.err, rank.code] as const;
  };
  const chunk = (dir: string) => join(dir, "c/b", readdirSync(join(dir, "c/b")).find((name) => !name.includes(".")) ?? "");
  const flipped = await spoil("flipped", (dir) => {
    const bytes = readFileSync(chunk(dir));
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    writeFileSync(chunk(dir), bytes);
  });
  expect(flipped).toEqual([1, expect.stringContaining("not what its name says"), 1]);
  expect(await spoil("gone", (dir) => rmSync(chunk(dir)))).toEqual([1, expect.stringContaining("missing"), 1]);
  const forged = await spoil("forged", (dir) => {
    const path = join(dir, "c/channel.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('\\"version\\":1', '\\"version\\":9'));
  });
  expect(forged.slice(0, 2)).toEqual([1, expect.stringContaining("signature")]);
  expect((await spoil("unsigned", (dir) => rmSync(join(dir, "c/channel.json"))))[0]).toBe(1);
  expect((await run("catalog", "verify", "nowhere")).code).toBe(1);
});

test("a difference is told in bytes, by kind and region", async () => {
  writeRows(join(folder, "edited"), {
    ...sampleRows,
    programs: sampleRows.programs.map((row, i) => (i === 0 ? { ...row, description: "New words" } : row)),
  });
  await run("catalog", "build", "--from", "edited", "--out", "second", "--prev", "first", "--at", "2026-11-24T08:00:00Z");
  const diff = (await json("catalog", "diff", "first", "second")) as {
    bytes: number;
    wholeBytes: number;
    byKind: Record<string, unknown>;
    byRegion: Record<string, number>;
  };
  expect(Object.keys(diff.byKind)).toEqual(["programs"]);
  expect(diff.bytes).toBeLessThan(diff.wholeBytes);
  expect(Object.keys(diff.byRegion)).toHaveLength(8);
  expect((await run("catalog", "diff", "first", "second")).out).toMatch(/From release 1 to 2 a device downloads/);
  expect((await run("catalog", "diff", "first", "second", "--region", "mars")).code).toBe(2);
});

test("publishing passes the gates or leaves what is published alone", async () => {
  expect(await json("catalog", "publish", "first")).toMatchObject({ version: 1, programs: 130 });
  const pointer = () => readFileSync(join(folder, "data/releases/c/channel.json"), "utf8");
  const first = pointer();
  const files = readdirSync(join(folder, "data/releases/c/b"));
  expect(files.some((name) => name.endsWith(".br")) && files.some((name) => name.endsWith(".gz"))).toBe(true);

  expect(await run("catalog", "publish", "again")).toMatchObject({ code: 1, err: expect.stringContaining("not higher than 1") });
  expect(await run("catalog", "publish", "flipped")).toMatchObject({
    code: 1,
    err: expect.stringContaining("not what its name says"),
  });
  writeRows(join(folder, "few"), { ...sampleRows, programs: sampleRows.programs.slice(0, 90) });
  await run("catalog", "build", "--from", "few", "--out", "few-out", "--prev", "data/releases");
  expect(await run("catalog", "publish", "few-out")).toMatchObject({
    code: 1,
    err: expect.stringContaining("programs: 90 instead of 130"),
  });
  expect(pointer()).toBe(first);

  expect((await run("catalog", "publish", "second")).code).toBe(0);
  expect(pointer()).not.toBe(first);
  expect((await run("catalog", "publish", "first")).code).toBe(1);
  await run("catalog", "build", "--from", "few", "--out", "few-out-2", "--prev", "data/releases");
  expect(await run("catalog", "publish", "few-out-2", "--allow-fewer")).toMatchObject({
    code: 0,
    out: expect.stringContaining("Release 3"),
  });
  expect(await json("catalog", "verify", "data/releases")).toMatchObject({ version: 3, programs: 90 });
});

test("a ranking is the engine's own result, and every pathway in it can be explained", async () => {
  const { out, code } = await run(
    "rank",
    "--catalog",
    "first",
    "--profile",
    "empty.json",
    "--today",
    "2026-11-23",
    "--top",
    "4",
    "--json",
  );
  expect(code).toBe(0);
  expect(out).toBe(`${JSON.stringify(sampleOpen.rankerAt("2026-11-23" as never).rank(emptyProfile, { top: 4 }))}\n`);
  const result = rankResult.parse(JSON.parse(out));
  const words = (await run("rank", "--catalog", "first", "--profile", "empty.json", "--today", "2026-11-23")).out;
  expect(words).toContain(`${result.survivors} of ${result.candidates} pathways`);
  for (const { id } of result.pathways) {
    const explained = await run(
      "explain",
      id,
      "--catalog",
      "first",
      "--profile",
      "empty.json",
      "--today",
      "2026-11-23",
      "--json",
    );
    expect([id, explained.code, rankedPathway.parse(JSON.parse(explained.out)).id]).toEqual([id, 0, id]);
  }
  expect(await run("explain", "a:b~51-4121", "--catalog", "first", "--profile", "empty.json")).toMatchObject({
    code: 1,
    err: expect.stringContaining("no pathway"),
  });
});

test("a profile that is none is refused by the field; one that is cut short or wrapped is taken", async () => {
  const rank = (text: string) => {
    writeFileSync(join(folder, "profile.json"), text);
    return run("rank", "--catalog", "first", "--profile", "profile.json");
  };
  expect((await rank('{"age":19}')).code).toBe(0);
  expect((await rank('{"profile":{"age":19},"today":"2026-11-23"}')).code).toBe(0);
  expect(await rank('{"age":"old"}')).toMatchObject({ code: 1, err: expect.stringContaining("age: must be") });
  for (const text of ["", "[]", "{", '{"a":1,"a":2}', '{"nonsense":1}'])
    expect([text, (await rank(text)).code]).toEqual([text, 1]);
  expect((await run("rank", "--catalog", "first", "--profile", "gone.json")).err).toContain("is not there");
});

test("an import that cannot be read says why and changes nothing", async () => {
  writeFileSync(join(folder, "wages.csv"), "<!doctype html><title>Sign in</title>");
  const result = await run("catalog", "import", "wages", "wages.csv", "--into", "imported");
  expect([result.code, result.err]).toEqual([1, expect.stringContaining("Nothing was changed")]);
  expect(existsSync(join(folder, "imported/occupations.ndjson"))).toBe(false);
});

test("as a process: results on one stream, errors on the other, the exit code of the outcome", () => {
  const args = ["--import", "tsx", "server/src/command/main.ts"];
  const env = { ...process.env, INIT_CWD: folder, DATA_DIR: join(folder, "data") };
  expect(
    JSON.parse(
      execFileSync(process.execPath, [...args, "catalog", "verify", "first", "--json"], { env, stdio: "pipe" }).toString(),
    ),
  ).toMatchObject({ version: 1 });
  const wrong = spawnSync(process.execPath, [...args, "catalog", "verify", "nowhere"], { env });
  expect([wrong.status, wrong.stdout.toString(), wrong.stderr.toString()]).toEqual([
    1,
    "",
    expect.stringContaining("is refused"),
  ]);
}, 120_000);
