import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { keysIn, treeOf, type KeyTree } from "../src/words/tree.ts";

type Area = Readonly<Record<string, string>>;
const NAME = /^virtual:words\/(keys|[a-z]{2})$/;

/** The areas of a language, by name. */
function areasOf(folder: string): readonly (readonly [string, Area])[] {
  return readdirSync(folder).filter((name) => name.endsWith(".json")).sort()
    .map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(folder, name), "utf8")) as Area] as const);
}

/**
 * Words without their keys: the keys are the same in every language, so they are one file (`virtual:words/keys`), as a
 * tree, since most begin like their neighbours; and each language is the list of its texts in that order. A language that
 * lacks one stops the build.
 */
export function wordLists(folder: string): Plugin {
  const keys = (): Record<string, KeyTree> => Object.fromEntries(areasOf(join(folder, "en")).map(([name, area]) => [name, treeOf(Object.keys(area))]));
  return {
    name: "pathwayks:words",
    resolveId: { filter: { id: NAME }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0virtual:words\// },
      handler(id) {
        const part = id.slice("\0virtual:words/".length);
        if (part === "keys") return `export default ${JSON.stringify(keys())};`;
        const areas = Object.fromEntries(areasOf(join(folder, part)));
        const texts = Object.entries(keys()).flatMap(([name, tree]) => keysIn(tree).map((key) => areas[name]?.[key] ?? this.error(`${part}/${name}.json lacks "${key}"`)));
        return `export default ${JSON.stringify(texts)};`;
      },
    },
  };
}
