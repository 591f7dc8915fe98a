import { expect, test } from "vitest";
import { keysIn, treeOf } from "./tree.ts";

test("keys go into a tree and come out again, those that are words and begin others too", () => {
  const keys = ["title", "title.direct", "list.count_one", "list.none.text", "pay.p10", "like.0", "category.Hotels, travel and events"];
  expect(treeOf(keys)).toEqual({
    title: { "": 0, direct: 0 }, list: { count_one: 0, none: { text: 0 } }, pay: { p10: 0 }, like: { 0: 0 }, category: { "Hotels, travel and events": 0 },
  });
  expect(keysIn(treeOf(keys)).sort()).toEqual(keys.sort());
});
