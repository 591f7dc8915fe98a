import { feedCursor } from "@pathwayks/contracts";
import { expect, test } from "vitest";
import { fetchNet, MAX_ANSWER_BYTES } from "./fetch-net.ts";

const netThat = (response: () => Response, seen: { url: string; init: RequestInit }[] = []) =>
  fetchNet({ fetch: (url, init = {}) => { seen.push({ url: String(url as string), init }); return Promise.resolve(response()); } });
const json = (value: unknown, init: ResponseInit = {}): Response => new Response(JSON.stringify(value), { ...init, headers: { "content-type": "application/json; charset=utf-8", ...init.headers } });

test("asks with cookies, the header of our pages and no cache, and follows nowhere", async () => {
  const seen: { url: string; init: RequestInit }[] = [];
  await netThat(() => json({}), seen).changes(feedCursor.parse("e-1.7"));
  expect(seen[0]?.url).toBe("/api/v1/changes?since=e-1.7");
  expect(seen[0]?.init).toMatchObject({ credentials: "same-origin", redirect: "error", cache: "no-store", headers: { "x-pk": "1" } });
});

test("a page is not JSON, whatever its text", async () => {
  const reply = await netThat(() => new Response('{"epoch":"e"}', { headers: { "content-type": "text/html" } })).changes(null);
  expect(reply).toMatchObject({ kind: "answer", status: 200, json: undefined });
});

test("half JSON, an empty body and an endless one are not JSON either", async () => {
  const headers = { "content-type": "application/json" };
  for (const body of ['{"epoch":', "", "1".repeat(MAX_ANSWER_BYTES + 1)]) expect(await netThat(() => new Response(body, { headers })).changes(null)).toMatchObject({ json: undefined });
});

test("reads the server's clock, and Retry-After in seconds and as a date by that clock", async () => {
  const date = "Mon, 23 Nov 2026 14:00:00 GMT";
  const until = async (value: string): Promise<unknown> => netThat(() => json({}, { status: 503, headers: { date, "retry-after": value } })).changes(null);
  expect(await until("7")).toMatchObject({ retryAfterMs: 7_000, serverMs: Date.parse(date) });
  expect(await until("Mon, 23 Nov 2026 14:01:00 GMT")).toMatchObject({ retryAfterMs: 60_000 });
  expect(await until("soon")).toMatchObject({ retryAfterMs: null });
});

test("no network is no answer, and a page at the refresh does not end a session", async () => {
  const off = fetchNet({ fetch: () => Promise.reject(new TypeError("failed to fetch")) });
  expect([await off.changes(null), await off.refresh()]).toEqual([{ kind: "none" }, "none"]);
  expect(await netThat(() => new Response("<html>", { status: 200, headers: { "content-type": "text/html" } })).refresh()).toBe("none");
  expect(await netThat(() => json({ error: 1 }, { status: 401 })).refresh()).toBe("refused");
  expect(await netThat(() => json({})).refresh()).toBe("refreshed");
  const account = "01936d5c-0000-7000-8000-000000000001";
  expect(await netThat(() => json({ status: "erased", account })).refresh()).toEqual({ erased: account });
  expect(await netThat(() => json({ status: "erased", account }, { status: 401 })).refresh()).toBe("refused");
});
