import { Hono } from "hono";
import { z } from "zod";
import type { AppEnv } from "../http/context.ts";
import { revalidate } from "../http/file-answer.ts";
import { docsPage } from "./docs-page.ts";
import { docsStyle } from "./docs-style.ts";
import { describe } from "./describe.ts";
import { describeApi } from "./openapi.ts";
import type { ApiDocument } from "./openapi.ts";

/** The OpenAPI document of the whole app and the page made from it. Both are made on the first request. */
export function documentRoutes(api: () => Hono<AppEnv>, version: string): Hono<AppEnv> {
  let made: Promise<ApiDocument> | undefined;
  const document = () => (made ??= describeApi(api(), version));
  return new Hono<AppEnv>()
    .get(
      "/openapi.json",
      describe({
        tag: "Service",
        summary: "This description, as OpenAPI 3.1",
        answer: z.looseObject({ openapi: z.string() }),
        problems: [],
      }),
      async (c) => {
        c.header("Cache-Control", revalidate);
        return c.json(await document());
      },
    )
    .get("/docs", async (c) => {
      c.header("Cache-Control", revalidate);
      return c.html(docsPage(await document()));
    })
    .get("/docs.css", (c) => {
      c.header("Cache-Control", revalidate);
      return c.body(docsStyle, 200, { "Content-Type": "text/css; charset=utf-8" });
    });
}
