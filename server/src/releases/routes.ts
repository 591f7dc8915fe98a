import { Hono } from "hono";
import type { AppContext, AppEnv } from "../http/context.ts";
import { immutable, revalidate, sendFile } from "../http/file-answer.ts";
import type { Problems } from "../http/problem.ts";
import type { ReleaseFiles } from "./files.ts";

/** `/c/*`: what devices download. The same folder can stand on any static host. */
export function releaseRoutes(files: ReleaseFiles, problems: Problems): Hono<AppEnv> {
  const missing = (c: AppContext) => problems.answer(c, "NOT_FOUND", "There is no such file in the catalog.");
  return new Hono<AppEnv>()
    .get("/channel.json", async (c) => {
      const file = await files.pointer();
      return file === null ? missing(c) : sendFile(c, file, revalidate);
    })
    .get("/m/:name{[0-9a-f]+\\.json}", async (c) => {
      const hash = c.req.param("name").slice(0, -".json".length);
      const file = hash.length === 64 ? await files.byHash("m", hash) : null;
      return file === null ? missing(c) : sendFile(c, file, immutable);
    })
    .get("/b/:hash{[0-9a-f]+}", async (c) => {
      const hash = c.req.param("hash");
      const file = hash.length === 64 ? await files.byHash("b", hash) : null;
      return file === null ? missing(c) : sendFile(c, file, immutable);
    })
    .get("*", missing);
}
