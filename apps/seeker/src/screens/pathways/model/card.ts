import type { Chance, FactRef, Language, LocalText, Range, RankedPathway } from "@pathwayks/contracts";
import type { Facts } from "../../../engine/port.ts";
import type { Phrase } from "../reasons/phrase.ts";
import { bare } from "../reasons/phrase.ts";
import { reasonPhrase } from "../reasons/reasons.ts";

/** One of the three numbers that lead a card. `value` is null where the fact is not published: the card says so in words. */
export interface LeadFact {
  /** Key of its name. */
  readonly label: string;
  readonly value: Phrase | null;
  /** Words after the number, where it does not carry its own. */
  readonly unit?: Phrase;
  /** Whose figure it is and of when, small beneath. */
  readonly note: Phrase;
}

/** What a card shows, as phrases: no words, no locale. */
export interface CardFacts {
  readonly id: string;
  readonly names: PathwayNames;
  readonly title: Phrase;
  readonly match: number;
  readonly weeks: LeadFact;
  readonly cost: LeadFact;
  readonly wage: LeadFact;
  /** Two for, one against. */
  readonly reasonsFor: readonly Phrase[];
  readonly reasonAgainst: Phrase | null;
  readonly chances: readonly Phrase[];
  readonly chanceKnown: boolean;
  readonly freshness: Phrase;
  readonly confirmFirst: boolean;
  readonly distance: Phrase | null;
  readonly nextStart: Phrase;
  readonly sample: boolean;
}

/** The text in the reader's language, else in English. */
export const local = (text: LocalText, language: Language): string => text[language] ?? text.en;

/** What the three parts of a pathway are called: null program for a job that needs no training. */
export interface PathwayNames {
  readonly program: string | null;
  readonly provider: string | null;
  readonly occupation: string;
}

export function pathwayNames(
  pathway: Pick<RankedPathway, "programId" | "soc">,
  facts: Facts,
  language: Language,
): PathwayNames {
  const program = pathway.programId === null ? undefined : facts.programs[pathway.programId];
  const occupation = facts.occupations[pathway.soc];
  return {
    program: program === undefined ? null : local(program.name, language),
    provider: program?.providerName ?? null,
    occupation: occupation === undefined ? pathway.soc : local(occupation.title, language),
  };
}

/** "Practical Nursing at … leads to Licensed practical nurse": the pathway as one sentence without an arrow. */
export function titlePhrase({ program, provider, occupation }: PathwayNames): Phrase {
  if (program === null) return { key: "pathways:title.direct", values: { occupation } };
  return { key: "pathways:title", values: { program, provider: provider ?? "", occupation } };
}

export function cardFacts(pathway: RankedPathway, facts: Facts, language: Language): CardFacts {
  const against = pathway.against[0];
  const chances = [chancePhrase("completion", pathway.completion), chancePhrase("placement", pathway.placement)];
  const known = pathway.completion.kind === "rate" || pathway.placement.kind === "rate";
  const names = pathwayNames(pathway, facts, language);
  return {
    id: pathway.id,
    names,
    title: titlePhrase(names),
    match: pathway.matchScore,
    weeks: weeksFact(pathway),
    cost: costFact(pathway),
    wage: wageFact(pathway),
    reasonsFor: pathway.reasons.slice(0, 2).map((reason) => reasonPhrase(reason, "for")),
    reasonAgainst: against === undefined ? null : reasonPhrase(against, "against"),
    // A job without training has no program whose people could finish.
    chances: pathway.programId === null ? [] : known ? chances : [{ key: "pathways:chance.none" }],
    chanceKnown: known,
    freshness: freshnessPhrase(pathway, facts),
    confirmFirst: pathway.freshness.confirmFirst,
    distance: distancePhrase(pathway),
    nextStart: nextStartPhrase(pathway),
    sample: pathway.sample,
  };
}

export function weeksFact({ weeksToPaycheck }: RankedPathway): LeadFact {
  const label = "pathways:fact.weeks";
  if (weeksToPaycheck === null) return { label, value: null, note: { key: "pathways:weeks.unknown" } };
  const { total, basis } = weeksToPaycheck;
  const training = basis.training === "published" ? "published" : basis.training === "none" ? "none" : "usual";
  return { label, value: weeksPhrase(total), note: { key: `pathways:weeks.note.${training}` } };
}

export const weeksPhrase = ({ min, max }: Range): Phrase =>
  bare({ kind: "span", unit: "weeks", low: Math.round(min), high: Math.round(max) });

export const moneyPhrase = ({ min, max }: Range): Phrase =>
  bare({ kind: "money-range", low: rounded(min, max), high: rounded(max, max) });

/** Estimates over a thousand dollars are shown in tens: digits beyond that would claim what nobody knows. */
const rounded = (cents: number, scale: number) =>
  scale >= 100_000 ? Math.round(cents / 1000) * 1000 : Math.round(cents / 100) * 100;

export function costFact({ cost }: RankedPathway): LeadFact {
  const { outOfPocket, basis } = cost;
  if (basis === "none")
    return {
      label: "pathways:fact.costDirect",
      value: moneyPhrase(outOfPocket ?? { min: 0, max: 0 }),
      note: { key: "pathways:cost.note.none" },
    };
  const label = "pathways:fact.cost";
  if (outOfPocket === null || basis === "not-published") return { label, value: null, note: { key: "pathways:cost.ask" } };
  return {
    label,
    value: moneyPhrase(outOfPocket),
    note: dated(`pathways:cost.note.${basis}${cost.aidDeclared.length > 0 ? ".aided" : ""}`, cost.fact),
  };
}

export function wageFact({ wage }: RankedPathway): LeadFact {
  if (wage === null) return { label: "pathways:fact.wage", value: null, note: { key: "pathways:wage.unknown" } };
  if (wage.start !== null)
    return {
      label: "pathways:fact.wageStart",
      value: yearly(wage.start),
      unit: { key: "pathways:wage.year" },
      note: dated("pathways:wage.note.start", wage.fact, { usual: money(wage.median) }),
    };
  return {
    // What graduates earned is pay at the start; what the whole nation earns in this job is not.
    label: startingPay.has(wage.basis) ? "pathways:fact.wageStart" : "pathways:fact.wage",
    value: yearly(wage.median),
    unit: { key: "pathways:wage.year" },
    note: dated(`pathways:wage.note.${wage.basis}`, wage.fact),
  };
}

/** Hundreds of dollars: what a survey of a nation can say. */
const money = (cents: number) => ({ kind: "money", cents: Math.round(cents / 10_000) * 10_000 }) as const;
const yearly = (cents: number): Phrase => bare(money(cents));

const startingPay: ReadonlySet<string> = new Set(["program", "institution", "related-programs", "sample"]);

/** The key with its date where one is known: `<key>.dated` takes `{{month}}`. */
const dated = (key: string, fact: FactRef | null, values: Phrase["values"] = {}): Phrase =>
  fact === null || fact.asOf === null ? { key, values } : { key: `${key}.dated`, values: { ...values, month: { kind: "month", iso: fact.asOf } } };

/** "About 6 to 7 of 10 people finish (this program, based on 84 people)". Never a personal probability. */
export function chancePhrase(which: "completion" | "placement", chance: Chance): Phrase {
  if (chance.kind === "not-enough-data") return { key: `pathways:chance.${which}.none` };
  const low = Math.round(chance.low * 10);
  const high = Math.round(chance.high * 10);
  const values = {
    low,
    high,
    people: { kind: "count", n: chance.n },
    whose: { kind: "phrase", phrase: { key: `reasons:whose.${chance.basis}` } },
  } as const;
  return { key: `pathways:chance.${which}.${low === high ? "one" : "range"}`, values, count: chance.n };
}

/** "Facts from March 2024, confirm first", with the date of the oldest fact that the card rests on. */
export function freshnessPhrase(pathway: RankedPathway, facts: Facts): Phrase {
  const asOf = oldestDate(pathway, facts);
  const key = pathway.freshness.confirmFirst ? "pathways:fresh.confirm" : "pathways:fresh.ok";
  return asOf === null ? { key: `${key}.undated` } : { key, values: { month: { kind: "month", iso: asOf } } };
}

/** Oldest date among the groups of facts of the program and its occupation; null where none is dated. */
export function oldestDate({ programId, soc }: Pick<RankedPathway, "programId" | "soc">, facts: Facts): string | null {
  const program = programId === null ? undefined : facts.programs[programId];
  const rows = [program?.evidence, facts.occupations[soc]?.evidence];
  const dates = rows.flatMap((evidence) => Object.values(evidence ?? {}).map(({ asOf }) => asOf as string));
  return dates.length === 0 ? null : dates.reduce((a, b) => (a < b ? a : b));
}

export function distancePhrase({ distance }: RankedPathway): Phrase | null {
  if (distance === null) return null;
  if (distance.mode === "online" || distance.mode === "online-only") return { key: "pathways:distance.online" };
  if (distance.kilometers < near) return { key: "pathways:distance.near" };
  const away = { kind: "way", kilometers: distance.kilometers } as const;
  if (distance.minutes === null) return { key: "pathways:distance.length", values: { away } };
  const minutes = Math.max(5, Math.round(distance.minutes / 5) * 5);
  const key = modes.has(distance.mode) ? `pathways:distance.${distance.mode}` : "pathways:distance.other";
  return { key, values: { away, minutes: { kind: "span", unit: "minutes", low: minutes, high: minutes } } };
}

/** Kilometers below which "about" a number of miles says less than "close to you". */
const near = 1.5;
const modes: ReadonlySet<string> = new Set(["car", "bus", "bicycle", "walk"]);

export function nextStartPhrase({ nextStart, programId }: Pick<RankedPathway, "nextStart" | "programId">): Phrase {
  if (programId === null) return { key: "pathways:start.direct" };
  return nextStart === null
    ? { key: "pathways:start.unknown" }
    : { key: "pathways:start.date", values: { date: { kind: "date", iso: nextStart } } };
}
