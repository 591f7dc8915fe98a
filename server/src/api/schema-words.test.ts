import { expect, test } from "vitest";
import { z } from "zod";
import { outline, typeInWords } from "./schema-words.ts";

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "input" });

test("types are told in words", () => {
  expect(typeInWords(schemaOf(z.int().min(1).max(100).default(20)))).toBe("whole number from 1 to 100; 20 if left out");
  expect(typeInWords(schemaOf(z.int()))).toBe("whole number");
  expect(typeInWords(schemaOf(z.nullable(z.array(z.enum(["a", "b"])))))).toBe("list of one of a, b, or null");
  expect(typeInWords(schemaOf(z.string().regex(/^\d{5}$/)))).toBe("text like ^\\d{5}$");
  expect(typeInWords(schemaOf(z.union([z.string(), z.number()])))).toBe("one of several shapes");
});

test("an object is told field by field, through lists and what may be null", () => {
  const schema = z.object({ a: z.string(), b: z.array(z.object({ c: z.nullable(z.object({ d: z.literal(1) })) })) });
  expect(outline(schemaOf(schema))).toEqual(["a: text", "b: list of object", "  c: object, or null", "    d: 1"]);
});
