import { createHash } from "node:crypto";
import { Hono } from "hono";
import type { AppContext, AppEnv } from "../http/context.ts";
import { immutable, revalidate, sendFile } from "../http/file-answer.ts";
import type { ReadyFile } from "../http/file-answer.ts";
import type { Problems } from "../http/problem.ts";
import { contentTypeOf, looksLikeFile } from "./content-type.ts";
import { killSwitchWorker } from "./kill-switch-worker.ts";
import type { AppFiles } from "./load.ts";

export interface AppFilesDeps {
  readonly files: AppFiles;
  readonly problems: Problems;
  /** Whether `/sw.js` is to remove the service worker from every device. Asked on each request. */
  readonly killSwitch: () => boolean;
}

/** As the build names them: `/assets/app-1a2B3c_d.js`. */
const hashedName = /^\/assets\/.*-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;

/** The app: its files, and its first page for every address that is a screen. */
export function appFilesRoutes({ files, problems, killSwitch }: AppFilesDeps): Hono<AppEnv> {
  const builtIn = textFile("sw-kill.js", killSwitchWorker);
  const shell = files.current.get("/index.html");
  const missing = (c: AppContext) => problems.answer(c, "NOT_FOUND", "There is no such file.");

  return new Hono<AppEnv>().get("*", (c) => {
    const path = c.req.path;
    if (path === "/sw.js" && killSwitch()) {
      c.set("routeName", "app kill switch");
      return sendFile(c, files.current.get("/sw-kill.js") ?? builtIn, revalidate);
    }
    c.set("routeName", "app file");
    const file = files.current.get(path);
    // `/index.html` too: the service worker fetches it by name, and not as a document.
    // Only names that carry a hash of their content may be kept for ever.
    const hashed = hashedName.test(path);
    if (file !== undefined) return sendFile(c, file, hashed ? immutable : revalidate);
    const old = hashed ? files.previous.get(path) : undefined;
    if (old !== undefined) return sendFile(c, old, immutable);
    if (!isScreen(c)) return missing(c);
    c.set("routeName", "app page");
    if (shell !== undefined) return sendFile(c, shell, revalidate);
    return problems.answer(c, "SERVICE_UNAVAILABLE", "The app has not been built yet.");
  });
}

/**
 * Whether a request is for a screen of the app. A file that is missing must stay missing: a page in its place would be run
 * as a script, or kept by a service worker.
 */
function isScreen(c: AppContext): boolean {
  const path = c.req.path;
  if (path.startsWith("/assets/") || (looksLikeFile(path) && path !== "/index.html")) return false;
  const destination = c.req.header("Sec-Fetch-Dest");
  if (destination !== undefined) return destination === "document" || destination === "iframe";
  const accept = c.req.header("Accept");
  return accept === undefined || /text\/html|\*\/\*/.test(accept);
}

function textFile(name: string, text: string): ReadyFile {
  const bytes = new Uint8Array(Buffer.from(text));
  return {
    contentType: contentTypeOf(name),
    hash: createHash("sha256").update(bytes).digest("hex"),
    encodings: [],
    bytes: () => bytes,
  };
}
