import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/**
 * Who may import whom: the table of the architecture page. A subpath is a door of its own. `.` stands for the package's
 * main door; what is not listed is forbidden.
 */
export const mayImport: Record<string, readonly string[]> = {
  "packages/contracts": [],
  "packages/catalog": ["contracts"],
  "packages/matching": ["contracts", "catalog"],
  "packages/sync": ["contracts"],
  "packages/ui": ["contracts"],
  "apps/seeker": ["contracts", "catalog", "matching", "sync", "ui"],
  server: ["contracts", "catalog", "catalog/build", "matching"],
};

/** Parts that compile without DOM and Node, and so may not name a Node module. Tests, the Node doors and benches aside. */
const pure = ["packages/contracts", "packages/catalog", "packages/matching"];
const nodeSide = /(^|\/)(build|testing)(\/|\.ts$)|\.(test|testing)\.tsx?$|(^|\/)starter\//;
const testSide = /(^|\/)testing(\/|\.ts$)|\.(test|testing|conformance)\.tsx?$|\.config\.ts$/;
const importPattern = /(?:^|\n)\s*(?:import|export)\s[^;"']*?from\s*["']([^"']+)["']|(?:^|\n)\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

interface Package {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

export const importsOf = (text: string): string[] =>
  [...text.matchAll(importPattern)].flatMap((match) => match.slice(1).filter((name) => name !== undefined));

const npmName = (specifier: string): string => specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");

/** One line for each import that the table forbids, that leaves its package by a path, or that is not declared. */
export function judge(file: SourceFile, part: string, declared: Package): string[] {
  const complaints: string[] = [];
  const isTest = testSide.test(file.path);
  const known = { ...declared.dependencies, ...declared.peerDependencies, ...(isTest || nodeSide.test(file.path) ? declared.devDependencies : {}) };
  for (const specifier of importsOf(file.text)) {
    const say = (what: string) => complaints.push(`${file.path}: imports "${specifier}": ${what}`);
    if (specifier.startsWith(".")) {
      const target = relative(".", resolve(dirname(file.path), specifier)).split(sep).join("/");
      if (!target.startsWith(`${part}/`) && !isTest && !/\.config\.ts$/.test(file.path)) say(`leaves ${part} by a path; use the other package's door`);
    } else if (specifier.startsWith("@pathwayks/")) {
      const door = specifier.slice("@pathwayks/".length).replace(/\/testing$/, "");
      if (specifier.endsWith("/testing") && !isTest) say("a testing door is for tests only");
      else if (door === part.split("/").at(-1)) say("inside a package import the file, never the door");
      else if (!isTest && !mayImport[part]?.includes(door.replace(/\.css$/, "").replace(/^ui\/.*/, "ui"))) say(`${part} may not import ${door}`);
      else if (!isTest && known[npmName(specifier)] === undefined) say("used, but not declared in package.json");
    } else if (specifier.startsWith("node:")) {
      if (pure.includes(part) && !nodeSide.test(file.path)) say(`${part} is pure: no Node modules`);
    } else if (!isTest && !specifier.startsWith("virtual:") && known[npmName(specifier)] === undefined && declared.devDependencies?.[npmName(specifier)] === undefined) {
      say("used, but not declared in package.json");
    }
  }
  return complaints;
}

function* sources(folder: string): Generator<SourceFile> {
  for (const name of readdirSync(folder).sort()) {
    if (["node_modules", "dist", "data"].includes(name)) continue;
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(name)) yield { path: path.split(sep).join("/"), text: readFileSync(path, "utf8") };
  }
}

/** All complaints of the tree below the current folder; empty when the table holds. */
export function checkBoundaries(): string[] {
  const complaints: string[] = [];
  const parts = ["packages", "apps"].flatMap((group) => readdirSync(group).map((name) => `${group}/${name}`)).concat("server");
  for (const part of parts) {
    if (mayImport[part] === undefined) {
      complaints.push(`${part}: has no row in the table of scripts/boundaries.ts`);
      continue;
    }
    const declared = JSON.parse(readFileSync(join(part, "package.json"), "utf8")) as Package;
    const files = [...sources(part)];
    for (const file of files) complaints.push(...judge(file, part, declared));
    const used = new Set(files.flatMap((file) => importsOf(file.text)).map(npmName));
    for (const name of Object.keys(declared.dependencies ?? {}))
      if (!used.has(name) && !indirect.has(name)) complaints.push(`${part}: declares ${name} and never imports it`);
  }
  return complaints;
}

/** Needed at run time by another dependency, which finds them by name. */
const indirect = new Set(["@hono/standard-validator", "@standard-community/standard-json", "@standard-community/standard-openapi", "react-dom"]);
