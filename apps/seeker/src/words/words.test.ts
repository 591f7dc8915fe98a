import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import {
  awardLevels, dayparts, digitalLevels, educationLevels, employmentTypes, limitKinds, onetSkills, payPeriods, riasec, scheduleTypes,
  skillLevels, terms, travelModes,
} from "@pathwayks/contracts";
import { steps } from "../state/answers.ts";
import { pseudo } from "./pseudo.ts";

// Reads the code as TypeScript does and lists which words it asks for, as far as that can be seen without running it.

interface AskedKey {
  readonly file: string;
  /** `area:key` or `key`; `*` stands for what is only known when it runs. */
  readonly pattern: string;
  /** Areas that the file's own hooks name; empty: any. */
  readonly areas: readonly string[];
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function patternsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression)) return patternsOf(expression.expression);
  if (ts.isConditionalExpression(expression)) return [...patternsOf(expression.whenTrue), ...patternsOf(expression.whenFalse)];
  if (ts.isTemplateExpression(expression)) return [expression.head.text + expression.templateSpans.map((span) => `*${span.literal.text}`).join("")];
  return [];
}

const isT = (callee: ts.Expression): boolean =>
  (ts.isIdentifier(callee) && callee.text === "t") || (ts.isPropertyAccessExpression(callee) && callee.name.text === "t");

/** Every `t(...)` with a literal, a template or a choice of them, and every other literal that looks like a key. */
function askedKeys(file: string): { readonly asked: AskedKey[]; readonly literals: string[] } {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX);
  const asked: string[] = [];
  const literals: string[] = [];
  const areas = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const first = node.arguments[0];
      // With a text of its own to fall back on, a word may be missing.
      const optional = node.arguments[1]?.getText(source).includes("defaultValue") ?? false;
      if (first && isT(node.expression) && !optional) asked.push(...patternsOf(first));
      if (first && ts.isIdentifier(node.expression) && node.expression.text === "useTranslation" && ts.isStringLiteralLike(first)) areas.add(first.text);
    }
    if (ts.isStringLiteralLike(node)) literals.push(node.text);
    if (ts.isTemplateExpression(node)) literals.push(...patternsOf(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { asked: asked.map((pattern) => ({ file, pattern, areas: [...areas] })), literals };
}

/** A pattern as a test of whole keys. */
const matcher = (pattern: string): RegExp =>
  new RegExp(`^${pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`);

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const languages = ["en", "es"] as const;
const areas = readdirSync(here("./en")).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));

function flat(value: unknown, before = ""): Record<string, string> {
  if (typeof value === "string") return { [before]: value };
  return Object.assign({}, ...Object.entries(value as object).map(([key, inner]) => flat(inner, before ? `${before}.${key}` : key))) as Record<string, string>;
}
const read = (language: string, area: string) => flat(JSON.parse(readFileSync(here(`./${language}/${area}.json`), "utf8")));
const placeholders = (text: string) => [...text.matchAll(/\{\{\s*([\w-]+)[^}]*\}\}|<\/?(\w+)\/?>/g)].map((match) => match[1] ?? match[2]).sort();
const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");

describe("words", () => {
  test("both languages have the same areas", () => {
    expect(readdirSync(here("./es")).sort()).toEqual(readdirSync(here("./en")).sort());
  });

  test.each(areas)("%s: the same keys and placeholders in both languages, and no empty text", (area) => {
    const [en, es] = languages.map((language) => read(language, area));
    expect(Object.keys(es ?? {}).sort()).toEqual(Object.keys(en ?? {}).sort());
    for (const [key, text] of Object.entries(en ?? {})) {
      expect.soft(placeholders(es?.[key] ?? ""), `${area}:${key}`).toEqual(placeholders(text));
      expect.soft(text.trim(), `${area}:${key}`).not.toBe("");
      expect.soft(es?.[key]?.trim(), `${area}:${key}`).not.toBe("");
    }
  });

  test("Spanish is not English left over", () => {
    // Names, codes and words that are the same in both.
    const same = /^(PathwayKS|English|Español|No|Wichita Promise|ZIP|\{\{.*\}\}.*)$/;
    const left = areas.flatMap((area) => {
      const es = read("es", area);
      return Object.entries(read("en", area)).filter(([key, text]) => es[key] === text && /[a-z]{3}/i.test(text) && !same.test(text)).map(([key, text]) => `${area}:${key} "${text}"`);
    });
    expect(left.filter((line) => line.split(" ").length > 3)).toEqual([]);
  });
});

describe("code and words agree", () => {
  const files = sourceFiles(here("../")).map((file) => askedKeys(file));
  const all = areas.flatMap((area) => Object.keys(read("en", area)).map((key) => ({ area, key: withoutPlural(key) })));

  test("each word that the code asks for exists", () => {
    const missing = files.flatMap(({ asked }) => asked).filter(({ pattern, areas: own }) => {
      const [area, key] = pattern.includes(":") ? (pattern.split(":", 2) as [string, string]) : [null, pattern];
      if (area?.includes("*") || key === "*") return false;
      const candidates = all.filter((one) => (area === null ? own.length === 0 || own.includes(one.area) : one.area === area));
      return !candidates.some((one) => matcher(key).test(one.key));
    });
    expect(missing.map(({ file, pattern }) => `${file.split("/src/")[1] ?? file}: ${pattern}`)).toEqual([]);
  });

  test("each word is asked for", () => {
    const patterns = files.flatMap(({ asked, literals }) => [...asked.map((one) => one.pattern), ...literals]).filter((text) => text !== "*" && text.length < 120);
    const exact = new Set(patterns.filter((text) => !text.includes("*")));
    const open = [...new Set(patterns.filter((text) => text.includes("*") && text.replace(/\*/g, "").length > 2))].map(matcher);
    const used = ({ area, key }: { area: string; key: string }) =>
      exact.has(key) || exact.has(`${area}:${key}`) || open.some((one) => one.test(key) || one.test(`${area}:${key}`));
    // The first screen is rendered at build time from the file itself.
    expect(all.filter((one) => one.area !== "first" && !used(one)).map(({ area, key }) => `${area}:${key}`)).toEqual([]);
  });

  test("every enumeration has its word", () => {
    const has = new Set(Object.keys(read("en", "vocabulary")));
    const lists: Readonly<Record<string, readonly string[]>> = {
      award: awardLevels, schedule: scheduleTypes, education: educationLevels, employment: employmentTypes, period: payPeriods,
      riasec, "riasec-about": riasec, skill: onetSkills, "skill-level": skillLevels, travel: travelModes, daypart: dayparts,
      digital: digitalLevels, limit: limitKinds, term: terms,
    };
    const missing = Object.entries(lists).flatMap(([name, list]) => list.map((value) => `${name}.${value}`)).filter((key) => !has.has(key));
    expect(missing).toEqual([]);
  });

  test("every question says what it asks and why", () => {
    const has = read("en", "assessment");
    const asked = new Set(steps.map((step) => (step.startsWith("like-") ? "like" : step)));
    for (const step of asked) for (const part of ["title", "why"]) expect(has[`${step}.${part}`], `${step}.${part}`).toBeTruthy();
  });
});

describe("pseudo-locale", () => {
  test("is about 40 % longer, accented, and keeps placeholders and tags", () => {
    const text = pseudo("Up to {{amount}} for <b>training</b>");
    expect(text).toContain("{{amount}}");
    expect(text).toContain("<b>");
    expect(text).not.toContain("training");
    expect(pseudo("a".repeat(100)).length).toBeGreaterThanOrEqual(140);
  });
});
