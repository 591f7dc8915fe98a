import { describe, expect, test } from "vitest";
import { tellerOf } from "../testing.ts";
import {
  cardFacts,
  chancePhrase,
  costFact,
  distancePhrase,
  freshnessPhrase,
  nextStartPhrase,
  oldestDate,
  pathwayNames,
  wageFact,
  weeksFact,
} from "./card.ts";
import { aPathway, noFacts } from "./fixtures.ts";

const en = tellerOf("en");
const es = tellerOf("es");
const fact = { source: "price-list", asOf: "2024-03-15", basis: "program" };
const weeks = (min: number, max: number, training = "published") => ({
  total: { min, max },
  wait: { min: 0, max: 0 },
  training: { min, max },
  search: { min: 0, max: 0 },
  widest: "training",
  basis: { wait: "published", training, search: "openings-rate" },
});

describe("a fact that is not published says so in words", () => {
  const card = cardFacts(aPathway(), noFacts, "en");
  test("no number stands for it", () => expect([card.weeks.value, card.cost.value, card.wage.value]).toEqual([null, null, null]));
  test("and each says what to do", () => expect(en(card.cost.note)).toBe("Ask the school for its price."));
  test("the silence about chances is one line, not two", () =>
    expect(card.chances.map(en)).toEqual(["Finishing and finding work: not enough data yet."]));
  test("next start", () => expect(en(nextStartPhrase(aPathway()))).toBe("Next start: not published."));
});

describe("numbers name their unit and whose they are", () => {
  test("weeks", () => {
    expect(en(weeksFact(aPathway({ weeksToPaycheck: weeks(14, 20) })).value ?? { key: "" })).toBe("14–20 weeks");
    expect(en(weeksFact(aPathway({ weeksToPaycheck: weeks(14, 20, "award-band") })).note)).toBe("Usual length for this award");
  });

  test("the institution's price is named as that, with its date", () => {
    const cost = {
      outOfPocket: { min: 240_049, max: 480_051 },
      parts: [],
      basis: "institution",
      aidDeclared: ["federal-aid"],
      fact,
    };
    expect(en(costFact(aPathway({ cost })).note)).toBe("From the whole school’s yearly price, with aid, March 2024");
    expect(en(costFact(aPathway({ cost })).value ?? { key: "" })).toBe("$2,400 – $4,800");
    expect(es(costFact(aPathway({ cost })).note)).toContain("toda la escuela");
  });

  test("a price of nothing is a word", () => {
    const cost = { outOfPocket: { min: 0, max: 0 }, parts: [], basis: "none", aidDeclared: [], fact: null };
    expect(en(costFact(aPathway({ cost })).value ?? { key: "" })).toBe("nothing");
  });

  test("a national wage is labelled national and is not called pay at the start", () => {
    const wage = {
      start: null,
      low: null,
      median: 6_234_000,
      high: null,
      basis: "occupation-national",
      fact: { ...fact, asOf: "2025-05-01", basis: "occupation-national" },
    };
    const found = wageFact(aPathway({ wage }));
    expect([found.value, found.unit].map((part) => en(part ?? { key: "" }))).toEqual(["$62,300", "a year"]);
    expect(en(found.note)).toContain("National");
    expect([found.label, wageFact(aPathway({ wage: { ...wage, basis: "program" } })).label]).toEqual([
      "pathways:fact.wage",
      "pathways:fact.wageStart",
    ]);
  });

  test("who starts without training reads the pay at the start, and beside it what the job usually pays", () => {
    const fact = { source: "sample", asOf: "2025-05-01", basis: "occupation-national" };
    const found = wageFact(aPathway({ wage: { start: 6_726_000, low: 6_726_000, median: 9_532_000, high: null, basis: "occupation-national", fact } }));
    expect([found.label, en(found.value ?? { key: "" }), en(found.note)]).toEqual(["pathways:fact.wageStart", "$67,300", "Usual pay: $95,300 (national, May 2025)"]);
  });

  test("distance is about, in miles; a way below a mile is close", () => {
    expect(en(distancePhrase(aPathway({ distance: { kilometers: 32.2, minutes: 31, mode: "car" } })) ?? { key: "" })).toBe(
      "About 20 miles, 30 minutes by car.",
    );
    expect(en(distancePhrase(aPathway({ distance: { kilometers: 32.2, minutes: null, mode: "bus" } })) ?? { key: "" })).toBe(
      "About 20 miles away.",
    );
    expect(en(distancePhrase(aPathway({ distance: { kilometers: 0.4, minutes: 0, mode: "car" } })) ?? { key: "" })).toBe(
      "Close to you.",
    );
    expect(es(distancePhrase(aPathway({ distance: { kilometers: 0, minutes: 0, mode: "online" } })) ?? { key: "" })).toBe(
      "En línea, sin traslado.",
    );
  });
});

describe("chances", () => {
  const rate = (low: number, high: number, n: number) =>
    ({ kind: "rate", mean: (low + high) / 2, low, high, n, basis: "program", fact: { ...fact, basis: "program" } }) as never;
  test("in tens of people, with how many they rest on", () => {
    expect(en(chancePhrase("completion", rate(0.62, 0.71, 84)))).toBe(
      "About 6 to 7 of 10 finish (this program, based on 84 people).",
    );
    expect(en(chancePhrase("placement", rate(0.68, 0.71, 1204)))).toBe(
      "About 7 of 10 who finish find work (this program, based on 1,204 people).",
    );
    expect(es(chancePhrase("completion", rate(0.62, 0.71, 84)))).toBe(
      "De 6 a 7 de cada 10 terminan (este programa, según 84 personas).",
    );
  });
  test("one known and one not are both said", () => {
    const card = cardFacts(aPathway({ completion: rate(0.5, 0.7, 30) }), noFacts, "en");
    expect(card.chances.map(en)).toEqual([
      "About 5 to 7 of 10 finish (this program, based on 30 people).",
      "How many find work: not enough data yet.",
    ]);
  });
  test("a job without training has nobody who could finish", () => {
    expect(cardFacts(aPathway({ id: "direct~51-4121", programId: null }), noFacts, "en").chances).toEqual([]);
  });
});

test("freshness carries the oldest date of program and occupation", () => {
  const evidence = (asOf: string) => ({ listing: { source: "s", asOf, basis: "program" } });
  const facts = {
    ...noFacts,
    programs: { "sample-college:welding": { evidence: evidence("2024-03-15") } },
    occupations: { "51-4121": { evidence: evidence("2025-05-01") } },
  } as never;
  const pathway = aPathway({ freshness: { oldestDays: 618, confirmFirst: true } });
  expect(oldestDate(pathway, facts)).toBe("2024-03-15");
  expect(en(freshnessPhrase(pathway, facts))).toBe("Facts from March 2024: confirm first");
  expect(en(freshnessPhrase(pathway, noFacts))).toBe("Confirm the facts first");
});

test("a name that the facts do not hold falls back to its code", () => {
  expect(pathwayNames(aPathway(), noFacts, "en")).toEqual({ program: null, provider: null, occupation: "51-4121" });
});

test("two reasons for and one against", () => {
  const one = { kind: "growth", term: "market", delta: 1, detail: {}, fact: null };
  const card = cardFacts(aPathway({ reasons: [one, one, one], against: [one, one] }), noFacts, "en");
  expect([card.reasonsFor.length, card.reasonAgainst?.key]).toEqual([2, "reasons:growth.against"]);
});
