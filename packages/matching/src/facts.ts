import type { CatalogView, EvidenceColumns } from "@pathwayks/catalog";
import { bases, civilDate } from "@pathwayks/contracts";
import type { Basis, Chance, FactRef, RankedPathway } from "@pathwayks/contracts";
import { drive, smallestGroup } from "./assumptions.ts";
import { betaQuantile } from "./beta.ts";
import { occupationOf, programOf } from "./board.ts";
import type { Board } from "./board.ts";
import { carMinutes, ownMinutes } from "./distance.ts";
import { payAtStart } from "./pay.ts";
import type { Person } from "./person.ts";
import { ageDays } from "./prepare/age.ts";
import type { Prepared } from "./prepare/prepare.ts";
import { costBasis, groupsOf, online } from "./prepare/programs.ts";
import { institutionRate, meanOf, programRate } from "./prepare/rates.ts";
import type { Posterior } from "./prepare/rates.ts";

// What a card shows beside the score. Facts or ranges with their basis; what is not published stays `null`.

/** Source, date and basis of a group of facts; `null` where the catalog names no source. */
export function factOf(view: CatalogView, group: EvidenceColumns, row: number, otherwise: Basis): FactRef | null {
  const fact = group.fact[row]!;
  const source = view.sources[group.source[fact]!];
  if (source === undefined) return null;
  return { source: source.id, asOf: civilDate(group.asOf[fact]!), basis: bases[group.basis[fact]!] ?? otherwise };
}

const unsourced = (basis: Basis): FactRef => ({ source: null, asOf: null, basis });
export const said: FactRef = { source: null, asOf: null, basis: "person" };

const round = (value: number, step: number): number => Math.round(value / step) / Math.round(1 / step);

/** A rate with its 90 % interval in whole percent, or the silence. Below ten people nothing is shown. */
function chanceOf(rate: Posterior | null, fact: FactRef | null): Chance {
  if (rate === null || rate.n < smallestGroup) return { kind: "not-enough-data", n: rate?.n ?? null };
  const basis = rate.basis === "institution" ? "institution" : (fact?.basis ?? "program");
  return {
    kind: "rate", mean: round(meanOf(rate), 0.001), n: rate.n,
    low: round(betaQuantile(0.05, rate.a, rate.b), 0.01), high: round(betaQuantile(0.95, rate.a, rate.b), 0.01),
    basis: basis === "person" ? "program" : basis, fact: fact ?? unsourced(rate.basis),
  };
}

export function completionOf({ view }: Prepared, p: number): Chance {
  if (p < 0) return { kind: "not-enough-data", n: null };
  if (view.programs.completionN[p]! > 0) {
    const own = programRate(view, "completion", p) ?? { a: 0, b: 0, n: view.programs.completionN[p]!, basis: "program" as const };
    return chanceOf(own, factOf(view, view.programs.evidence.completion, p, "program"));
  }
  const partner = view.programs.provider[p]!;
  return chanceOf(institutionRate(view, p), partner < 0 ? null : factOf(view, view.partners.evidence.completion, partner, "institution"));
}

export function placementOf({ view }: Prepared, p: number): Chance {
  const n = p < 0 ? -1 : view.programs.placementN[p]!;
  if (n <= 0) return { kind: "not-enough-data", n: null };
  const own = programRate(view, "placement", p) ?? { a: 0, b: 0, n, basis: "program" as const };
  return chanceOf(own, factOf(view, view.programs.evidence.placement, p, "program"));
}

/** Wait + training + search, each a range of weeks; `null` where not even an award band is known. */
export function paycheckOf({ programs, occupations, view }: Prepared, p: number, o: number): RankedPathway["weeksToPaycheck"] {
  const rate = { min: occupations.searchMin[o]!, max: occupations.searchMax[o]! };
  const published = p >= 0 && programs.searchWeeks[p]! >= 0;
  const search = published ? { min: programs.searchWeeks[p]!, max: programs.searchWeeks[p]! } : rate;
  const wait = p < 0 ? { min: 0, max: 0 } : { min: programs.waitMin[p]!, max: programs.waitMax[p]! };
  const training = p < 0 ? { min: 0, max: 0 } : { min: programs.trainMin[p]!, max: programs.trainMax[p]! };
  if (training.min < 0) return null;
  const width = { wait: wait.max - wait.min, training: training.max - training.min, search: search.max - search.min };
  const widest = width.wait >= width.training && width.wait >= width.search ? "wait" : width.training >= width.search ? "training" : "search";
  return {
    total: { min: wait.min + training.min + search.min, max: wait.max + training.max + search.max }, wait, training, search, widest,
    basis: {
      wait: p < 0 || programs.nextStart[p]! >= 0 ? "published" : "assumed",
      training: p < 0 ? "none" : view.programs.durationPublished[p] === 1 ? "published" : "award-band",
      search: published ? "published" : "openings-rate",
    },
  };
}

/**
 * Cost in cents. `outOfPocket` is what the school charges after declared aid; the way to class stands beside it as a part of
 * its own, because it rests on an assumption and no limit is held against it.
 */
export function costOf(board: Board, p: number): RankedPathway["cost"] {
  const { view, programs } = board.prepared;
  if (p < 0) return { outOfPocket: { min: 0, max: 0 }, parts: [], basis: "none", aidDeclared: [], fact: null };
  const c = view.programs;
  const aidDeclared = [...(c.financialAid[p] === 1 ? ["federal-aid" as const] : []), ...(c.wichitaPromise[p] === 1 ? ["wichita-promise" as const] : [])];
  const range = { min: programs.costMin[p]!, max: programs.costMax[p]! };
  const travel = travelPart(board, p);
  if (programs.costBasis[p] === costBasis.none) return { outOfPocket: null, parts: travel, basis: "not-published", aidDeclared, fact: null };
  if (programs.costBasis[p] === costBasis.institution) {
    const fact = factOf(view, view.partners.evidence.cost, c.provider[p]!, "institution");
    return { outOfPocket: range, parts: [{ part: "tuition", amount: range, basis: "institution" }, ...travel], basis: "institution", aidDeclared, fact };
  }
  const own = ([["tuition", c.tuition[p]!], ["fees", c.fees[p]!], ["books", c.books[p]!]] as const)
    .filter(([, amount]) => amount >= 0)
    .map(([part, amount]) => ({ part, amount: { min: amount, max: amount }, basis: "program" as const }));
  return { outOfPocket: range, parts: [...own, ...travel], basis: "program", aidDeclared, fact: factOf(view, c.evidence.cost, p, "program") };
}

function travelPart(board: Board, p: number): RankedPathway["cost"]["parts"] {
  const { programs } = board.prepared;
  const km = programs.online[p] === online.yes ? NaN : board.kilometers.programs[p]!;
  if (board.person.mode !== "car" || km !== km || programs.trainMin[p]! < 0) return [];
  const over = (end: "min" | "max", weeks: number) => Math.round((2 * km * drive.daysPerWeek[end] * drive.centsPerKilometer[end] * weeks) / 100) * 100;
  return [{ part: "travel", amount: { min: over("min", programs.trainMin[p]!), max: over("max", programs.trainMax[p]!) }, basis: "person" }];
}

/** A year's pay: the program's own graduates where the figure is theirs alone, else the nation's for the occupation. */
export function wageOf(prepared: Prepared, person: Person, p: number, o: number): RankedPathway["wage"] {
  const { view } = prepared;
  if (p >= 0 && view.programs.startingSalary[p]! >= 0) {
    const group = view.programs.evidence.earnings;
    const fact = factOf(view, group, p, "program");
    const own = fact === null || fact.basis === "program" || fact.basis === "sample";
    if (own && group.sharedBy[group.fact[p]!]! <= 1)
      return { start: null, low: null, median: view.programs.startingSalary[p]!, high: null, basis: fact?.basis === "sample" ? "sample" : "program", fact: fact ?? unsourced("program") };
  }
  const t = view.occupations;
  if (t.wageMedian[o]! < 0) return null;
  const orNull = (cents: number) => (cents < 0 ? null : cents);
  const fact = factOf(view, t.evidence.wages, o, "occupation-national") ?? unsourced("occupation-national");
  return { start: orNull(payAtStart(prepared, person, o, p < 0)), low: orNull(t.wage25[o]!), median: t.wageMedian[o]!, high: orNull(t.wage75[o]!), basis: "occupation-national", fact };
}

/** To the classes, or to the nearest job that could be taken now. `null` where either end is not known. */
export function distanceOf(board: Board, c: number): RankedPathway["distance"] {
  const { prepared, person } = board;
  const p = programOf(prepared, c);
  const o = occupationOf(prepared, c);
  const home = p < 0 ? prepared.jobs.remote[board.openings.direct[o]!] === 1 : prepared.programs.online[p] === online.yes;
  if (home) return { kilometers: 0, minutes: 0, mode: "online" };
  const km = p < 0 ? board.openings.directKilometers[o]! : board.kilometers.programs[p]!;
  if (km !== km) return null;
  // Where no means of travel was said, the way is given by car, named as that.
  const minutes = person.mode === null ? carMinutes(km) : ownMinutes(km, person.mode);
  return { kilometers: Math.round(km * 10) / 10, minutes, mode: person.mode ?? "car" };
}

/** Age in days of the oldest group of facts, and whether any is past the limit of its source. */
export function freshnessOf({ view, programs, occupations, day }: Prepared, p: number, o: number): RankedPathway["freshness"] {
  const ofProgram = p < 0 ? [] : groupsOf(view.programs).map((group) => ageDays(view, group, p, day));
  const ofOccupation = [view.occupations.evidence.listing, view.occupations.evidence.wages].map((group) => ageDays(view, group, o, day));
  const oldestDays = Math.max(...ofProgram, ...ofOccupation);
  return { oldestDays: oldestDays < 0 ? null : oldestDays, confirmFirst: occupations.age[o]! > 1 || (p >= 0 && programs.age[p]! > 1) };
}
