import type { FactGroup } from "@pathwayks/contracts";
import { awardLevels, awardWeeks } from "@pathwayks/contracts";
import type { EvidenceColumns, PathwayColumns, ProgramColumns } from "../view.ts";
import { NONE, UNKNOWN } from "../view.ts";
import type { ChunkSet } from "./chunk-set.ts";
import { f32, i32, mapped, u32, u8 } from "./chunk-set.ts";
import { intLists, lists, places, references } from "./columns.ts";
import { dict, text, texts } from "./text.ts";

interface Context {
  readonly partner: (id: string) => number;
  readonly evidence: Record<FactGroup, EvidenceColumns>;
  readonly soc: (soc: number) => number;
}

/** Columns of programs; `pathways` are their links, resolved to rows of occupations. */
export function openPrograms(set: ChunkSet<"programs">, context: Context):
{ programs: ProgramColumns; pathways: PathwayColumns } {
  const awardLevel = u8(set, "awardLevel");
  const createdAt = u32(set, "createdAt"), updatedAt = u32(set, "updatedAt");
  const { pathways, pathwayStart } = openPathways(set, context.soc);
  const programs: ProgramColumns = {
    count: set.rows, id: text(set, "id"), provider: references(set, "provider", context.partner),
    providerId: dict(set, "provider"), providerName: dict(set, "providerName"),
    name: text(set, "name"), nameEs: text(set, "nameEs"), description: text(set, "description"), category: dict(set, "category"),
    subcategory: dict(set, "subcategory"), cip: i32(set, "cip"), awardLevel, ...durations(i32(set, "durationWeeks"), awardLevel),
    scheduleType: u8(set, "scheduleType"), scheduleDetails: dict(set, "scheduleDetails"), hoursPerWeek: f32(set, "hoursPerWeek"),
    county: i32(set, "county"), countyName: dict(set, "countyName"), city: dict(set, "city"), address: dict(set, "address"),
    zip: dict(set, "zip"), place: places(set, "place"), online: u8(set, "online"), tuition: i32(set, "tuition"),
    fees: i32(set, "fees"),
    books: i32(set, "books"), total: i32(set, "total"), financialAid: u8(set, "financialAid"),
    wichitaPromise: u8(set, "wichitaPromise"),
    prereqEducation: u8(set, "prereqEducation"), prereqSkills: texts(set, "prereqSkills"),
    prereqExperience: dict(set, "prereqExperience"), prereqLicence: dict(set, "prereqLicence"),
    credential: dict(set, "credential"),
    completionK: i32(set, "completionK"), completionN: i32(set, "completionN"), placementK: i32(set, "placementK"),
    placementN: i32(set, "placementN"), daysToEmployment: i32(set, "daysToEmployment"),
    startingSalary: i32(set, "startingSalary"),
    completers: i32(set, "completers"), targetJobs: texts(set, "targetJobs"), startDates: intLists(set, "startDates"),
    pinnedOccupations: intLists(set, "pinned"), droppedOccupations: intLists(set, "dropped"),
    enrollmentUrl: dict(set, "enrollmentUrl"), phone: dict(set, "phone"), email: dict(set, "email"),
    childcareService: u8(set, "childcare"), eveningService: u8(set, "evening"), spanishService: u8(set, "spanish"),
    evidence: context.evidence, sample: u8(set, "sample"),
    updated: mapped(updatedAt, (seconds) => Math.floor(seconds / 86_400)),
    record: { createdAt, updatedAt, dataSource: dict(set, "dataSource") }, pathwayStart,
  };
  return { programs, pathways };
}

/** The published length, else the band of the award. */
function durations(published: Int32Array, awardLevel: Uint8Array) {
  const durationMin = new Int32Array(published.length), durationMax = new Int32Array(published.length);
  const durationPublished = new Uint8Array(published.length);
  const bands = awardLevels.map((level) => awardWeeks[level]);
  for (let i = 0; i < published.length; i++) {
    const weeks = published[i] ?? UNKNOWN;
    const band = bands[awardLevel[i] ?? NONE] ?? null;
    durationPublished[i] = weeks === UNKNOWN ? 0 : 1;
    durationMin[i] = weeks === UNKNOWN ? (band?.min ?? UNKNOWN) : weeks;
    durationMax[i] = weeks === UNKNOWN ? (band?.max ?? UNKNOWN) : weeks;
  }
  return { durationMin, durationMax, durationPublished };
}

function openPathways(set: ChunkSet<"programs">, findSoc: (soc: number) => number) {
  const socs = intLists(set, "linkSoc");
  const program = new Int32Array(socs.values.length);
  for (let row = 0; row < set.rows; row++)
    for (let i = socs.offsets[row] ?? 0; i < (socs.offsets[row + 1] ?? 0); i++) program[i] = row;
  const pathways: PathwayColumns = {
    count: socs.values.length, program,
    occupation: mapped(socs.values, findSoc),
    weight: lists(set, "linkWeight", "f32", (n) => new Float32Array(n)).values,
    pinned: lists(set, "linkPinned", "u8", (n) => new Uint8Array(n)).values,
  };
  return { pathways, pathwayStart: socs.offsets };
}
