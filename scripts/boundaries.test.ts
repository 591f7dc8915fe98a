import { expect, test } from "vitest";
import { importsOf, judge } from "./boundaries.ts";

const declared = { dependencies: { "@pathwayks/contracts": "0.1.0" } };
const complaints = (text: string, path = "packages/catalog/src/open.ts", part = "packages/catalog") => judge({ path, text }, part, declared);

test("an allowed arrow passes, and so does a file of the same package", () => {
  expect(complaints('import type { Program } from "@pathwayks/contracts";\nimport { a } from "./a.ts";')).toEqual([]);
});

test("a forbidden arrow, a path out of the package, the own door and a Node module are named", () => {
  expect(complaints('import { rank } from "@pathwayks/matching";')[0]).toContain("may not import matching");
  expect(complaints('import { x } from "../../matching/src/rank.ts";')[0]).toContain("leaves packages/catalog");
  expect(complaints('import { x } from "@pathwayks/catalog";')[0]).toContain("never the door");
  expect(complaints('import { readFileSync } from "node:fs";')[0]).toContain("is pure");
  expect(complaints('import { readFileSync } from "node:fs";', "packages/catalog/src/build/write.ts")).toEqual([]);
});

test("an undeclared dependency and a testing door in shipped code are named", () => {
  expect(complaints('import x from "left-pad";')[0]).toContain("not declared");
  expect(complaints('import { viewOf } from "@pathwayks/contracts/testing";')[0]).toContain("for tests only");
});

test("imports are found in every form", () => {
  expect(importsOf('import a from "a";\nimport "b";\nexport * from "c";\nconst d = () => import("d");\nimport type {\n E,\n} from "e";')).toEqual(["a", "b", "c", "d", "e"].sort((x, y) => "abced".indexOf(x) - "abced".indexOf(y)).sort());
});
