import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PartnerId } from "@pathwayks/contracts";
import { gatewaysOf, partnersFrom } from "./partners-file.ts";

const partner = (over: object = {}) => ({ url: "https://partner.example/api", kind: "school", secret: "s", ...over }) as const;
const id = (text: string) => text as PartnerId;
const fileWith = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), "pathwayks-partners-")), "partners.json");
  writeFileSync(path, text);
  return path;
};

test("a partner is found by its id, then by its type", () => {
  const gateways = gatewaysOf({ "sample-college": { ...partner(), standIn: false }, employer: { ...partner(), kind: "ats", standIn: false } });
  const about = { sample: false } as const;
  expect(gateways(id("sample-college"), { kind: "enrollment", ...about })?.idempotent).toBe(true);
  expect(gateways(id("some-employer"), { kind: "application", ...about })).toMatchObject({ idempotent: false, canLookUp: false });
  expect(gateways(id("another-college"), { kind: "enrollment", ...about })).toBeNull();
});

test("a sample goes to a stand-in or nowhere", () => {
  const about = { kind: "enrollment", sample: true } as const;
  expect(gatewaysOf({ "training-provider": { ...partner(), standIn: false } })(id("x"), about)).toBeNull();
  expect(gatewaysOf({ "training-provider": { ...partner(), standIn: true } })(id("x"), about)).not.toBeNull();
});

test.each([["no JSON", "{"], ["no list", "[]"], ["a word as address", JSON.stringify({ x: partner({ url: "partner" }) })], ["an unknown kind", JSON.stringify({ x: partner({ kind: "fax" }) })], ["no secret", JSON.stringify({ x: partner({ secret: "" }) })], ["an unknown member", JSON.stringify({ x: partner({ more: 1 }) })]])("a file with %s is refused in a sentence", (_, text) => {
  expect(partnersFrom(fileWith(text))).toMatchObject({ ok: false, error: expect.stringMatching(/^PARTNERS_FILE .*\.$/) as unknown });
});

test("a good file is taken", () => {
  expect(partnersFrom(fileWith(JSON.stringify({ "sample-college": partner() }))).ok).toBe(true);
});
