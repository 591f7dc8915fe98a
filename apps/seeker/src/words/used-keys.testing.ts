import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

// Reads the code as TypeScript does and lists which words it asks for, as far as that can be seen without running it.

export interface AskedKey {
  readonly file: string;
  /** `area:key` or `key`; `*` stands for what is only known when it runs. */
  readonly pattern: string;
  /** Areas that the file's own hooks name; empty: any. */
  readonly areas: readonly string[];
}

export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|\.testing\.ts$/.test(entry.name) ? [path] : [];
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
export function askedKeys(file: string): { readonly asked: AskedKey[]; readonly literals: string[] } {
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
export const matcher = (pattern: string): RegExp =>
  new RegExp(`^${pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")}$`);
