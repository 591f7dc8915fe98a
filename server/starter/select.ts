import { educationLevels, type CrosswalkRow, type Occupation, type Program, type Region } from "@pathwayks/contracts";

const belowBachelor: readonly string[] = ["under-12-weeks", "12-weeks-to-1-year", "1-to-2-years", "2-to-4-years", "associate"];

// Kansas licenses registered nurses from associate programs, whatever BLS calls typical.
const licensedFromAssociate: readonly string[] = ["29-1141"];

/** Typical entry education as a step; job zones stand in where BLS names none. */
function asked(o: Occupation): number {
  if (licensedFromAssociate.includes(o.soc)) return educationLevels.indexOf("associate");
  if (o.entryEducation !== null) return educationLevels.indexOf(o.entryEducation);
  return educationLevels.indexOf(o.jobZone === null || o.jobZone > 3 ? "bachelor" : "high-school");
}

/** Occupations that a person can enter below a bachelor's degree. */
export const isReachable = (o: Occupation): boolean => asked(o) <= educationLevels.indexOf("associate");

/** Whether the program's award meets what the occupation typically asks. */
const leadsTo = (p: Program, o: Occupation): boolean =>
  asked(o) <= educationLevels.indexOf(p.awardLevel === "associate" ? "associate" : "certificate");

export interface SelectInput {
  readonly programs: readonly Program[];
  readonly occupations: readonly Occupation[];
  readonly crosswalk: readonly CrosswalkRow[];
  /** CIP codes that have a hand-written name in both languages. */
  readonly named: ReadonlySet<string>;
  readonly regionOf: (program: Program) => Region;
}

/** Somebody finished it in the last year reported. Long certificates are so rare that none would be left. */
const isLively = (p: Program): boolean => p.evidence.listing?.asOf === "2024-06-30" && (p.outcomes.completers ?? 0) > 0;

// Nursing assistant and truck driving: what people ask for first, so every school's short course comes along.
const mostAsked: readonly string[] = ["51.3902", "49.0205"];

/**
 * Programs of the starter: below the bachelor's degree, finished by somebody in the last year reported, in a named field
 * that leads to a reachable occupation. The thin workforce areas, the rare long certificates and the most asked short
 * courses come whole; the rest is filled field by field.
 */
export function selectPrograms(input: SelectInput, wanted: number): Program[] {
  const leads = occupationsOf(input);
  const fit = input.programs.filter(
    (p) =>
      belowBachelor.includes(p.awardLevel) &&
      p.cip !== null &&
      input.named.has(p.cip) &&
      (leads.get(p.cip) ?? []).some((o) => leadsTo(p, o)) &&
      (isLively(p) || p.awardLevel === "2-to-4-years"),
  );
  const first = fit.filter(
    (p) =>
      ["area-1", "area-5"].includes(input.regionOf(p)) ||
      p.awardLevel === "2-to-4-years" ||
      (p.awardLevel === "under-12-weeks" && mostAsked.includes(p.cip ?? "")),
  );
  return fillByField(fit, first, wanted).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Reachable occupations of each CIP, by the crosswalk. */
export function occupationsOf({ occupations, crosswalk }: SelectInput): Map<string, Occupation[]> {
  const bySoc = new Map<string, Occupation>(occupations.filter(isReachable).map((o) => [o.soc, o]));
  const leads = new Map<string, Occupation[]>();
  for (const { cip, soc } of crosswalk) {
    const occupation = bySoc.get(soc ?? "");
    if (occupation !== undefined) leads.set(cip, [...(leads.get(cip) ?? []), occupation]);
  }
  return leads;
}

/** Goes round the fields; in each, the award level, then the school that is chosen least so far, then the most graduates. */
function fillByField(fit: readonly Program[], first: readonly Program[], wanted: number): Program[] {
  const chosen = new Set(first);
  const fields = [...new Set(fit.map((p) => p.cip ?? ""))].sort();
  while (chosen.size < wanted) {
    const before = chosen.size;
    for (const cip of fields) {
      if (chosen.size >= wanted) break;
      const next = best(
        fit.filter((p) => p.cip === cip && !chosen.has(p)),
        chosen,
      );
      if (next !== undefined) chosen.add(next);
    }
    if (chosen.size === before) break;
  }
  return [...chosen];
}

function best(open: readonly Program[], chosen: ReadonlySet<Program>): Program | undefined {
  const taken = [...chosen];
  const rank = (p: Program): readonly [number, number, number, string] => [
    taken.filter((c) => c.cip === p.cip && c.awardLevel === p.awardLevel).length,
    taken.filter((c) => c.providerId === p.providerId).length,
    -(p.outcomes.completers ?? 0),
    p.id,
  ];
  return [...open].sort((a, b) => compare(rank(a), rank(b)))[0];
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? "";
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/**
 * Occupations of the starter: the direct-entry ones, the two biggest that each program's field leads to, then the other
 * linked ones by number of programs and people employed, up to `wanted`.
 */
export function selectOccupations(
  input: SelectInput,
  programs: readonly Program[],
  direct: readonly string[],
  wanted: number,
): Occupation[] {
  const leads = occupationsOf(input);
  const counts = new Map<string, number>();
  const biggest = new Set<string>();
  for (const p of programs) {
    const linked = (leads.get(p.cip ?? "") ?? [])
      .filter((o) => leadsTo(p, o))
      .sort((a, b) => (b.outlook.employment ?? 0) - (a.outlook.employment ?? 0));
    for (const o of linked) counts.set(o.soc, (counts.get(o.soc) ?? 0) + 1);
    for (const o of linked.slice(0, 2)) biggest.add(o.soc);
  }
  const rank = (o: Occupation): readonly (number | string)[] => [
    direct.includes(o.soc) || biggest.has(o.soc) ? 0 : 1,
    -(counts.get(o.soc) ?? 0),
    -(o.outlook.employment ?? 0),
    o.soc,
  ];
  return input.occupations
    .filter(isReachable)
    .sort((a, b) => compare(rank(a), rank(b)))
    .slice(0, wanted)
    .sort((a, b) => (a.soc < b.soc ? -1 : 1));
}
