import type { Program } from "@pathwayks/contracts";
import { awardLevels, dayNumber, educationLevels, scheduleTypes } from "@pathwayks/contracts";
import { cipToInt, socToInt, toCode, toFlag } from "../../codes.ts";
import type { StoredRow } from "../../format/columns.ts";
import { NONE, UNKNOWN } from "../../view.ts";
import type { ProgramLink } from "../link/program.ts";
import { evidenceCells, fips, orEmpty, orNaN, orUnknown, recordCells, unitVector } from "./common.ts";

/** A program and its links as the row of a chunk. */
export function compileProgram(program: Program, links: readonly ProgramLink[]): StoredRow<"programs"> {
  const { location: l, cost: c, prerequisites: p, outcomes: o } = program;
  return {
    id: program.id, provider: program.providerId, providerName: program.providerName, name: program.name.en,
    nameEs: orEmpty(program.name.es),
    description: orEmpty(program.description), category: program.category, subcategory: orEmpty(program.subcategory),
    cip: program.cip === null ? UNKNOWN : cipToInt(program.cip), awardLevel: toCode(awardLevels, program.awardLevel),
    durationWeeks: orUnknown(program.durationWeeks), scheduleType: toCode(scheduleTypes, program.scheduleType),
    scheduleDetails: orEmpty(program.scheduleDetails), hoursPerWeek: orNaN(program.hoursPerWeek), county: fips(l.countyFips),
    countyName: orEmpty(l.county), city: orEmpty(l.city), address: orEmpty(l.address), zip: orEmpty(l.zip),
    place: unitVector(l.coordinates),
    online: toFlag(l.onlineOption), tuition: orUnknown(c.tuition), fees: orUnknown(c.fees), books: orUnknown(c.books),
    total: orUnknown(c.total),
    financialAid: toFlag(c.financialAidAvailable), wichitaPromise: toFlag(c.wichitaPromiseEligible),
    prereqEducation: toCode(educationLevels, p.education), prereqSkills: p.skills, prereqExperience: orEmpty(p.experience),
    prereqLicence: orEmpty(p.licence), credential: orEmpty(o.credential),
    completionK: o.historicalCompletionRate?.k ?? UNKNOWN, completionN: o.historicalCompletionRate?.n ?? UNKNOWN,
    placementK: o.historicalPlacementRate?.k ?? UNKNOWN, placementN: o.historicalPlacementRate?.n ?? UNKNOWN,
    daysToEmployment: orUnknown(o.averageTimeToEmploymentDays), startingSalary: orUnknown(o.medianStartingSalary),
    completers: orUnknown(o.completers), targetJobs: program.targetJobs, pinned: program.pinnedOccupations.map(socToInt),
    dropped: program.droppedOccupations.map(socToInt), startDates: program.startDates.map(dayNumber).sort((a, b) => a - b),
    enrollmentUrl: orEmpty(program.enrollmentUrl), phone: orEmpty(program.contact.phone), email: orEmpty(program.contact.email),
    childcare: toFlag(program.services.childcare), evening: toFlag(program.services.evening),
    spanish: toFlag(program.services.spanish),
    dataSource: program.dataSource, ...evidenceCells(program.evidence), ...recordCells(program),
    linkSoc: links.map((link) => link.soc), linkWeight: links.map((link) => link.weight),
    linkPinned: links.map((link) => (link.pinned ? 1 : 0)),
    removes: [],
  };
}

/** The row without an id that carries removals where a part has nothing else. */
export const programCarrier: StoredRow<"programs"> = {
  id: "", provider: "", providerName: "", name: "", nameEs: "", description: "", category: "", subcategory: "", cip: UNKNOWN,
  awardLevel: NONE,
  durationWeeks: UNKNOWN, scheduleType: NONE, scheduleDetails: "", hoursPerWeek: Number.NaN, county: UNKNOWN, countyName: "",
  city: "",
  address: "", zip: "", place: unitVector(null), online: NONE, tuition: UNKNOWN, fees: UNKNOWN, books: UNKNOWN, total: UNKNOWN,
  financialAid: NONE, wichitaPromise: NONE, prereqEducation: NONE, prereqSkills: [], prereqExperience: "", prereqLicence: "",
  credential: "",
  completionK: UNKNOWN, completionN: UNKNOWN, placementK: UNKNOWN, placementN: UNKNOWN, daysToEmployment: UNKNOWN,
  startingSalary: UNKNOWN,
  completers: UNKNOWN, targetJobs: [], pinned: [], dropped: [], startDates: [], enrollmentUrl: "", phone: "", email: "",
  childcare: NONE,
  evening: NONE, spanish: NONE, dataSource: "", ...evidenceCells({}), sample: 0, createdAt: 0, updatedAt: 0, linkSoc: [],
  linkWeight: [],
  linkPinned: [], removes: [],
};
