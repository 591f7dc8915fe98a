import { expect, test } from "vitest";
import { generateKeys, signPointer } from "@pathwayks/catalog/build";
import { fetchFile, sha256, verify } from "./ports.ts";

const answering = (response: Response | Error) => {
  const asked: [string, RequestInit | undefined][] = [];
  const get = ((url: string, init?: RequestInit) => {
    asked.push([url, init]);
    return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
  }) as typeof fetch;
  return { asked, get };
};

test("bytes come as they are, asked for without cookies, caches and redirects", async () => {
  const { asked, get } = answering(new Response(Uint8Array.of(1, 2, 3)));
  expect([...((await fetchFile("c/b/00", 10, get)) ?? [])]).toEqual([1, 2, 3]);
  expect(asked[0]).toMatchObject(["/c/b/00", { credentials: "omit", cache: "no-store", redirect: "error" }]);
});

test.each<[string, Response | Error]>([
  ["nothing answers", new TypeError("Failed to fetch")],
  ["a page of a captive portal", new Response("<h1>Welcome</h1>", { headers: { "content-type": "text/html; charset=utf-8" } })],
  ["not found", new Response("no", { status: 404 })],
  ["overload", new Response("later", { status: 503 })],
])("%s is no answer", async (_, response) => {
  expect(await fetchFile("c/channel.json", 100, answering(response).get)).toBeNull();
});

test("reading stops one byte after the limit", async () => {
  expect((await fetchFile("c/b/00", 4, answering(new Response(new Uint8Array(1_000_000))).get))?.length).toBe(5);
});

test("the signatures of a release are checked with both algorithms, and a changed byte or another key fails", async () => {
  const { signing, trusted } = generateKeys("k1");
  const other = generateKeys("k1").trusted;
  const { payload, signatures } = signPointer({ version: 1, manifestHash: "0".repeat(64), expires: "2030-01-01T00:00:00Z" }, [signing]);
  const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64url"));
  const signed = new TextEncoder().encode(payload);
  for (const { alg, sig } of signatures) {
    const key = (keys: typeof trusted): Uint8Array => bytes(keys.find((one) => one.alg === alg)?.key ?? "");
    expect(await verify(alg, key(trusted), signed, bytes(sig))).toBe(true);
    expect(await verify(alg, key(other), signed, bytes(sig))).toBe(false);
    expect(await verify(alg, key(trusted), signed.with(3, 0), bytes(sig))).toBe(false);
    expect(await verify(alg, Uint8Array.of(1, 2), signed, bytes(sig))).toBe(false);
  }
});

test("SHA-256 of nothing and of a part of a larger buffer", async () => {
  expect(await sha256(new Uint8Array())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(await sha256(Uint8Array.of(9, 97, 98, 99, 9).subarray(1, 4))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
