import { expect, test } from "vitest";
import { file, testApp } from "../testing/app.ts";

const html = { Accept: "text/html", "Sec-Fetch-Dest": "document" };
const app = testApp({
  appFiles: {
    current: new Map([
      ["/index.html", file("<!doctype html>new", "text/html; charset=utf-8")],
      ["/assets/app-11111111.js", file("new()", "text/javascript; charset=utf-8")],
      ["/assets/files.json", file("[]", "application/json")],
      ["/sw.js", file("precache()", "text/javascript; charset=utf-8")],
      ["/icons/icon.svg", file("<svg/>", "image/svg+xml")],
    ]),
    previous: new Map([
      ["/index.html", file("<!doctype html>old")],
      ["/assets/late-00000000.js", file("old()", "text/javascript; charset=utf-8")],
      ["/old-page.txt", file("old")],
    ]),
  },
});
const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });

test("assets with a hash in their name are kept for ever, everything else is asked for again", async () => {
  expect((await get("/assets/app-11111111.js")).headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
  for (const path of ["/", "/index.html", "/sw.js", "/icons/icon.svg", "/assets/files.json"]) {
    const answer = await get(path);
    expect([path, answer.status, answer.headers.get("Cache-Control")]).toEqual([path, 200, "no-cache"]);
  }
});

test("a page of the previous build still gets its late files, but never its old page", async () => {
  expect(await (await get("/assets/late-00000000.js")).text()).toBe("old()");
  expect(await (await get("/", html)).text()).toContain("new");
  expect((await get("/old-page.txt")).status).toBe(404);
});

test("a file that is gone is 404, never the page of the app", async () => {
  for (const [path, headers] of [
    ["/assets/gone-22222222.js", {}],
    ["/assets/gone-22222222.js", html],
    ["/assets/no-ending", html],
    ["/gone.png", html],
    ["/gone.js", { Accept: "*/*" }],
    ["/sw-other.js", html],
    ["/pathways", { "Sec-Fetch-Dest": "script", Accept: "*/*" }],
    ["/pathways", { "Sec-Fetch-Dest": "empty", Accept: "*/*" }],
    ["/pathways", { Accept: "image/*" }],
  ] as const) {
    const answer = await get(path, headers);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.json()).toMatchObject({ error: { code: "NOT_FOUND" } });
  }
});

test("every address that is a screen gets the app, also where an id holds a dot", async () => {
  for (const [path, headers] of [
    ["/", html],
    ["/pathways", html],
    ["/pathways/jccc:cip-51.3901~29-2061", html],
    ["/catalog/programs/wsu:nurse.v2", html],
    ["/saved", {}],
    ["/saved", { Accept: "*/*" }],
  ] as const) {
    const answer = await get(path, headers);
    expect([path, answer.status, answer.headers.get("Content-Type")]).toEqual([path, 200, "text/html; charset=utf-8"]);
  }
});

test("paths that try to leave the folder find nothing", async () => {
  for (const path of [
    "/assets/../index.html/../../package.json",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/..%2fpackage.json",
    "/assets/app-11111111.js%00.html",
  ])
    expect((await get(path)).status).toBe(404);
});

test("a client that has the file gets 304, and HEAD gets the headers alone", async () => {
  const first = await get("/assets/app-11111111.js");
  const etag = first.headers.get("ETag") ?? "";
  const again = await get("/assets/app-11111111.js", { "If-None-Match": etag });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  const head = await app.request("/assets/app-11111111.js", { method: "HEAD" });
  expect([head.status, head.headers.get("Content-Length"), await head.text()]).toEqual([200, "5", ""]);
});

test("only the app's own worker may be installed", async () => {
  expect((await get("/sw.js", { "Service-Worker": "script" })).status).toBe(200);
  for (const path of ["/assets/app-11111111.js", "/c/channel.json", "/api/v1/health", "/", "/sw.js/", "/SW.js"]) {
    const answer = await get(path, { "Service-Worker": "script" });
    expect([path, answer.status]).toEqual([path, 403]);
    expect(answer.headers.get("Service-Worker-Allowed")).toBeNull();
  }
});

test("the kill switch replaces the worker, and takes the build's own killer where there is one", async () => {
  const builtIn = await testApp({ killSwitch: () => true }).request("/sw.js");
  expect(await builtIn.text()).toContain("registration.unregister()");
  expect([builtIn.headers.get("Cache-Control"), builtIn.headers.get("Content-Type")]).toEqual([
    "no-cache",
    "text/javascript; charset=utf-8",
  ]);
  const own = testApp({
    killSwitch: () => true,
    appFiles: { current: new Map([["/sw-kill.js", file("kill()")]]), previous: new Map() },
  });
  expect(await (await own.request("/sw.js")).text()).toBe("kill()");
});

test("files cannot be written, and no app is said to be no app", async () => {
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const answer = await app.request("/assets/app-11111111.js", { method });
    expect([answer.status, answer.headers.get("Allow")]).toEqual([405, "GET, HEAD"]);
  }
  expect((await testApp({ appFiles: { current: new Map(), previous: new Map() } }).request("/")).status).toBe(503);
});
