import { expect, test } from "vitest";
import { testApp } from "../testing/app.ts";
import { describeApi } from "./openapi.ts";

const app = testApp();
const documented = /^\/api\/v1\/(?!docs)/;

test("every route is in the document, and the document has no other", async () => {
  const { paths } = await describeApi(app, "1.2.3");
  const inDocument = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = app.routes
    .filter(({ method, path }) => method !== "ALL" && documented.test(path))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
  expect(inDocument.sort()).toEqual([...new Set(routes)].sort());
  expect(inDocument.length).toBeGreaterThan(13);
});

test("each operation is told: words, an id of its own, answers with schemas, parameters with types", async () => {
  const document = (await (await app.request("/api/v1/openapi.json")).json()) as {
    openapi: string;
    paths: Record<string, Record<string, Record<string, unknown>>>;
  };
  expect(document.openapi).toMatch(/^3\.1/);
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  expect(new Set(operations.map((operation) => operation["operationId"])).size).toBe(operations.length);
  for (const operation of operations) {
    const responses = operation["responses"] as Record<string, unknown>;
    expect(operation).toMatchObject({ summary: expect.any(String) });
    // One route only sends a browser on to a page.
    if (!("303" in responses)) expect(responses).toMatchObject({ 200: { content: { "application/json": { schema: expect.any(Object) } } } });
    for (const parameter of (operation["parameters"] ?? []) as {
      name: string;
      in: string;
      schema: unknown;
      required?: boolean;
    }[]) {
      expect(parameter).toMatchObject({ schema: { type: expect.any(String) } });
      if (parameter.in === "path") expect(parameter.required).toBe(true);
    }
  }
  expect(document.paths["/api/v1/programs"]?.["get"]?.["parameters"]).toContainEqual(
    expect.objectContaining({
      name: "limit",
      in: "query",
      schema: expect.objectContaining({ type: "integer", minimum: 1, maximum: 100, default: 20 }),
    }),
  );
  expect(document.paths["/api/v1/matching/recommendations"]?.["post"]).toMatchObject({
    requestBody: { content: { "application/json": { schema: { required: ["profile"] } } } },
  });
});

test("every reference inside the document leads somewhere", async () => {
  const document: unknown = await (await app.request("/api/v1/openapi.json")).json();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? "");
  for (const target of references) {
    const found = target
      .slice(2)
      .split("/")
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
    expect([target, found !== undefined]).toEqual([target, true]);
  }
});

test("the page for people shows every operation, and nothing that the policy forbids", async () => {
  const page = await (await app.request("/api/v1/docs")).text();
  const { paths } = await describeApi(app, "x");
  for (const path of Object.keys(paths)) expect(page).toContain(`<code>${path}</code>`);
  expect(page).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|https?:\/\/(?!localhost)/i);
  expect((await app.request("/api/v1/docs.css")).headers.get("Content-Type")).toBe("text/css; charset=utf-8");
});
