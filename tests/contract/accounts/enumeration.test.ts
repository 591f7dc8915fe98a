import { expect, test } from "vitest";
import type { Passwords } from "../../../server/src/people/passwords/hasher.ts";
import { asked, compare, holds, mannWhitney } from "../../security/enumeration.ts";

// A small version of tests/security/enumeration.ts, which is run by itself at full size. By chance alone one comparison in a
// hundred looks different, so a difference counts only if it shows three times; what leaks shows every time.

const tellsNothing = async (compared: () => ReturnType<typeof compare>): Promise<boolean> => {
  for (let i = 0; i < 3; i++) if (holds(await compared())) return true;
  return false;
};

test.each(asked)("the time of %s does not tell whether an address has an account", async (what) => {
  expect(await tellsNothing(() => compare(what, what === "login" ? 60 : 20))).toBe(true);
});

test("a server that hashes nothing for an unknown address would be found", async () => {
  const hasty: Passwords = {
    hash: () => Promise.reject(new Error("not asked")),
    async verify(_, stored) {
      if (stored !== null) await new Promise((resolve) => setTimeout(resolve, 20));
      return { ok: true, value: { matches: false, outdated: false } };
    },
  };
  expect(await tellsNothing(() => compare("login", 60, hasty))).toBe(false);
});

test("the comparison itself is right", () => {
  const even = Array.from({ length: 50 }, (_, i) => i * 2);
  const odd = even.map((value) => value + 1);
  expect(mannWhitney(even, odd)).toBeGreaterThan(0.5);
  expect(mannWhitney(even, even.map((value) => value + 60))).toBeLessThan(0.001);
  expect(mannWhitney([1, 1, 1], [1, 1, 1])).toBe(1);
  // U = 47 - 36 = 11 where 32 is expected, deviation sqrt(64 / 12 * 17) = 9.52: z = 2.205.
  expect(mannWhitney([1, 2, 3, 4, 5, 6, 12, 14], [7, 8, 9, 10, 11, 13, 15, 16])).toBeCloseTo(0.0274, 4);
});
