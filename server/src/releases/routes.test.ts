import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateKeys, sha256Hex, signPointer, writeRelease } from "@pathwayks/catalog/build";
import { manifest } from "@pathwayks/contracts";
import { testApp } from "../testing/app.ts";
import { sampleRelease } from "../testing/catalog.ts";
import { releaseFilesAt } from "./files.ts";

let dir = "";
const { signing } = generateKeys("test");
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "pathwayks-release-"));
  const payload = { version: 1, manifestHash: sampleRelease.manifestHash, expires: "2026-12-24T00:00:00Z" };
  writeRelease(dir, sampleRelease, signPointer(payload, [signing]));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  testApp({ releaseFiles: releaseFilesAt(dir) }).request(path, { method, headers });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const chunk = `/c/b/${sampleRelease.manifest.chunks[0]?.hash ?? ""}`;
const manifestPath = `/c/m/${sampleRelease.manifestHash}.json`;

test("the pointer is asked for again each time, everything it leads to is kept for ever", async () => {
  const pointer = await get("/c/channel.json");
  expect([pointer.status, pointer.headers.get("Cache-Control")]).toEqual([200, "no-cache"]);
  expect(await pointer.text()).toBe(readFileSync(join(dir, "c/channel.json"), "utf8"));
  for (const path of [manifestPath, chunk])
    expect((await get(path)).headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  expect(manifest.parse(await (await get(manifestPath)).json()).version).toBe(1);
});

test("whatever the encoding, what arrives is what its name says", async () => {
  const undo = { br: brotliDecompressSync, gzip: gunzipSync };
  for (const path of [manifestPath, chunk])
    for (const [accepted, expected] of [
      ["br, gzip", "br"],
      ["gzip", "gzip"],
      ["identity", null],
    ] as const) {
      const answer = await get(path, { "Accept-Encoding": accepted });
      expect([path, accepted, answer.headers.get("Content-Encoding"), answer.headers.get("Vary")]).toEqual([
        path,
        accepted,
        expected,
        "Accept-Encoding",
      ]);
      const sent = await bytesOf(answer);
      expect(answer.headers.get("Content-Length")).toBe(String(sent.byteLength));
      expect(path).toContain(sha256Hex(new Uint8Array(expected === null ? sent : undo[expected](sent))));
    }
});

test("HEAD tells the length, and a client that has a file gets 304", async () => {
  const whole = await get(chunk);
  const head = await get(chunk, {}, "HEAD");
  expect([head.status, head.headers.get("Content-Length"), (await bytesOf(head)).byteLength]).toEqual([
    200,
    whole.headers.get("Content-Length"),
    0,
  ]);
  for (const path of ["/c/channel.json", chunk]) {
    const etag = (await get(path)).headers.get("ETag") ?? "";
    expect((await get(path, { "If-None-Match": etag })).status).toBe(304);
    expect((await get(path, { "If-None-Match": '"other"' })).status).toBe(200);
  }
});

test("what is not in the catalog is 404 in the envelope, never a page, never another file", async () => {
  const nothing = "0".repeat(64);
  for (const path of [
    `/c/b/${nothing}`,
    `/c/m/${nothing}.json`,
    "/c/b/abc",
    "/c/b/../channel.json/x",
    "/c/b/..%2fchannel.json",
    "/c/b/%2e%2e/%2e%2e/keys/current.json",
    `${chunk}.br`,
    `${chunk}.part`,
    "/c/",
    "/c/x",
    "/c/m/channel.json",
  ]) {
    const answer = await get(path, { Accept: "text/html" });
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.json()).toMatchObject({ error: { code: "NOT_FOUND" } });
  }
});
