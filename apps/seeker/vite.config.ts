import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { engineUrl, icons, pureDefinitions, quiet } from "./build/bytes.ts";
import { webManifest } from "./build/manifest.ts";
import { wordLists } from "./build/words.ts";
import { budget, keepPrevious, prerender } from "./build/plugins.ts";
import { chunksAsScripts } from "./build/scripts.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { version: string };

export default defineConfig({
  root,
  publicDir: fileURLToPath(new URL("../../public", import.meta.url)),
  define: {
    // The public keys whose signature makes a catalog genuine: JSON of TrustedKey[]. An app built without any takes none.
    __TRUSTED_KEYS__: process.env["PATHWAYKS_TRUSTED_KEYS"] ?? "[]",
    __APP_VERSION__: JSON.stringify(version),
  },
  // The doors of these packages are builds for browsers of 2015 and for React 17; ours need a fifth less.
  resolve: {
    alias: [
      { find: /^dexie$/, replacement: "dexie/dist/modern/dexie.mjs" },
      { find: /^use-sync-external-store\/shim$/, replacement: "react" },
      { find: /^use-sync-external-store\/shim\/with-selector$/, replacement: "use-sync-external-store/with-selector" },
    ],
  },
  worker: { format: "es" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    // One file: what the lazy screens add is 1.3 kB, and half of that again as a file of its own.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    // Pictures as files: the content security policy allows `data:` only for images, and a file is cached once.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      output: {
        // What several screens share lies together: fifty small files compress badly and are fifty lines in the worker's list.
        codeSplitting: {
          groups: [
            { name: "base", test: /vite\/preload-helper|\/node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack)\//, priority: 5 },
            // Workers need these two as well, and nothing of the screens: React in them would be read at each start.
            { name: "contracts", test: /\/packages\/contracts\/src\/|\/matching\/src\/weights|\/node_modules\/zod\//, priority: 4 },
            { name: "device", test: /\/packages\/sync\/src\/|\/node_modules\/dexie\//, priority: 4 },
            { name: "parts", test: /\/packages\/ui\/src\/.*tsx?$|\/node_modules\/(?!dexie|workbox|uqr)|\/seeker\/src\/(shell|state|device)\/.*tsx?$/, minShareCount: 2, priority: 3 },
            // The questions are short and come next: with the first screens they need no wait of their own.
            { name: "home", test: /\/seeker\/src\/(app|engine\/client|screens\/(home|assessment)\/[a-z-]+)\.tsx?$/, priority: 3 },
            { name: "mine", test: /\/seeker\/src\/(account|screens\/(account|plan|profile|saved|pathways|catalog))\/.*tsx?$|\/uqr\//, priority: 1 },
          ],
        },
      },
      treeshake: {
        propertyReadSideEffects: false,
        unknownGlobalSideEffects: false,
        // Our modules only define things, so what is not used of them may go; styles are the exception.
        moduleSideEffects: (id) => !/\/packages\/[a-z]+\/src\/.*\.tsx?$/.test(id),
      },
    },
  },
  plugins: [
    react(),
    prerender(root),
    wordLists(fileURLToPath(new URL("src/words", import.meta.url))),
    pureDefinitions(),
    icons(),
    quiet(),
    chunksAsScripts(fileURLToPath(new URL("src/sw/background.ts", import.meta.url))),
    engineUrl(fileURLToPath(new URL("src/worker/main.ts", import.meta.url))),
    VitePWA({
      strategies: "injectManifest",
      registerType: "prompt",
      // Registered by hand (src/device/app-update.ts): once, at /sw.js, through the Trusted Types policy.
      injectRegister: false,
      srcDir: "src/sw",
      filename: "sw.ts",
      manifest: webManifest,
      includeManifestIcons: false,
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,svg,png}"],
        globIgnores: ["sw-kill.js", "icons/icon-512.png", "icons/maskable-*.png"],
        maximumFileSizeToCacheInBytes: 2_000_000,
      },
    }),
    budget(),
    // After the weighing, which counts this build alone.
    keepPrevious(),
  ],
});
