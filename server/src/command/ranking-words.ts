import type { CatalogView } from "@pathwayks/catalog";
import type { Range, RankedPathway, RankResult, Reason } from "@pathwayks/contracts";

// A ranking for a person at a terminal. The app has its own words, in two languages; these are for operators.

export const dollars = (cents: number): string => `$${Math.round(cents / 100).toLocaleString("en-US")}`;
const span = (range: Range | null, unit: (n: number) => string): string =>
  range === null ? "not known" : range.min === range.max ? unit(range.min) : `${unit(range.min)} to ${unit(range.max)}`;

/** `Welding, Butler Community College → Welders`, or `→ Home Health Aides, no training` for a job without. */
export function nameOf(view: CatalogView, pathway: Pick<RankedPathway, "programId" | "soc">): string {
  const occupation = view.occupations.title.get(view.find.occupation(pathway.soc));
  if (pathway.programId === null) return `${occupation}, without training first`;
  const row = view.find.program(pathway.programId);
  return `${view.programs.name.get(row)}, ${view.programs.providerName.get(row)} → ${occupation}`;
}

const dateOrNone = (text: string | null) => text ?? "not published";

export function pathwayInWords(view: CatalogView, pathway: RankedPathway, place: number | null): string {
  const head = `${place === null ? "" : `${place}. `}${nameOf(view, pathway)}${pathway.sample ? " (sample data)" : ""}`;
  const { weeksToPaycheck: weeks, cost, wage, distance } = pathway;
  const facts = [
    ["match", `${pathway.matchScore} of 100`],
    ["first paycheck", span(weeks?.total ?? null, (n) => `${n} weeks`)],
    ["out of pocket", span(cost.outOfPocket, dollars)],
    ["pay a year", wage === null ? "not known" : `${dollars(wage.median)} (${wage.basis})`],
    ["next start", dateOrNone(pathway.nextStart)],
    [
      "distance",
      distance === null ? "not known" : distance.kilometers === 0 ? "from home" : `about ${Math.round(distance.kilometers)} km`,
    ],
    ["open jobs", `${pathway.jobsWithinReach} within reach`],
    ["finish / placed", `${chanceInWords(pathway.completion)} / ${chanceInWords(pathway.placement)}`],
    ["not checked", pathway.unknownLimits.length === 0 ? "nothing" : `${pathway.unknownLimits.join(", ")}: not published`],
  ];
  return [
    head,
    ...facts.map(([name, value]) => `     ${String(name).padEnd(16)}${String(value)}`),
    "     why",
    ...pathway.reasons.slice(0, 6).map(reasonInWords),
  ].join("\n");
}

const chanceInWords = (chance: RankedPathway["completion"]): string =>
  chance.kind === "rate"
    ? `${Math.round(chance.mean * 100)} % (${Math.round(chance.low * 100)} to ${Math.round(chance.high * 100)}, ${chance.n} people)`
    : "not enough data yet";

function reasonInWords(reason: Reason): string {
  const detail = Object.entries(reason.detail)
    .map(([name, value]) => `${name} ${typeof value === "number" ? Math.round(value * 100) / 100 : String(value)}`)
    .join(", ");
  return (
    `       ${(reason.delta > 0 ? "+" : "") + reason.delta.toFixed(1)}`.padEnd(14) +
    `${reason.kind.replaceAll("-", " ")}${detail === "" ? "" : ` (${detail})`}`
  );
}

/** The whole result: what was looked at, what the limits took away, the list, and what would change it. */
export function rankingInWords(view: CatalogView, result: RankResult): string {
  const removed = [...result.removed]
    .sort((a, b) => b.total - a.total)
    .map(({ limit, total, alone }) => `  ${String(total).padStart(7)}  ${limit}${alone > 0 ? ` (${alone} by it alone)` : ""}`);
  const changes = [...result.relaxations, ...result.counterfactuals].slice(0, 5).map((c) => {
    const what = c.changes.map(({ limit, from, to }) => `${limit} from ${from ?? "none"} to ${to ?? "none"}`).join(" and ");
    return `  ${what}: ${c.opens} more, the best at ${c.matchScore}`;
  });
  return [
    `Catalog ${result.catalogVersion} on ${result.today}: ${result.survivors} of ${result.candidates} pathways are within the limits.`,
    ...(removed.length === 0 ? [] : ["Taken away by a limit:", ...removed]),
    "",
    ...result.pathways.map((pathway, i) => `${pathwayInWords(view, pathway, i + 1)}\n`),
    ...(changes.length === 0 ? [] : ["The smallest changes that would let more in:", ...changes]),
    ...(result.notes.length === 0 ? [] : [`Not known or worth knowing: ${result.notes.join(", ")}.`]),
  ].join("\n");
}
