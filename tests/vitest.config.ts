import { defineConfig } from "vitest/config";

// What crosses packages: real server, real Chromium, real releases. One file at a time: they share two cores and a browser.
export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/noise.ts"],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    pool: "forks",
    reporters: ["default"],
  },
});
