/** Keys by their parts: "list.title" and "list.none" are `{ list: { title: 0, none: 0 } }`. A word that has words below it: `""`. */
export interface KeyTree {
  readonly [part: string]: KeyTree | 0;
}

/** The keys of a tree, in the tree's order. */
export const keysIn = (tree: KeyTree, before = ""): string[] =>
  Object.entries(tree).flatMap(([part, below]) => {
    const key = part && before ? `${before}.${part}` : before + part;
    return below === 0 ? [key] : keysIn(below, key);
  });

/** The tree of keys that have no empty part. */
export function treeOf(keys: readonly string[]): KeyTree {
  const parts = [...new Set(keys.map((key) => key.split(".", 1)[0] ?? ""))];
  return Object.fromEntries(parts.map((part) => {
    const below = keys.filter((key) => key.startsWith(`${part}.`)).map((key) => key.slice(part.length + 1));
    if (below.length === 0) return [part, 0];
    return [part, { ...(keys.includes(part) && { "": 0 as const }), ...treeOf(below) }];
  }));
}
