import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TrustedKey } from "@pathwayks/contracts";
import { buildRelease, generateKeys, readRows, signPointer, validateRows, writeRelease, type Release, type SigningKey } from "@pathwayks/catalog/build";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const keys: { readonly signing: SigningKey; readonly trusted: readonly TrustedKey[] } = generateKeys("test");

/** Builds the app into `outDir` as a release does, trusting the keys of this run; a key more makes another version of it. */
export async function buildApp(outDir: string, extra: readonly TrustedKey[] = []): Promise<void> {
  const env = { ...process.env, PATHWAYKS_TRUSTED_KEYS: JSON.stringify([...keys.trusted, ...extra]) };
  const vite = join(root, "node_modules/vite/bin/vite.js");
  await promisify(execFile)(process.execPath, [vite, "build", "apps/seeker", "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"], { cwd: root, env });
}

/** The starter catalog as a release, and publishing it below `dir`. */
export function starterRelease(prev: Release | null = null, createdAt = "2026-11-23T08:00:00Z"): Release {
  const { rows, rejects } = validateRows(readRows(join(root, "server/starter")));
  if (rejects.length > 0) throw new Error(`the starter has ${rejects.length} rows that are refused`);
  return buildRelease({ rows, prev, createdAt });
}

export function publish(dir: string, release: Release, expires = "2030-01-01T00:00:00Z"): void {
  const { version } = release.manifest;
  writeRelease(dir, release, signPointer({ version, manifestHash: release.manifestHash, expires }, [keys.signing]));
}

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json",
  ".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json",
};

const policy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'",
  "font-src 'self'", "base-uri 'none'", "object-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
  "trusted-types pk 'allow-duplicates'",
].join("; ");

export interface AppSite {
  readonly url: string;
  /** Folder of the app and of the release; may be changed while it runs. */
  app: string;
  releases: string;
  /** Looks at a request first; answers it where it returns true. */
  intercept: ((path: string, response: ServerResponse) => boolean) | null;
  /** Paths asked for since the last call. */
  taken(): string[];
  close(): Promise<void>;
}

/** Serves app and releases with the headers of production: files as they are, every other path the app's page. */
export async function serveApp(app: string, releases: string): Promise<AppSite> {
  const asked: string[] = [];
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname);
    asked.push(path);
    if (site.intercept?.(path, response)) return;
    response.setHeader("content-security-policy", policy).setHeader("x-content-type-options", "nosniff");
    const folder = path.startsWith("/c/") ? site.releases : site.app;
    const isFile = extname(path) !== "" || path.startsWith("/c/") || path.startsWith("/api/");
    const file = join(folder, isFile ? path : "index.html");
    const bytes = await readFile(file).catch(() => null);
    response.setHeader("cache-control", path.startsWith("/assets/") || /^\/c\/[mb]\//.test(path) ? "public, max-age=31536000, immutable" : "no-cache");
    if (!bytes) response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    else response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream").end(bytes);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const site: AppSite = {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    app, releases, intercept: null,
    taken: () => asked.splice(0),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
  return site;
}
