import { afterEach, expect, test, vi } from "vitest";

// The worker's routes, without a browser: what none of them takes goes to the network as it is, and is stored nowhere.

/** Not a literal: the worker's types are those of another place than this test's. */
const worker: string = "./sw.ts";

interface Asked {
  readonly url: URL;
  readonly request: { readonly mode: string; readonly method: string };
}
type Route = { readonly denylist: readonly RegExp[] } | ((asked: Asked) => unknown);

afterEach(() => {
  vi.doUnmock("workbox-precaching");
  vi.doUnmock("workbox-routing");
  vi.doUnmock("./sync.ts");
  vi.doUnmock("./push.ts");
  vi.unstubAllGlobals();
  vi.resetModules();
});

async function routesOfTheWorker(): Promise<{ readonly routes: readonly Route[]; readonly listensTo: readonly string[] }> {
  const routes: Route[] = [];
  const listensTo: string[] = [];
  vi.resetModules();
  vi.stubGlobal("self", { __WB_MANIFEST: ["/index.html"], addEventListener: (name: string) => void listensTo.push(name) });
  vi.doMock("workbox-precaching", () => ({ precacheAndRoute: vi.fn(), cleanupOutdatedCaches: vi.fn(), createHandlerBoundToURL: vi.fn() }));
  vi.doMock("workbox-routing", () => ({
    NavigationRoute: class { constructor(_: unknown, readonly options: { readonly denylist: readonly RegExp[] }) {} },
    registerRoute: (route: { readonly options: { readonly denylist: readonly RegExp[] } } | ((asked: Asked) => unknown)) => void routes.push(typeof route === "function" ? route : route.options),
  }));
  vi.doMock("./sync.ts", () => ({ sendInBackground: () => vi.fn() }));
  vi.doMock("./push.ts", () => ({ showPushes: vi.fn() }));
  await import(worker);
  return { routes, listensTo };
}

const takes = (route: Route, path: string, mode: string): boolean => {
  const url = new URL(path, "https://pathways.example");
  if (typeof route === "function") return Boolean(route({ url, request: { mode, method: "GET" } }));
  return mode === "navigate" && !route.denylist.some((pattern) => pattern.test(url.pathname));
};

test("no answer of the API, and no part of the catalog, is the worker's to keep", async () => {
  const { routes, listensTo } = await routesOfTheWorker();
  expect(routes.some((route) => takes(route, "/plan/deep/inside", "navigate"))).toBe(true);
  for (const path of ["/api/v1/users/me", "/api/v1/changes", "/api/v1/docs", "/c/channel.json", "/c/b/abc", "/sw.js", "/sw-kill.js"])
    for (const mode of ["cors", "same-origin", "navigate"]) expect([path, mode, routes.filter((route) => takes(route, path, mode)).length]).toEqual([path, mode, 0]);
  // Whoever listens to `fetch` by hand goes past the routes.
  expect(listensTo).not.toContain("fetch");
});
