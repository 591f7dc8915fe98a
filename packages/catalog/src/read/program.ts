import type { Instant, PartnerId, Program, ProgramId, SocCode } from "@pathwayks/contracts";
import { awardLevels, civilDate, educationLevels, scheduleTypes } from "@pathwayks/contracts";
import { fromCode, fromFlag, intToCip, intToSoc } from "../codes.ts";
import type { CatalogView, NumberLists } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import {
  coordinatesOf, decimalOrNull, evidenceAt, fipsOrNull, localTextOf, numberOrNull, rateOrNull, recordAt, textOrNull,
} from "./common.ts";

/**
 * The contract's row of a program. Coordinates come back with four decimals; `lastSynced` is the release's instant, which is
 * when its sources were last asked.
 */
export function readProgram(view: CatalogView, row: number): Program {
  const p = view.programs;
  const cip = p.cip[row] ?? UNKNOWN;
  return {
    id: p.id.get(row) as ProgramId, providerId: p.providerId.get(row) as PartnerId, providerName: p.providerName.get(row),
    name: localTextOf(p.name.get(row), p.nameEs.get(row)), description: textOrNull(p.description.get(row)),
    category: p.category.get(row), subcategory: textOrNull(p.subcategory.get(row)), cip: cip === UNKNOWN ? null : intToCip(cip),
    awardLevel: fromCode(awardLevels, p.awardLevel[row]) ?? "none",
    durationWeeks: p.durationPublished[row] === 1 ? numberOrNull(p.durationMin[row]) : null,
    scheduleType: fromCode(scheduleTypes, p.scheduleType[row]), scheduleDetails: textOrNull(p.scheduleDetails.get(row)),
    hoursPerWeek: decimalOrNull(p.hoursPerWeek[row]), location: location(view, row), cost: cost(view, row),
    prerequisites: {
      education: fromCode(educationLevels, p.prereqEducation[row]), skills: [...p.prereqSkills.get(row)],
      experience: textOrNull(p.prereqExperience.get(row)), licence: textOrNull(p.prereqLicence.get(row)),
    },
    outcomes: outcomes(view, row), targetJobs: [...p.targetJobs.get(row)],
    pinnedOccupations: socs(p.pinnedOccupations, row), droppedOccupations: socs(p.droppedOccupations, row),
    startDates: listAt(p.startDates, row).map(civilDate), enrollmentUrl: textOrNull(p.enrollmentUrl.get(row)),
    contact: { phone: textOrNull(p.phone.get(row)), email: textOrNull(p.email.get(row)) },
    services: {
      childcare: fromFlag(p.childcareService[row]), evening: fromFlag(p.eveningService[row]),
      spanish: fromFlag(p.spanishService[row]),
    },
    evidence: evidenceAt(p.evidence, view.sources, row), sample: p.sample[row] === 1, ...recordAt(p.record, row),
    dataSource: p.record.dataSource.get(row), lastSynced: view.createdAt as Instant,
  };
}

function location(view: CatalogView, row: number): Program["location"] {
  const p = view.programs;
  return {
    countyFips: fipsOrNull(p.county[row]), county: textOrNull(p.countyName.get(row)), city: textOrNull(p.city.get(row)),
    address: textOrNull(p.address.get(row)), zip: textOrNull(p.zip.get(row)), coordinates: coordinatesOf(p.place, row),
    onlineOption: fromFlag(p.online[row]),
  };
}

function cost(view: CatalogView, row: number): Program["cost"] {
  const p = view.programs;
  return {
    currency: "USD", tuition: numberOrNull(p.tuition[row]), fees: numberOrNull(p.fees[row]), books: numberOrNull(p.books[row]),
    total: numberOrNull(p.total[row]), financialAidAvailable: fromFlag(p.financialAid[row]),
    wichitaPromiseEligible: fromFlag(p.wichitaPromise[row]),
  };
}

function outcomes(view: CatalogView, row: number): Program["outcomes"] {
  const p = view.programs;
  return {
    credential: textOrNull(p.credential.get(row)), historicalCompletionRate: rateOrNull(p.completionK[row], p.completionN[row]),
    historicalPlacementRate: rateOrNull(p.placementK[row], p.placementN[row]),
    averageTimeToEmploymentDays: numberOrNull(p.daysToEmployment[row]), medianStartingSalary: numberOrNull(p.startingSalary[row]),
    completers: numberOrNull(p.completers[row]),
  };
}

const listAt = (lists: NumberLists<Int32Array>, row: number): number[] =>
  [...lists.values.subarray(lists.offsets[row], lists.offsets[row + 1])];
const socs = (lists: NumberLists<Int32Array>, row: number): SocCode[] => listAt(lists, row).map(intToSoc);
