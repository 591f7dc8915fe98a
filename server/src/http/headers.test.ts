import { expect, test } from "vitest";
import { problem } from "@pathwayks/contracts";
import { testApp } from "../testing/app.ts";

const app = testApp();
const everyKind = [
  "/",
  "/saved",
  "/assets/gone.js",
  "/sw.js",
  "/c/channel.json",
  "/api/v1/health",
  "/api/v1/ready",
  "/api/v1/programs",
  "/api/v1/nothing",
  "/api/v1/docs",
  "/api/v1/docs.css",
  "/api/v1/openapi.json",
];

test("every answer carries the headers that protect the app, and a request id", async () => {
  for (const path of everyKind) {
    const { headers } = await app.request(path);
    const policy = headers.get("Content-Security-Policy") ?? "";
    expect([path, policy.includes("unsafe"), policy.includes("default-src 'none'")]).toEqual([path, false, true]);
    for (const part of [
      "script-src 'self'",
      "worker-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types pk",
    ])
      expect(policy).toContain(part);
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
    expect(headers.get("Strict-Transport-Security")).toMatch(/max-age=31536000/);
    expect(headers.get("Permissions-Policy")).toContain("camera=()");
    expect(headers.get("X-Request-Id")).toMatch(/^req_[A-Za-z0-9_-]{8,40}$/);
    expect(headers.get("Service-Worker-Allowed")).toBeNull();
    expect(headers.get("X-Powered-By")).toBeNull();
  }
});

test("errors come in the envelope of the contract, with the id of the header, and are not kept", async () => {
  for (const [path, status, code] of [
    ["/api/v1/nothing", 404, "NOT_FOUND"],
    ["/api/v1/programs", 503, "SERVICE_UNAVAILABLE"],
    ["/gone.png", 404, "NOT_FOUND"],
    ["/c/b/00", 404, "NOT_FOUND"],
  ] as const) {
    const answer = await app.request(path);
    const body = problem.parse(await answer.json());
    expect([answer.status, body.error.code]).toEqual([status, code]);
    expect(body.error.requestId).toBe(answer.headers.get("X-Request-Id"));
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
  }
});

test("a method that an address does not answer is 405, and names those it does", async () => {
  for (const [method, path, allow] of [
    ["POST", "/api/v1/programs", "GET, HEAD"],
    ["DELETE", "/api/v1/programs/a:b", "GET, HEAD"],
    ["PUT", "/api/v1/matching/recommendations", "GET, HEAD, POST"],
    ["OPTIONS", "/api/v1/jobs", "GET, HEAD"],
  ] as const) {
    const answer = await app.request(path, { method });
    expect([path, answer.status, answer.headers.get("Allow")]).toEqual([path, 405, allow]);
  }
});
