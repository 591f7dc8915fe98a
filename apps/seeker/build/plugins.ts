import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { runnerImport, type Plugin } from "vite";
import { judge, weigh } from "./budget.ts";

/** Renders the first screen, in every language, into index.html, so that it is painted before any script has run. */
export function prerender(root: string): Plugin {
  return {
    name: "pathwayks:prerender",
    apply: "build",
    transformIndexHtml: {
      order: "pre",
      async handler(html) {
        const { module } = await runnerImport<{ renderFirstScreens(): string }>(join(root, "src/prerender/render.tsx"), {
          configFile: false, root, logLevel: "error", plugins: [react()],
        });
        const markup = module.renderFirstScreens();
        // The content security policy forbids inline styles and scripts; say so here instead of on a phone's console.
        if (/\sstyle=|<script|<style|\son[a-z]+=/i.test(markup)) this.error("the first screen must not carry inline styles, scripts or handlers");
        return html.replace("<!--first-screen-->", () => markup);
      },
    },
  };
}

/** Fails the build where the app outgrows its bytes. Runs after the service worker is written. */
export function budget(): Plugin {
  let outDir = "";
  return {
    name: "pathwayks:budget",
    apply: "build",
    enforce: "post",
    configResolved: ({ root, build }) => void (outDir = resolve(root, build.outDir)),
    closeBundle: {
      sequential: true,
      order: "post",
      async handler(error?: unknown) {
        if (error) return;
        const { text, within } = judge(await weigh(outDir));
        this.info(`\n${text}`);
        if (!within) this.error("the app is larger than its budget");
      },
    },
  };
}

/** Lists this build's files below `assets/`; written beside them so that the next build knows what was there. */
const LIST = "assets/files.json";

/**
 * Keeps the assets of the build before this one, so that a page that was loaded just before a release still finds the parts
 * that it loads late. Two releases, no more: the older ones go.
 */
export function keepPrevious(): Plugin {
  let outDir = "";
  let stash = "";
  let kept: readonly string[] = [];
  return {
    name: "pathwayks:keep-previous",
    apply: "build",
    enforce: "post",
    configResolved({ root, build }) {
      outDir = resolve(root, build.outDir);
      stash = `${outDir}.previous`;
    },
    async buildStart() {
      kept = await listed(outDir);
      await rm(stash, { recursive: true, force: true });
      for (const name of kept) await cp(join(outDir, name), join(stash, name)).catch(() => undefined);
    },
    writeBundle: {
      sequential: true,
      async handler(_, bundle) {
        const names = Object.keys(bundle).filter((name) => name.startsWith("assets/")).sort();
        await mkdir(join(outDir, "assets"), { recursive: true });
        await writeFile(join(outDir, LIST), `${JSON.stringify(names)}\n`);
      },
    },
    closeBundle: {
      sequential: true,
      order: "post",
      async handler() {
        const fresh = new Set(await listed(outDir));
        for (const name of kept) if (!fresh.has(name)) await cp(join(stash, name), join(outDir, name)).catch(() => undefined);
        await rm(stash, { recursive: true, force: true });
      },
    },
  };
}

async function listed(outDir: string): Promise<readonly string[]> {
  try {
    const names: unknown = JSON.parse(await readFile(join(outDir, LIST), "utf8"));
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}
