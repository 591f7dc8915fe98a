import { describe, expect, test } from "vitest";
import { limitKinds, type FactRef, type Reason, type SourceId, type IsoDate } from "@pathwayks/contracts";
import { formats } from "@pathwayks/ui";
import { reasonPhrase } from "./reasons.ts";
import { broken, variants, type Side } from "./variants.ts";
import { tellerOf, wordsOf } from "../testing.ts";

const fact: FactRef = { source: "bls" as SourceId, asOf: "2025-05-01" as IsoDate, basis: "occupation-national" };
const kinds = Object.keys(variants) as Reason["kind"][];
const sides: readonly Side[] = ["for", "against"];
const reason = (kind: Reason["kind"], detail: Reason["detail"], of: FactRef | null = fact): Reason => ({
  kind,
  term: "market",
  delta: 1,
  detail,
  fact: of,
});

/** What the ranking puts into the details, by kind, at its fullest. */
const full: Record<Reason["kind"], Reason["detail"]> = {
  "interest-fit": { fit: 0.8, code: "SRE" },
  "skill-fit": { now: 0.71, after: 0.71, from: "29-2061", skill: "2.A.1.f" },
  "skill-gap-closed": { now: 0.5, after: 0.75, from: "29-2061", skill: "2.A.1.f" },
  preparation: { zone: 3, reach: 3, licence: false },
  openings: { perYear: 54_437, employed: 630_000, percentile: 0.9 },
  growth: { rate: 0.031, percentile: 0.6 },
  wage: { median: 6_234_000, percentile: 0.7 },
  "jobs-open-now": { near: 1, nearInAll: 40, kilometers: 100 },
  completion: { low: 0.62, high: 0.74, n: 84, basis: "program" },
  placement: { low: 0.62, high: 0.74, n: 84, basis: "program" },
  time: { min: 12, max: 20, widest: "wait" },
  cost: { min: 120_000, max: 250_000, basis: "institution", limit: 300_000 },
  travel: { kilometers: 32, minutes: 28, mode: "car", limit: 45 },
  "hours-margin": { hours: 20, limit: 25 },
  "earn-while-learning": { training: "Apprenticeship" },
  "no-training-needed": {},
  stale: { days: 800, confirmFirst: true },
  "unknown-facts": { cost: true, hours: true },
  "few-local-jobs": { near: 2, nearInAll: 9, kilometers: 100 },
  "over-estimate": { min: 120_000, max: 250_000, basis: "institution", limit: 200_000 },
  childcare: { published: false },
  law: { rule: "min-age", law: "49 CFR 391.11(b)(1)", age: 21, limit: "age" },
};

describe.each(["en", "es"] as const)("reasons in %s", (language) => {
  const tell = tellerOf(language);

  test.each(kinds.flatMap((kind) => sides.map((side) => [kind, side] as const)))(
    "%s %s is said with its details and without any",
    (kind, side) => {
      for (const [detail, of] of [
        [full[kind], fact],
        [{}, null],
      ] as const) {
        const said = tell(reasonPhrase(reason(kind, detail, of), side));
        expect(said).toMatch(/[.!?]$/);
        expect(said).not.toMatch(/\{\{|undefined|NaN|null/);
      }
    },
  );

  test.each(limitKinds)("a pathway that breaks the limit %s says so", (limit) => {
    const said = tell(reasonPhrase(reason("law", { limit, fails: true }, null), "against"));
    expect(said).toContain(wordsOf(language, "vocabulary")[`limit.${limit}`]);
  });
});

test("the most telling sentence is chosen, and its numbers are in the reader's format", () => {
  const en = tellerOf("en");
  const es = tellerOf("es");
  expect(en(reasonPhrase(reason("openings", full.openings), "for"))).toBe("About 54,000 openings a year across the country.");
  expect(en(reasonPhrase(reason("jobs-open-now", full["jobs-open-now"]), "for"))).toBe("1 job like this is open now.");
  expect(en(reasonPhrase(reason("law", full.law), "against"))).toBe(
    "A law asks for an age of at least 21 (49 CFR 391.11(b)(1)).",
  );
  expect(en(reasonPhrase(reason("unknown-facts", full["unknown-facts"]), "against"))).toBe(
    "Not published: the price and the hours a week. Ask first.",
  );
  expect(es(reasonPhrase(reason("cost", { min: 0, max: 0 }), "for"))).toBe("No le cuesta nada.");
  expect(es(reasonPhrase(reason("wage", full.wage), "against"))).toContain(formats("es").money(6_234_000));
});

test("a rate that may not be shown leaves no number behind", () => {
  const said = tellerOf("en")(reasonPhrase(reason("completion", { n: 7 }, null), "for"));
  expect(said).not.toMatch(/\d/);
});

test("every sentence that the table can choose has its words in both languages", () => {
  const wanted = kinds.flatMap((kind) =>
    sides.flatMap((side) =>
      variants[kind][side].map(({ name, count }) => `${kind}.${side}${name ? `.${name}` : ""}${count ? "_other" : ""}`),
    ),
  );
  for (const language of ["en", "es"] as const) {
    const words = wordsOf(language, "reasons");
    expect([...wanted, ...broken.map(({ key }) => key.replace("reasons:", ""))].filter((key) => !(key in words))).toEqual([]);
  }
});

test("no word is left that no sentence can choose", () => {
  const reachable = new Set(
    kinds.flatMap((kind) =>
      sides.flatMap((side) => variants[kind][side].map(({ name }) => `${kind}.${side}${name ? `.${name}` : ""}`)),
    ),
  );
  const words = Object.keys(wordsOf("en", "reasons"));
  const sentences = words.map((key) => key.replace(/_(one|other)$/, "")).filter((key) => /\.(for|against)(\.|$)/.test(key));
  expect(sentences.filter((key) => !reachable.has(key))).toEqual([]);
});
