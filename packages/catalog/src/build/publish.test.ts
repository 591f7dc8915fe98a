import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { twoReleases } from "../testing/small-releases.ts";
import { far, newKeys, pointerTo } from "../testing/world.ts";
import { testInstant } from "../testing/view.ts";
import { diffReleases } from "./diff.ts";
import { shrunkKinds } from "./gates.ts";
import { pruneReleases, readPointer, readRelease, verifyRelease, writeRelease } from "./release-files.ts";
import { signPointer, trustedKeys, verifySignature } from "./sign.ts";

const { first, second } = twoReleases();
const keys = newKeys("k1");
let dir = "";
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), "release-"))));
afterEach(() => rmSync(dir, { recursive: true }));

describe("a release directory", () => {
  test("gives back what was written, and verifies", async () => {
    expect([readPointer(dir), readRelease(dir)]).toEqual([null, null]);
    writeRelease(dir, first, pointerTo(first, [keys.signing]));
    const back = readRelease(dir);
    expect([back?.manifestHash, back?.manifest]).toEqual([first.manifestHash, first.manifest]);
    expect([...(back?.chunks.keys() ?? [])].sort()).toEqual([...first.chunks.keys()].sort());
    const verified = await verifyRelease(dir, keys.trusted, testInstant);
    expect(verified).toMatchObject({ ok: true, value: { expired: false, manifest: { version: 1 } } });
    expect(await verifyRelease(dir, keys.trusted, "2028-01-01T00:00:00Z")).toMatchObject({ ok: true, value: { expired: true } });
  });

  test("holds every file plain, as gzip and as brotli, and no unfinished one", () => {
    writeRelease(dir, first, pointerTo(first, [keys.signing]));
    for (const [hash, bytes] of first.chunks) {
      const path = join(dir, "c/b", hash);
      expect(new Uint8Array(readFileSync(path))).toEqual(bytes);
      expect(new Uint8Array(gunzipSync(readFileSync(`${path}.gz`)))).toEqual(bytes);
      expect(new Uint8Array(brotliDecompressSync(readFileSync(`${path}.br`)))).toEqual(bytes);
    }
    const gz = first.manifest.chunks.map((c) => readFileSync(join(dir, "c/b", `${c.hash}.gz`)).length);
    expect(first.manifest.chunks.map((c) => c.gzip)).toEqual(gz);
    expect(readdirSync(join(dir, "c/b")).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("is refused with a reason when a file is damaged, missing or signed by nobody we know", async () => {
    writeRelease(dir, first, pointerTo(first, [keys.signing]));
    const chunk = join(dir, "c/b", first.manifest.chunks[0]?.hash ?? "");
    const bytes = readFileSync(chunk);
    writeFileSync(chunk, bytes.map((b, i) => (i === 40 ? b ^ 1 : b)));
    expect(await verifyRelease(dir, keys.trusted, testInstant)).toMatchObject({ ok: false, error: { kind: "hash-mismatch" } });
    expect(() => readRelease(dir)).toThrow("not what its name says");
    rmSync(chunk);
    expect((await verifyRelease(dir, keys.trusted, testInstant)).ok).toBe(false);
    writeFileSync(chunk, bytes);
    const byStrangers = await verifyRelease(dir, newKeys("k1").trusted, testInstant);
    expect(byStrangers).toMatchObject({ ok: false, error: { kind: "bad-signature" } });
  });

  test("without a pointer is there but not published", () => {
    writeRelease(dir, first, pointerTo(first, [keys.signing]));
    writeRelease(dir, second, null);
    expect(readRelease(dir)?.manifest.version).toBe(1);
    expect(existsSync(join(dir, "c/m", `${second.manifestHash}.json`))).toBe(true);
  });

  test("is pruned to the releases that are kept", () => {
    writeRelease(dir, first, pointerTo(first, [keys.signing]));
    writeRelease(dir, second, pointerTo(second, [keys.signing]));
    expect(pruneReleases(dir, [first, second])).toBe(0);
    expect(pruneReleases(dir, [second])).toBeGreaterThan(0);
    expect(readRelease(dir)?.manifest.version).toBe(2);
    expect(existsSync(join(dir, "c/m", `${first.manifestHash}.json`))).toBe(false);
  });
});

describe("a diff", () => {
  test("counts what a device with the old release fetches", () => {
    const diff = diffReleases(first, second);
    const had = new Set(first.manifest.chunks.map((c) => c.hash));
    const fresh = second.manifest.chunks.filter((c) => !had.has(c.hash));
    const pointerBytes = diff.bytes - diff.manifestBytes - fresh.reduce((sum, c) => sum + c.gzip, 0);
    expect([diff.chunks, diff.fetched, pointerBytes]).toEqual([fresh.length, fresh.map((c) => c.id), 400]);
    expect(diffReleases(second, second).chunks).toBe(0);
    expect(diffReleases(null, second).chunks).toBe(second.manifest.chunks.length);
    expect(diffReleases(first, second, ["online"]).chunks).toBe(fresh.filter((c) => c.region !== "area-4").length);
  });
});

describe("keys", () => {
  test("both algorithms verify what they signed and nothing else", () => {
    const { payload, signatures } = signPointer({ version: 1, manifestHash: first.manifestHash, expires: far }, [keys.signing]);
    const bytes = Buffer.from(payload);
    for (const { alg, sig } of signatures) {
      const key = Buffer.from(keys.trusted.find((k) => k.alg === alg)?.key ?? "", "base64url");
      expect(verifySignature(alg, key, bytes, Buffer.from(sig, "base64url"))).toBe(true);
      expect(verifySignature(alg, key, Buffer.from(`${payload} `), Buffer.from(sig, "base64url"))).toBe(false);
      expect(verifySignature(alg, key.subarray(1), bytes, Buffer.from(sig, "base64url"))).toBe(false);
    }
    expect(keys.trusted.map((k) => Buffer.from(k.key, "base64url").length)).toEqual([32, 65]);
    expect(trustedKeys(keys.signing)).toEqual(keys.trusted);
  });
});

describe("gates", () => {
  test("a kind that lost more than a fifth of its rows is named", () => {
    const fewer = second.manifest.chunks.map((c) => (c.kind === "programs" ? { ...c, count: Math.floor(c.count / 4) } : c));
    const half = { ...second.manifest, chunks: fewer };
    expect([shrunkKinds(null, first.manifest), shrunkKinds(first.manifest, first.manifest)]).toEqual([[], []]);
    expect(shrunkKinds(first.manifest, half).map((fault) => fault.kind)).toEqual(["programs"]);
  });
});
