import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_JSON_DEPTH, parseStrictJson } from "./strict-json.ts";

const kind = (text: string) => {
  const parsed = parseStrictJson(text);
  return parsed.ok ? "ok" : parsed.error.kind;
};
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

test("what is not JSON, too deep or ambiguous is refused", () => {
  expect(kind("{")).toBe("no-json");
  expect(kind("")).toBe("no-json");
  expect(kind(nested(MAX_JSON_DEPTH))).toBe("ok");
  expect(kind(nested(MAX_JSON_DEPTH + 1))).toBe("too-deep");
  expect(kind('{"a":1,"a":2}')).toBe("duplicate-key");
  expect(kind('{"a":[{"b":1,"\\u0062":2}]}')).toBe("duplicate-key");
  expect(kind('{"__proto__":{}}')).toBe("forbidden-key");
  expect(kind('{"a":[1,{"\\u005f_proto__":1}]}')).toBe("forbidden-key");
});

test("keys may repeat in different objects, and look-alikes inside texts do not count", () => {
  expect(kind('{"a":{"a":[{"a":1},{"a":2}]},"b":{"a":1}}')).toBe("ok");
  expect(kind('{"a":"\\",\\"a\\":1","b":"__proto__","c":["a","a",{"a":"[[["}]}')).toBe("ok");
  expect(kind('"text"')).toBe("ok");
});

test("every value that JSON can hold comes through unchanged", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
      const text = JSON.stringify(value);
      if (text.includes("__proto__")) return;
      expect(parseStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
    { numRuns: 500 },
  );
});
