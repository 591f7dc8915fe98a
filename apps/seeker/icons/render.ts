// Draws public/favicon.svg and the PNG icons from mark.ts: `npx tsx apps/seeker/icons/render.ts`. The results are committed,
// so that a build needs no browser.
import { writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { mark } from "./mark.ts";

const folder = new URL("../../../public/", import.meta.url);

const images = [
  { file: "icons/icon-192.png", size: 192, shape: "rounded" },
  { file: "icons/icon-512.png", size: 512, shape: "rounded" },
  { file: "icons/maskable-192.png", size: 192, shape: "bleed" },
  { file: "icons/maskable-512.png", size: 512, shape: "bleed" },
  { file: "icons/apple-touch-icon.png", size: 180, shape: "bleed" },
] as const;

const browser = await chromium.launch({ executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage();
for (const { file, size, shape } of images) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${mark(shape)}`);
  await writeFile(new URL(file, folder), await page.screenshot({ omitBackground: true }));
}
await writeFile(new URL("favicon.svg", folder), `${mark("rounded")}\n`);
await browser.close();
