import type { CatalogView } from "@pathwayks/catalog";
import { dayNumber, educationLevels, limitKinds, onetSkills, skillLevelValue } from "@pathwayks/contracts";
import type { AwardLevel, EducationLevel, IsoDate, LimitKind, SeekerProfile } from "@pathwayks/contracts";
import * as assumed from "../assumptions.ts";
import { defaultWeights } from "../weights.ts";
import { age, holds, kilometers, minutesBy, ofOccupation, ofTraining, ownCost, travel } from "./reference-limits.ts";
import type { Answer } from "./reference-limits.ts";
import { jobRow, occupationRow, point, programRow, schoolRows } from "./reference-rows.ts";
import type { JobObject, OccupationObject, Place, ProgramObject } from "./reference-rows.ts";

// The naive twin of the ranking: objects, one candidate after the other, written from matching.md and DESIGN.md, not from the
// engine. It shares with the engine the tables of assumptions and default weights, which are data, and nothing else.

/** What the twin says of one candidate. */
export interface Judged {
  readonly id: string;
  readonly fit: number;
  readonly fails: readonly LimitKind[];
  readonly unknown: readonly LimitKind[];
}

export interface Reference {
  /** Every candidate, in the total order: fit descending, then id. */
  order(profile: SeekerProfile): Judged[];
  /** Limits of one person's candidates by id; `null` = there is none of that id. */
  limits(profile: SeekerProfile): (id: string) => Pick<Judged, "fails" | "unknown"> | null;
  /** Interest of every occupation that has one, best first, then by SOC code. */
  interestOrder(profile: SeekerProfile): { soc: string; fit: number }[];
}

export function createReference(view: CatalogView, today: IsoDate): Reference {
  const day = dayNumber(today);
  const rows = (count: number) => Array.from({ length: count }, (_, i) => i);
  const occupations = rows(view.occupations.count).map((row) => occupationRow(view, row, day));
  const programs = rows(view.programs.count).map((row) => programRow(view, row, day));
  const links = Array.from(view.pathways.weight);
  const strongest = programs.map(({ row }) => Math.max(0, ...links.slice(view.programs.pathwayStart[row], view.programs.pathwayStart[row + 1])));
  const pathways = rows(view.pathways.count).map((i) => ({
    program: programs[view.pathways.program[i]!]!, occupation: occupations[view.pathways.occupation[i]!]!,
    vouched: view.pathways.pinned[i] === 1,
    link: view.pathways.pinned[i] === 1 ? 1 : Math.sqrt(view.pathways.weight[i]! / strongest[view.pathways.program[i]!]!),
  }));
  const jobs = Array.from(view.jobs.live, (row) => jobRow(view, row, day)).filter((job) => job.expires >= day && job.occupation >= 0);
  const world: World = { view, day, occupations, pathways, jobs, market: nationalMarket(occupations), usualSchool: usualOf(schoolRows(view)) };
  return {
    order: (profile) => orderOf(world, profile),
    limits(profile) {
      const candidates = candidatesOf(world, profile);
      return (id) => {
        const answers = candidates.find((one) => one.id === id)?.answers();
        return answers === undefined ? null : { fails: kinds(answers, "fail"), unknown: kinds(answers, "unknown") };
      };
    },
    interestOrder: (profile) =>
      occupations
        .flatMap((o) => {
          const fit = interest(profile, o);
          return fit === null ? [] : [{ soc: o.soc, fit }];
        })
        .sort((a, b) => b.fit - a.fit || (a.soc < b.soc ? -1 : 1)),
  };
}

interface World {
  readonly view: CatalogView;
  readonly day: number;
  readonly occupations: readonly OccupationObject[];
  readonly pathways: readonly { readonly program: ProgramObject; readonly occupation: OccupationObject; readonly link: number; readonly vouched: boolean }[];
  readonly jobs: readonly JobObject[];
  /** Mean completion of the institutions. */
  readonly usualSchool: number;
  readonly market: ReadonlyMap<string, Readonly<Record<"often" | "openings" | "growth" | "wage" | "entryWage", number | null>>>;
}

function usualOf(schools: ReturnType<typeof schoolRows>): number {
  const known = schools.map(ofSchool).filter((rate) => rate !== null);
  return known.reduce((sum, rate) => sum + rate, 0) / known.length;
}

interface Terms {
  interest: number | null;
  skill: number | null;
  preparation: number | null;
  market: number | null;
  outcome: number | null;
  practical: number;
  staleness: number;
}

const nine = (v: number): number => Math.round(v * 1e9) / 1e9;

interface Candidate {
  readonly id: string;
  readonly answers: () => Partial<Record<LimitKind, Answer>>;
  readonly terms: () => Terms;
}

/** Programs × occupations, and every occupation with a job near that the person could take. */
function candidatesOf(world: World, person: SeekerProfile): Candidate[] {
  const place = placeOf(world.view, person);
  const near = world.jobs.map((job) => ({ job, km: job.remote ? 0 : kilometers(place, job.place) })).filter(({ km }) => place === null || (km !== null && km <= 100));
  const levels = skillsOf(world, person);
  const here = new Map(world.occupations.map((o, i) => [o, near.filter(({ job }) => job.occupation === i).length]));
  const demand = (o: OccupationObject, pay: "wage" | "entryWage") => market(world, o, pay, here.get(o)!, near.length);
  const does = (o: OccupationObject) => person.pastJobs.some((past) => past.soc === o.soc && past.years >= 1);
  const training = world.pathways.filter(({ occupation }) => !does(occupation)).map(({ program: p, occupation: o, link, vouched }): Candidate => {
    const km = kilometers(place, p.place);
    return {
      id: `${p.id}~${o.soc}`,
      answers: () => ofTraining(person, p, o, km),
      terms: () => ({
        interest: interest(person, o), skill: skill(levels, o, assumed.levelAfterAward[p.award]), preparation: linked(preparation(world, person, o, p.award), link, vouched),
        market: demand(o, "wage"), outcome: outcome(world, p), practical: practical(way(person, km, p.online), money(p), classHours(p), weeks(world, p, o)),
        staleness: Math.max(stale(o.ages), stale(p.ages)),
      }),
    };
  });
  const direct = world.occupations.flatMap((o, i): Candidate[] => {
    const best = near
      .filter(({ job }) => job.occupation === i && couldTake(world, person, job, o))
      .reduce<(typeof near)[number] | null>((a, b) => (a === null || (b.km ?? Infinity) < (a.km ?? Infinity) ? b : a), null);
    if (best === null) return [];
    const home = best.job.remote;
    return [{
      id: `direct~${o.soc}`,
      answers: () => ({
        ...ofOccupation(person, o, !does(o)), travel: travel(person, best.km, home), age: age(person, o, 0),
        licence: o.licence && !person.pastJobs.some((past) => past.soc === o.soc) ? "unknown" : "pass",
        education: person.educationLevel === null && asks(best.job, o) > 0 ? "unknown" : "pass",
      }),
      terms: () => ({
        interest: interest(person, o), skill: skill(levels, o, -1), preparation: preparation(world, person, o, null), market: demand(o, does(o) ? "wage" : "entryWage"),
        outcome: null, practical: practical(way(person, best.km, home), 1, 1 - 40 / 60, weeks(world, null, o)), staleness: Math.max(stale(o.ages), stale([best.job.age])),
      }),
    }];
  });
  return [...training, ...direct];
}

function orderOf(world: World, person: SeekerProfile): Judged[] {
  const all = candidatesOf(world, person).map((one) => ({ id: one.id, terms: one.terms(), answers: one.answers() }));
  // The usual outcome is that of the whole catalog, the same for everybody.
  const average = { ...averages(all.map((one) => one.terms)), outcome: meanOf(world.pathways.map(({ program }) => outcome(world, program))) };
  return all
    .map(({ id, terms, answers }) => ({ id, fit: fitOf(person, terms, average), fails: kinds(answers, "fail"), unknown: kinds(answers, "unknown") }))
    .sort((a, b) => b.fit - a.fit || (a.id < b.id ? -1 : 1));
}

const kinds = (answers: Partial<Record<LimitKind, Answer>>, wanted: Answer): LimitKind[] => limitKinds.filter((kind) => answers[kind] === wanted);

const additive = ["interest", "skill", "preparation", "market", "outcome"] as const;

function averages(all: readonly Terms[]) {
  return Object.fromEntries(additive.map((term) => [term, meanOf(all.map((terms) => terms[term]))])) as Record<(typeof additive)[number], number | null>;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((v) => v !== null);
  return known.length === 0 ? null : Math.round((known.reduce((a, b) => a + b, 0) / known.length) * 1e6) / 1e6;
}

function fitOf(person: SeekerProfile, terms: Terms, average: ReturnType<typeof averages>): number {
  const w = { ...defaultWeights, ...person.weights };
  const carried = [...additive.map((term) => (average[term] === null ? 0 : w[term])), w.practical];
  const total = carried.reduce((a, b) => a + b, 0);
  const values = [...additive.map((term) => terms[term] ?? average[term] ?? 0), terms.practical];
  const sum = values.reduce((a, value, i) => a + (total > 0 ? carried[i]! / total : 0) * value, 0);
  return Math.max(0, sum - w.staleness * terms.staleness);
}

const stale = (ages: readonly (number | null)[]): number => nine(Math.min(1, Math.max(0, ...ages.map((a) => a ?? 0)) / 2));

function interest(person: SeekerProfile, o: OccupationObject): number | null {
  const x = person.interests;
  const y = o.interests;
  if (x === null || y === null) return null;
  const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / 6;
  const off = (v: readonly number[]) => v.map((one) => one - mean(v));
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, one, i) => sum + one * b[i]!, 0);
  const [dx, dy] = [off(x), off(y)];
  if (Math.sqrt(dot(dx, dx) / 6) < 1.5 || dot(dy, dy) < 1e-9) return null;
  return nine((dot(dx, dy) / Math.sqrt(dot(dx, dx) * dot(dy, dy)) + 1) / 2);
}

function skillsOf(world: World, person: SeekerProfile): Map<string, number> | null {
  const known = new Map<string, number>();
  const zone = person.educationLevel === null ? null : assumed.zoneOfEducation[person.educationLevel];
  if (zone !== null) onetSkills.forEach((id, i) => known.set(id, [...assumed.basicSkillsOfZone[zone]!, ...assumed.everydaySkills][i]!));
  for (const past of person.pastJobs)
    for (const needed of world.occupations.find((o) => o.soc === past.soc)?.skills ?? []) {
      const held = Math.round(needed.raw * (past.years < 1 ? 0.6 : past.years <= 3 ? 0.8 : 1) * 100) / 100;
      known.set(needed.skill, Math.max(known.get(needed.skill) ?? 0, held));
    }
  for (const chip of person.skills) known.set(chip.skill, skillLevelValue[chip.level]);
  return [...known.values()].some((level) => level > 0) ? known : null;
}

function skill(levels: Map<string, number> | null, o: OccupationObject, ceiling: number): number | null {
  const counted = o.skills.filter((one) => one.importance >= 2.5);
  if (levels === null || counted.length === 0) return null;
  const weight = (one: (typeof counted)[number]) => (one.importance - 1) / 4;
  const gap = (one: (typeof counted)[number]) => Math.max(0, one.level - Math.max(levels.get(one.skill) ?? 0, Math.min(one.level, ceiling))) / 7;
  return nine(1 - counted.reduce((sum, one) => sum + weight(one) * gap(one), 0) / counted.reduce((sum, one) => sum + weight(one), 0));
}

function personZone(world: World, person: SeekerProfile): number {
  const worked = person.pastJobs.filter((past) => past.years >= 1).map((past) => world.occupations.find((o) => o.soc === past.soc)?.zone ?? 0);
  return Math.max(person.educationLevel === null ? 0 : assumed.zoneOfEducation[person.educationLevel], 0, ...worked);
}

function preparation(world: World, person: SeekerProfile, o: OccupationObject, award: AwardLevel | null): number | null {
  const own = personZone(world, person);
  const taught = award === null ? 0 : assumed.zoneOfAward[award];
  if (o.zone === null || Math.max(own, taught) === 0) return null;
  const degree = award === null || o.entry === null || !degrees.includes(o.entry) || schooled(person, award) >= educationLevels.indexOf(o.entry);
  const missing = Math.max(degree ? 0 : 1, o.zone - Math.max(own, taught)) + (leads(o) && !hasLed(person, o) ? assumed.leading.zones : 0);
  const below = Math.max(0, own - o.zone);
  return assumed.zoneShortfall[Math.min(missing, 4)]! * assumed.zoneExcess[below]!;
}

const degrees: readonly EducationLevel[] = ["associate", "bachelor", "graduate"];
const schooled = (person: SeekerProfile, award: AwardLevel): number =>
  Math.max(educationLevels.indexOf(assumed.educationOfAward[award]), person.educationLevel === null ? -1 : educationLevels.indexOf(person.educationLevel));

/** Managers, and the first-line supervisors of each kind of work. */
const leads = (o: OccupationObject): boolean => o.soc.startsWith("11-") || /^(33|35|37|39|41|43|45|47|49|51|53)-1/.test(o.soc);

function hasLed(person: SeekerProfile, o: OccupationObject): boolean {
  const years = (jobs: SeekerProfile["pastJobs"]): number => jobs.reduce((sum, past) => sum + past.years, 0);
  if (o.soc.startsWith("11-")) return Math.max(years(person.pastJobs), person.workExperienceYears ?? 0) >= assumed.leading.managerYears;
  return years(person.pastJobs.filter((past) => past.soc.slice(0, 2) === o.soc.slice(0, 2))) >= assumed.leading.supervisorYears;
}

const linked = (zone: number | null, link: number, vouched: boolean): number | null => (zone === null ? null : vouched ? 1 : nine(zone * link));

function nationalMarket(occupations: readonly OccupationObject[]): World["market"] {
  const share = (pick: (o: OccupationObject) => number | null, of = pick) => {
    const known = occupations.flatMap((o) => pick(o) ?? []);
    return (o: OccupationObject) => {
      const v = of(o);
      return v === null ? null : (known.filter((k) => k < v).length + known.filter((k) => k <= v).length) / 2 / known.length;
    };
  };
  const [often, growth, wage] = [share((o) => o.openingsRate), share((o) => o.growth), share((o) => o.median)];
  const entryWage = share((o) => o.median, (o) => o.lowerQuarter ?? o.median);
  const bigness = (o: OccupationObject) => (o.openings === null ? 1 : o.openings / (o.openings + assumed.openingsHalf));
  const sized = (v: number | null, o: OccupationObject) => (v === null ? null : v * bigness(o));
  return new Map(
    occupations.map((o) => [o.soc, { often: often(o), openings: sized(often(o), o), growth: sized(growth(o), o), wage: wage(o), entryWage: entryWage(o) }]),
  );
}

function market(world: World, o: OccupationObject, pay: "wage" | "entryWage", here: number, near: number): number | null {
  const nation = world.market.get(o.soc)!;
  const local = near / (near + 20) / 2;
  const demand = nation.openings === null ? (near > 0 ? here / (here + 3) : null) : (1 - local) * nation.openings + local * (here / (here + 3));
  const shares = assumed.marketShares;
  const parts = [[demand, shares.openings], [nation.growth, shares.growth], [nation[pay], shares.wage]] as const;
  const known = parts.filter(([v]) => v !== null);
  return known.length === 0 ? null : nine(known.reduce((sum, [v, w]) => sum + w * v!, 0) / known.reduce((sum, [, w]) => sum + w, 0));
}

const ofSchool = ({ completion, share }: NonNullable<ProgramObject["institution"]>): number | null =>
  completion === null ? share : (completion.k + 1) / (completion.n + 2);

function outcome(world: World, p: ProgramObject): number | null {
  const prior = (rate: "completion" | "placement") => world.view.priors.prior(rate, world.view.programs.awardLevel[p.row]!, p.family);
  const own = (rate: "completion" | "placement"): number | null => {
    const published = p.rates[rate];
    const before = prior(rate);
    if (published === null || (before === null && published.n < 10)) return null;
    return (published.k + (before?.a ?? 1)) / (published.n + (before?.a ?? 1) + (before?.b ?? 1));
  };
  const school = p.institution === null ? null : ofSchool(p.institution);
  const usual = (rate: "completion" | "placement") => { const b = prior(rate); return b === null ? null : b.a / (b.a + b.b); };
  const completion = own("completion") ?? (school === null ? null : world.usualSchool + assumed.institutionSay * (school - world.usualSchool));
  const placement = own("placement");
  if (placement !== null) { const c = completion ?? usual("completion"); return c === null ? null : nine(c * placement); }
  if (completion === null) return null;
  return nine(completion * (usual("placement") ?? 1));
}

function practical(way: number, money: number, hours: number, weeks: number): number {
  const shares = assumed.practicalShares;
  return nine(shares.way * way + (shares.money * money + shares.hours * hours + shares.weeks * weeks));
}

const left = (amount: number, scale: number): number => Math.max(0, 1 - amount / scale);

function way(person: SeekerProfile, km: number | null, home: boolean | null): number {
  if (home === true) return 1;
  const mode = person.transportationAccess;
  if (km === null || mode === "online-only") return assumed.unknownEase;
  const ease = (by: "car" | "bicycle" | "walk") => left(minutesBy(by, km), assumed.scales.travelMinutes);
  if (mode === "bus") return Math.max(ease("walk"), Math.min(assumed.unknownEase, ease("car")));
  return ease(mode ?? "car");
}

function money(p: ProgramObject): number {
  const own = ownCost(p);
  if (own !== null) return left((own.min + own.max) / 2, assumed.scales.costCents);
  if (p.flies) return 0;
  if (p.institution === null || p.institution.tuition === null || p.weeks === null) return assumed.unknownCostEase;
  const over = (weeksLong: number) => Math.round((p.institution!.tuition! * weeksLong) / 5200) * 100;
  return left((over(p.weeks.min) + over(p.weeks.max)) / 2, assumed.scales.costCents);
}

const classHours = (p: ProgramObject): number => (p.hours === null ? assumed.unknownEase : left(p.hours, assumed.scales.weeklyHours));

function weeks(world: World, p: ProgramObject | null, o: OccupationObject): number {
  const often = world.market.get(o.soc)!.often;
  const third = often === null ? "unknown" : often > 2 / 3 ? "often" : often >= 1 / 3 ? "middle" : "seldom";
  const middle = (range: { min: number; max: number }) => (range.min + range.max) / 2;
  const search = middle(assumed.searchWeeks[third]);
  if (p === null) return left(search, assumed.scales.weeksToPaycheck);
  if (p.weeks === null) return assumed.unknownEase;
  const usual = p.weeks.min <= assumed.shortProgramWeeks ? assumed.waitWeeks.short : assumed.waitWeeks.term;
  const wait = p.nextStart === null ? usual : { min: Math.floor((p.nextStart - world.day) / 7), max: Math.ceil((p.nextStart - world.day) / 7) };
  return left(middle(wait) + middle(p.weeks) + (p.daysToJob === null ? search : Math.round(p.daysToJob / 7)), assumed.scales.weeksToPaycheck);
}

const usualEntry = ["high-school", "none", "high-school", "certificate", "bachelor", "graduate"] as const;
const asks = (job: JobObject, o: OccupationObject): number => educationLevels.indexOf(job.education ?? o.entry ?? usualEntry[o.zone ?? 0]!);

function couldTake(world: World, person: SeekerProfile, job: JobObject, o: OccupationObject): boolean {
  if (asks(job, o) > educationLevels.indexOf(person.educationLevel ?? "high-school")) return false;
  const hasDone = person.pastJobs.some((past) => past.soc === o.soc && past.years >= 1);
  if (o.soc.startsWith("29-") && o.entry !== null && educationLevels.indexOf(o.entry) >= educationLevels.indexOf("certificate") && !hasDone) return false;
  const same = person.pastJobs.filter((past) => past.soc.slice(0, 4) === o.soc.slice(0, 4)).reduce((sum, past) => sum + past.years, 0);
  const any = Math.max(person.pastJobs.reduce((sum, past) => sum + past.years, 0), person.workExperienceYears ?? 0);
  if (job.experience > same && (job.experience > 1 || job.experience > any)) return false;
  if (!job.apprenticeship && o.zone !== null && o.zone > 2 && o.zone > personZone(world, person)) return false;
  return job.credentials.every((asked) => holds(person, asked));
}

function placeOf(view: CatalogView, person: SeekerProfile): Place {
  const { zips, counties } = view;
  const at = (place: typeof zips.place, row: number): Place => (row < 0 ? null : point(place, row));
  const zip = person.location.zip === null ? -1 : Array.from(zips.zip).indexOf(Number(person.location.zip));
  const fips = person.location.countyFips === null ? (zip < 0 ? -1 : zips.county[zip]!) : Number(person.location.countyFips);
  return at(zips.place, zip) ?? at(counties.place, Array.from(counties.fips).indexOf(fips));
}
