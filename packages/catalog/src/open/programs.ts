import type { FactGroup } from "@pathwayks/contracts";
import { awardLevels, awardWeeks } from "@pathwayks/contracts";
import type { EvidenceColumns, PathwayColumns, ProgramColumns } from "../view.ts";
import { NONE, UNKNOWN } from "../view.ts";
import type { ChunkSet } from "./chunk-set.ts";
import { f32, i32, mapped, u32, u8 } from "./chunk-set.ts";
import type { ListOffsets } from "./columns.ts";
import { intLists, listOffsets, listValues, places, references } from "./columns.ts";
import { kept, keptAll } from "./kept.ts";
import { lazily, once } from "./lazy.ts";
import { dict, text, texts } from "./text.ts";

interface Context {
  readonly partner: (id: string) => number;
  readonly evidence: Record<FactGroup, EvidenceColumns>;
  readonly soc: (soc: number) => number;
}

/** Columns of programs; `pathways` are their links, resolved to rows of occupations. */
export function openPrograms(set: ChunkSet<"programs">, context: Context):
{ programs: ProgramColumns; pathways: PathwayColumns } {
  const awardLevel = u8(set, "awardLevel"), updatedAt = once(() => u32(set, "updatedAt"));
  const links = listOffsets(set, "linkSoc");
  const programs = lazily({
    count: set.rows, id: text(set, "id"), provider: references(set, "provider", context.partner),
    providerId: dict(set, "provider"), providerName: dict(set, "providerName"), name: text(set, "name"),
    nameEs: text(set, "nameEs"), description: text(set, "description"), category: dict(set, "category"),
    subcategory: dict(set, "subcategory"), cip: i32(set, "cip"), awardLevel,
    ...keptAll(set, "duration", { durationMin: "i32", durationMax: "i32", durationPublished: "u8" }, () => durations(i32(set, "durationWeeks"), awardLevel)), scheduleType: u8(set, "scheduleType"),
    scheduleDetails: dict(set, "scheduleDetails"), hoursPerWeek: f32(set, "hoursPerWeek"), county: i32(set, "county"),
    countyName: dict(set, "countyName"), city: dict(set, "city"), address: dict(set, "address"), zip: dict(set, "zip"),
    place: places(set, "place"), online: u8(set, "online"), tuition: i32(set, "tuition"), fees: i32(set, "fees"),
    books: i32(set, "books"), total: i32(set, "total"), financialAid: u8(set, "financialAid"),
    wichitaPromise: u8(set, "wichitaPromise"), prereqEducation: u8(set, "prereqEducation"),
    prereqSkills: texts(set, "prereqSkills"), prereqExperience: dict(set, "prereqExperience"),
    prereqLicence: dict(set, "prereqLicence"), credential: dict(set, "credential"), completionK: i32(set, "completionK"),
    completionN: i32(set, "completionN"), placementK: i32(set, "placementK"), placementN: i32(set, "placementN"),
    daysToEmployment: i32(set, "daysToEmployment"), startingSalary: i32(set, "startingSalary"),
    targetJobs: texts(set, "targetJobs"), startDates: intLists(set, "startDates"), enrollmentUrl: dict(set, "enrollmentUrl"),
    phone: dict(set, "phone"), email: dict(set, "email"), childcareService: u8(set, "childcare"),
    eveningService: u8(set, "evening"), evidence: context.evidence, sample: u8(set, "sample"), pathwayStart: links.offsets,
  }, {
    completers: () => i32(set, "completers"), pinnedOccupations: () => intLists(set, "pinned"),
    droppedOccupations: () => intLists(set, "dropped"), spanishService: () => u8(set, "spanish"),
    updated: () => mapped(updatedAt(), (seconds) => Math.floor(seconds / 86_400)),
    record: () => ({ createdAt: u32(set, "createdAt"), updatedAt: updatedAt(), dataSource: dict(set, "dataSource") }),
  });
  return { programs, pathways: openPathways(set, links, context.soc) };
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

function openPathways(set: ChunkSet<"programs">, links: ListOffsets, findSoc: (soc: number) => number): PathwayColumns {
  const count = links.offsets[set.rows] ?? 0;
  return {
    count, program: kept(set, "link.program", "i32", () => ownersOf(links.offsets)),
    occupation: kept(set, "link.occupation", "i32", () => mapped(listValues(set, "linkSoc", "i32", links, new Int32Array(count)), findSoc)),
    // The three lists of a program are equally long.
    weight: listValues(set, "linkWeight", "f32", links, new Float32Array(count)),
    pinned: listValues(set, "linkPinned", "u8", links, new Uint8Array(count)),
  };
}

/** The row that each list element belongs to. */
function ownersOf(offsets: Uint32Array): Int32Array {
  const rows = offsets.length - 1, owners = new Int32Array(offsets[rows] ?? 0);
  for (let row = 0, at = 0; row < rows; row++) for (const end = offsets[row + 1] ?? 0; at < end; at++) owners[at] = row;
  return owners;
}
