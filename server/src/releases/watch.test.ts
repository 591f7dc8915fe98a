import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { generateKeys, signPointer, writeRelease } from "@pathwayks/catalog/build";
import type { Release } from "@pathwayks/catalog/build";
import { releaseOf } from "@pathwayks/catalog/testing";
import { readableLog } from "../testing/app.ts";
import { sampleRelease, sampleRows } from "../testing/catalog.ts";
import { watchCatalog } from "./watch.ts";

let dir = "";
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "pathwayks-watch-"))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const { signing, trusted } = generateKeys("test");
const stranger = generateKeys("stranger").signing;
const second = releaseOf({ ...sampleRows, jobs: [] }, { createdAt: "2026-11-24T08:00:00Z", prev: sampleRelease });

function put(release: Release, signer = signing): void {
  const { version } = release.manifest;
  writeRelease(
    dir,
    release,
    signPointer({ version, manifestHash: release.manifestHash, expires: "2099-01-01T00:00:00Z" }, [signer]),
  );
}

async function watched() {
  const { log, lines } = readableLog();
  const catalog = await watchCatalog({ dir, trusted, log, now: () => 0, everyMs: 50 });
  return { catalog, lines };
}
const patient = { timeout: 15_000, interval: 100 };

test("a release that is published while the server runs takes over by itself", async () => {
  const { catalog } = await watched();
  expect(catalog.current()).toBeNull();
  put(sampleRelease);
  await expect.poll(() => catalog.current()?.version, patient).toBe(1);
  put(second);
  await expect.poll(() => catalog.current()?.version, patient).toBe(2);
  catalog.stop();
}, 40_000);

test("one that is older, forged or damaged is refused and logged, and the open one goes on", async () => {
  put(second);
  const { catalog, lines } = await watched();
  expect(catalog.current()?.version).toBe(2);
  put(sampleRelease);
  await expect.poll(lines, patient).toContain("its version is lower");
  put(second, stranger);
  await expect.poll(lines, patient).toContain("its signature is missing");
  const chunk =
    readdirSync(join(dir, "c/b")).find((name) => second.chunks.has(name) && !sampleRelease.chunks.has(name)) ??
    readdirSync(join(dir, "c/b"))[0] ??
    "";
  writeFileSync(join(dir, "c/b", chunk.replace(/\..*/, "")), "not this");
  put(second);
  await expect.poll(lines, patient).toMatch(/not what its name says|missing/);
  expect(catalog.current()?.version).toBe(2);
  catalog.stop();
}, 60_000);
