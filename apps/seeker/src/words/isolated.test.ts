import { expect, test } from "vitest";
import { naughty } from "../../../../tests/fixtures/naughty.ts";
import { isolated } from "./isolated.ts";

/** What is still open at the end of a text, as the Unicode rules count it: an isolate's end closes all within. */
function leftOpen(text: string): number {
  const open: string[] = [];
  for (const char of text) {
    if ("\u202a\u202b\u202d\u202e".includes(char)) open.push("embedding");
    else if ("\u2066\u2067\u2068".includes(char)) open.push("isolate");
    else if (char === "\u202c" && open.at(-1) === "embedding") open.pop();
    else if (char === "\u2069" && open.includes("isolate")) while (open.pop() !== "isolate");
  }
  return open.length;
}

test("nothing that turns the writing around leaves a sentence", () => {
  const texts = [...naughty, "\u2069\u202eout", "\u2067\u2067in"];
  expect(texts.filter((text) => leftOpen(`Found ${text} here`) > 0).length).toBeGreaterThan(0);
  expect(texts.filter((text) => leftOpen(`Found ${isolated(text)} here`) > 0)).toEqual([]);
});

test("what turns nothing is as it was", () => {
  expect(["José", "O'Brien", "{{7*7}}", "👩‍🌾"].map(isolated)).toEqual(["José", "O'Brien", "{{7*7}}", "👩‍🌾"]);
});
