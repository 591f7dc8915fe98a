import type { LimitKind, Reason } from "@pathwayks/contracts";
import { limitKinds, onetSkills, riasec } from "@pathwayks/contracts";
import type { Phrase, SpanUnit, Value } from "./phrase.ts";

// Readers of a reason's `detail`. A detail may lack any field: a reader then answers `undefined`, and the sentence that
// needs it is passed over for a plainer one.

export type Detail = Reason["detail"];
export type Reader = (reason: Reason) => Value | undefined;

const numberOf = (detail: Detail, name: string): number | undefined => {
  const value = detail[name];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
};
const textOf = (detail: Detail, name: string): string | undefined => {
  const value = detail[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};

export const amount =
  (name: string): Reader =>
  ({ detail }) => {
    const cents = numberOf(detail, name);
    return cents === undefined ? undefined : { kind: "money", cents };
  };

/** A range of money: two fields, or one where its ends are equal. */
export const amounts =
  (low: string, high: string): Reader =>
  ({ detail }) => {
    const to = numberOf(detail, high);
    return to === undefined ? undefined : { kind: "money-range", low: numberOf(detail, low) ?? to, high: to };
  };

export const share =
  (name: string): Reader =>
  ({ detail }) => {
    const value = numberOf(detail, name);
    return value === undefined ? undefined : { kind: "percent", share: value };
  };

/** A large count, rounded to two digits, because the sentence says "about". */
export const about =
  (name: string): Reader =>
  ({ detail }) => {
    const n = numberOf(detail, name);
    return n === undefined || n <= 0 ? undefined : { kind: "count", n: n < 100 ? Math.round(n) : Number(n.toPrecision(2)) };
  };

export const span =
  (unit: SpanUnit, low: string, high = low): Reader =>
  ({ detail }) => {
    const to = numberOf(detail, high);
    if (to === undefined) return undefined;
    const from = numberOf(detail, low) ?? to;
    return { kind: "span", unit, low: Math.round(from), high: Math.round(to) };
  };

/** Minutes of a way, in steps of five as befits an estimate; a way below that is simply close. */
export const aWay: Reader = ({ detail }) => {
  const minutes = numberOf(detail, "minutes");
  if (minutes === undefined || minutes < 5) return undefined;
  const shown = Math.round(minutes / 5) * 5;
  return { kind: "span", unit: "minutes", low: shown, high: shown };
};

/** A rate as tenths: 0.84 → "8". */
export const tenths =
  (name: string): Reader =>
  ({ detail }) => {
    const value = numberOf(detail, name);
    return value === undefined || value < 0 || value > 1 ? undefined : Math.round(value * 10);
  };

const skills: ReadonlySet<string> = new Set(onetSkills);
export const skillName =
  (name: string): Reader =>
  ({ detail }) => {
    const skill = textOf(detail, name);
    return skill !== undefined && skills.has(skill)
      ? { kind: "phrase", phrase: { key: `vocabulary:skill.${skill}` } }
      : undefined;
  };

const types = new Map(riasec.map((type) => [type.charAt(0).toUpperCase(), type]));
/** The strongest RIASEC type of an occupation, out of its letters: "SRE" → social. */
export const interestType =
  (name: string): Reader =>
  ({ detail }) => {
    const type = types.get((textOf(detail, name) ?? "").charAt(0));
    return type === undefined ? undefined : { kind: "phrase", phrase: { key: `reasons:type.${type}` } };
  };

const limitPhrase = (limit: string): Phrase => ({ key: `vocabulary:limit.${limit}` });
const isLimit = (text: string): text is LimitKind => (limitKinds as readonly string[]).includes(text);

/** The limit that a pathway breaks, where this reason says that it breaks one. */
const brokenOf = (detail: Detail): LimitKind | undefined => {
  const limit = detail["limit"];
  return detail["fails"] === true && typeof limit === "string" && isLimit(limit) ? limit : undefined;
};
const laws: readonly LimitKind[] = ["education", "licence", "age", "background"];
export const brokenLimit: Reader = ({ detail }) => {
  const limit = brokenOf(detail);
  return limit === undefined ? undefined : { kind: "phrase", phrase: limitPhrase(limit) };
};
/** The same, where a law or a requirement sets the limit and not the person. */
export const brokenLaw: Reader = (reason) => {
  const limit = brokenOf(reason.detail);
  return limit !== undefined && laws.includes(limit) ? brokenLimit(reason) : undefined;
};

/** Facts that a detail marks as missing: `{ cost: true, hours: true }`. */
export const missingFacts: Reader = ({ detail }) => {
  const items = limitKinds.filter((limit) => detail[limit] === true).map((limit) => ({ key: `reasons:missing.${limit}` }));
  return items.length === 0 ? undefined : { kind: "list", items };
};

/** Whose figure the fact behind the reason is. */
export const whose: Reader = ({ fact }) =>
  fact === null ? undefined : { kind: "phrase", phrase: { key: `reasons:whose.${fact.basis}` } };

/** " (49 CFR 391.11)", or nothing where no law is named. */
export const cite: Reader = ({ detail }) => {
  const law = textOf(detail, "law");
  return law === undefined ? "" : { kind: "phrase", phrase: { key: "reasons:cite", values: { law } } };
};

/** Passes only where the field has this value; puts nothing into the sentence. */
export const only =
  (name: string, wanted: string | number | boolean | null): Reader =>
  ({ detail }) =>
    detail[name] === wanted ? "" : undefined;
