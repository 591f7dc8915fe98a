import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./styles/tokens.css", import.meta.url), "utf8");
const tokens = (text: string) => new Map([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
const [lightText = "", darkText = ""] = css.split("@media (prefers-color-scheme: dark)");
const light = tokens(lightText);
const dark = new Map([...light, ...tokens(darkText)]);

/** WCAG 2.2 relative luminance and contrast. */
const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string) => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};

/** Text on ground, as the styles pair them. */
const text = [
  ["ink", "page"], ["ink", "card"], ["ink", "sunk"], ["ink", "action-soft"], ["ink", "good-soft"], ["ink", "careful-soft"], ["ink", "wrong-soft"], ["ink", "accent-soft"],
  ["quiet", "page"], ["quiet", "card"], ["quiet", "sunk"], ["quiet", "action-soft"], ["action", "page"], ["action", "card"], ["action", "sunk"], ["action", "action-soft"],
  ["action-strong", "action-soft"], ["on-action", "action"], ["on-action", "action-strong"], ["on-accent", "accent"], ["good", "good-soft"], ["good", "card"],
  ["careful", "careful-soft"], ["careful", "card"], ["wrong", "wrong-soft"], ["wrong", "card"], ["page", "wrong"], ["page", "ink"],
] as const;
/** Edges of controls and states, 3 to 1. */
const edges = [["border", "page"], ["border", "card"], ["action", "card"], ["action", "sunk"], ["wrong", "card"]] as const;

describe.each([["light", light], ["dark", dark]] as const)("colours, %s", (_, palette) => {
  const ratio = (a: string, b: string) => contrast(palette.get(a) ?? "", palette.get(b) ?? "");
  test.each(text)("%s on %s can be read", (front, ground) => expect(ratio(front, ground)).toBeGreaterThanOrEqual(4.5));
  test.each(edges)("%s on %s can be seen", (front, ground) => expect(ratio(front, ground)).toBeGreaterThanOrEqual(3));
});
