import { expect, test } from "vitest";
import { naughty } from "../../../../../tests/fixtures/naughty.ts";
import { csv } from "./table.ts";

/** A reader of RFC 4180 of its own, so that what is written is read by something else. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted] = [[] as string[], "", false];
  for (let at = text.startsWith("\uFEFF") ? 1 : 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (quoted && char === '"' && text[at + 1] === '"') cell += text[++at] ?? "";
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === ",") [row, cell] = [[...row, cell], ""];
    else if (!quoted && char === "\r" && text[at + 1] === "\n") {
      rows.push([...row, cell]);
      [row, cell] = [[], ""];
      at++;
    } else cell += char;
  }
  return rows;
}
const guarded = /^'[=+\-@\t\r]/;

test("every hostile text comes back out of its cell, and none of them is a formula", () => {
  const rows = read(csv(naughty.map((text, i) => [String(i), text, "end"])));
  expect(rows).toHaveLength(naughty.length);
  const cells = rows.map(([i, text = "", end]) => {
    expect([i, end]).toEqual([String(rows.findIndex(([n]) => n === i)), "end"]);
    return text;
  });
  expect(cells.map((text) => (guarded.test(text) ? text.slice(1) : text))).toEqual([...naughty]);
  const formulas = cells.filter((text) => /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)));
  expect(formulas).toEqual([]);
  console.log(`hostile cells: ${naughty.length}, ${cells.filter((text) => guarded.test(text)).length} of them made harmless, ${formulas.length} formulas`);
});

test("numbers and phone numbers stay what they are", () => {
  expect(read(csv([["-70", "-70.5", "+13165550100", "+1-1", "-", "-1+1", "=2"]]))).toEqual([["-70", "-70.5", "+13165550100", "'+1-1", "'-", "'-1+1", "'=2"]]);
});
