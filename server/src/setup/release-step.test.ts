import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { generateKeys, readPointer, signPointer, writeRelease } from "@pathwayks/catalog/build";
import { pointerPayload } from "@pathwayks/contracts";
import { openReleaseDir } from "../releases/directory.ts";
import type { Records } from "../storage/records.ts";
import { memoryStorage } from "../testing/storage.ts";
import { sampleRelease, sampleRows, writeRows } from "../testing/catalog.ts";
import { ensureRelease } from "./release-step.ts";
import { fingerprintOfRows } from "./rows-step.ts";

const now = Date.parse("2026-11-23T08:00:00Z");
const { signing, trusted } = generateKeys("test");
let dataDir = "";
let releases = "";
let records: Records;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "pathwayks-release-"));
  releases = join(dataDir, "releases");
  writeRows(join(dataDir, "rows"), sampleRows);
  ({ records } = await memoryStorage());
});
afterEach(async () => {
  await records.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function step(ours = true) {
  const said: string[] = [];
  const done = await ensureRelease({
    dataDir,
    rows: { folder: join(dataDir, "rows"), ours },
    signing,
    records,
    now,
    say: (line) => said.push(line),
  });
  return { done, said };
}

/** Publishes version 7 as another version of this software might have: its manifest is whole, and has another shape. */
function putForeign(madeFrom: { readonly rows: string | null } | null): string {
  const bytes = Buffer.from(JSON.stringify({ version: 7, schemaV: 99, parts: [] }));
  const manifestHash = createHash("sha256").update(bytes).digest("hex");
  mkdirSync(join(releases, "c", "m"), { recursive: true });
  writeFileSync(join(releases, "c", "m", `${manifestHash}.json`), bytes);
  point(manifestHash, 7);
  if (madeFrom !== null) writeFileSync(join(releases, "built-from.json"), JSON.stringify(madeFrom));
  return manifestHash;
}

function point(manifestHash: string, version: number): void {
  const pointer = signPointer({ version, manifestHash, expires: "2099-01-01T00:00:00Z" }, [signing]);
  writeFileSync(join(releases, "c", "channel.json"), JSON.stringify(pointer));
}

async function versionNow(): Promise<number> {
  const opened = await openReleaseDir(releases, trusted, now);
  return opened.ok ? opened.value.view.version : -1;
}

test("publishes first, and again only when the rows have changed", async () => {
  expect((await step()).said).toEqual(["Publishing the first release of the catalog …"]);
  expect((await step()).said).toEqual([]);
  writeRows(join(dataDir, "rows"), { ...sampleRows, jobs: sampleRows.jobs.slice(0, 1) });
  expect((await step()).said).toEqual(["Publishing the changed catalog …"]);
  expect(await versionNow()).toBe(2);
});

test("publishes anew over a release in a format that it does not read, with the next version, and keeps its files", async () => {
  const old = putForeign({ rows: "rows of then" });
  const { done, said } = await step();
  expect(done).toEqual({ ok: true, value: null });
  expect(said).toEqual(["The published catalog was made by another version of PathwayKS; publishing it anew …"]);
  expect(await versionNow()).toBe(8);
  expect(readdirSync(join(releases, "c", "m"))).toContain(`${old}.json`);
  expect((await records.latestRelease())?.version).toBe(8);
  expect((await step()).said).toEqual([]);
});

test("does so too where the manifest is known and the tables are not", async () => {
  const chunks = new Map(sampleRelease.chunks);
  const manifest = structuredClone(sampleRelease.manifest);
  for (const chunk of manifest.chunks) {
    const other = Buffer.from(`another layout of ${chunk.id}`);
    chunk.hash = createHash("sha256").update(other).digest("hex") as typeof chunk.hash;
    chunks.set(chunk.hash, new Uint8Array(other));
  }
  const manifestBytes = new Uint8Array(Buffer.from(JSON.stringify(manifest)));
  const manifestHash = createHash("sha256").update(manifestBytes).digest("hex");
  writeRelease(releases, { manifest, manifestBytes, manifestHash, chunks }, null);
  point(manifestHash, manifest.version);
  writeFileSync(join(releases, "built-from.json"), JSON.stringify({ rows: fingerprintOfRows(join(dataDir, "rows")) }));
  expect((await step()).done.ok).toBe(true);
  expect(await versionNow()).toBe(manifest.version + 1);
});

test("leaves alone what a person published, and says what to do", async () => {
  putForeign({ rows: null });
  const { done } = await step();
  expect(done.ok ? "" : done.error).toMatch(/made by another version of PathwayKS.*catalog build --from ROWS/);
  putForeign(null);
  rmSync(join(releases, "built-from.json"));
  expect((await step(false)).done.ok).toBe(false);
  const pointer = readPointer(releases);
  expect(pointerPayload.parse(JSON.parse(pointer?.payload ?? "")).version).toBe(7);
});

test("calls a release damaged whose files are not what was published", async () => {
  const old = putForeign({ rows: "rows of then" });
  writeFileSync(join(releases, "c", "m", `${old}.json`), "{}");
  const { done } = await step();
  expect(done.ok ? "" : done.error).toMatch(/is damaged/);
});
