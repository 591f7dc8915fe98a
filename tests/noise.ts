import { afterEach, beforeEach, vi } from "vitest";

// Whatever the code under test prints to the console as an error or a warning fails the test that caused it.
const noise: string[] = [];

beforeEach(() => {
  noise.length = 0;
  for (const level of ["error", "warn"] as const)
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void noise.push(`${level}: ${parts.map(String).join(" ")}`));
});

afterEach(() => {
  vi.restoreAllMocks();
  if (noise.length > 0) throw new Error(`unexpected console output\n${noise.join("\n")}`);
});
