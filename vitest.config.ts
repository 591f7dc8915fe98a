import { defineConfig } from "vitest/config";

// Noise fails a test: an unexpected console.error or console.warn throws in `tests/noise.ts`.
export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.{ts,tsx}", "server/**/*.test.ts", "scripts/**/*.test.ts", "apps/*/{src,build}/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "**/dist/**", "data/**"],
    setupFiles: ["tests/noise.ts"],
    testTimeout: 20_000,
    pool: "forks",
    // Every core: what runs beside them in `npm run check` is done before they are half through.
    maxWorkers: "100%",
    // Files share a process and what it has loaded: our modules keep no state, and loading them anew took half of the time.
    isolate: false,
    reporters: ["default"],
  },
});
