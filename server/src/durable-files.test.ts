import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeWhole, writeWhole } from "./durable-files.ts";

let folder = "";
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "pathwayks-durable-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a file that must not be replaced is made once, for its owner alone, and nothing is left beside it", () => {
  const path = join(folder, "secret");
  makeWhole(path, () => "first", 0o600);
  makeWhole(path, () => "second", 0o600);
  expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777, readdirSync(folder)]).toEqual(["first", 0o600, ["secret"]]);
});

test("one that another process makes at the same moment stays the only one", () => {
  const path = join(folder, "secret");
  const make = () => {
    writeFileSync(path, "the other's");
    return "ours";
  };
  makeWhole(path, make, 0o600);
  expect([readFileSync(path, "utf8"), readdirSync(folder)]).toEqual(["the other's", ["secret"]]);
});

test("what a write that was cut off left behind is in nobody's way", () => {
  writeFileSync(join(folder, "state.half"), "cut o");
  writeWhole(join(folder, "state"), "one");
  writeWhole(join(folder, "state"), "two");
  expect([readFileSync(join(folder, "state"), "utf8"), readdirSync(folder)]).toEqual(["two", ["state"]]);
});

test("a file that cannot be made says so, and leaves nothing", () => {
  const make = () => {
    throw new Error("no random bytes");
  };
  expect(() => makeWhole(join(folder, "secret"), make, 0o600)).toThrow("no random bytes");
  expect(() => makeWhole(join(folder, "nowhere/secret"), () => "x", 0o600)).toThrow("ENOENT");
  expect(readdirSync(folder)).toEqual([]);
});
