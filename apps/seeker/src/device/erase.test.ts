import { afterEach, expect, test, vi } from "vitest";
import { forgetBrowserTraces } from "./erase.ts";

afterEach(() => vi.unstubAllGlobals());

/** A browser's storages, with something of a person in each. */
function aBrowser(names: readonly string[]) {
  const [kept, cleared] = [new Set(names), [] as string[]];
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("localStorage", { clear: () => cleared.push("local") });
  vi.stubGlobal("sessionStorage", { clear: () => cleared.push("session") });
  vi.stubGlobal("caches", { keys: () => Promise.resolve([...kept]), delete: (name: string) => Promise.resolve(kept.delete(name)) });
  return { kept, cleared };
}

test("settings, session and every cache go, but for the app's own files", async () => {
  const { kept, cleared } = aBrowser(["workbox-precache-v2-https://pathways.example/", "api", "pictures"]);
  await forgetBrowserTraces();
  expect([[...kept], cleared]).toEqual([["workbox-precache-v2-https://pathways.example/"], ["local", "session"]]);
});

test("a browser that refuses its storage stops nothing", async () => {
  const { kept } = aBrowser(["api"]);
  vi.stubGlobal("localStorage", { clear: () => { throw new Error("refused"); } });
  await forgetBrowserTraces();
  expect([...kept]).toEqual([]);
});
