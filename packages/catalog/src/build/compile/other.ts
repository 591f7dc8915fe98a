import type { County, Occupation, Partner, Source, ZipPlace } from "@pathwayks/contracts";
import { educationLevels, onetSkills, partnerTypes, regions, riasec } from "@pathwayks/contracts";
import { dayOrUnknown, socToInt, toCode } from "../../codes.ts";
import type { StoredRow } from "../../format/columns.ts";
import { formatRules } from "../../rules.ts";
import { NONE, UNKNOWN } from "../../view.ts";
import { evidenceCells, fips, orEmpty, orNaN, orUnknown, recordCells, toHundredths, unitVector } from "./common.ts";

export function compileOccupation(o: Occupation): StoredRow<"occupations"> {
  const rating = (which: 0 | 1) => onetSkills.map((_, i) => toHundredths(o.skills?.[i]?.[which] ?? null));
  return {
    soc: socToInt(o.soc), onetCode: orEmpty(o.onetCode), title: o.title.en, titleEs: orEmpty(o.title.es),
    description: orEmpty(o.description),
    interests: riasec.map((_, i) => toHundredths(o.interests?.[i] ?? null)), importance: rating(0), level: rating(1),
    rated: o.skills === null ? 0 : 1, skillsFrom: o.skillsFrom === null ? UNKNOWN : socToInt(o.skillsFrom),
    jobZone: o.jobZone ?? 0,
    wage10: orUnknown(o.wages.p10), wage25: orUnknown(o.wages.p25), wageMedian: orUnknown(o.wages.median),
    wage75: orUnknown(o.wages.p75),
    wage90: orUnknown(o.wages.p90), employment: orNaN(o.outlook.employment), annualOpenings: orNaN(o.outlook.annualOpenings),
    growthRate: orNaN(o.outlook.growthRate), entryEducation: toCode(educationLevels, o.entryEducation),
    onTheJobTraining: orEmpty(o.onTheJobTraining), rules: formatRules(o.rules), ...evidenceCells(o.evidence),
  };
}

/** Lay titles in the order of the occupation's row, so that they are read back as they were. */
export const compileTitles = (o: Occupation): StoredRow<"titles">[] =>
  o.altTitles.map((title) => ({ title, soc: socToInt(o.soc) }));

export function compilePartner(p: Partner): StoredRow<"partners"> {
  const { location: l, institution: i } = p;
  return {
    id: p.id, name: p.name, type: toCode(partnerTypes, p.type), description: orEmpty(p.description), website: orEmpty(p.website),
    county: fips(l.countyFips), countyName: orEmpty(l.county), city: orEmpty(l.city), address: orEmpty(l.address),
    zip: orEmpty(l.zip),
    place: unitVector(l.coordinates), phone: orEmpty(p.contact.phone), email: orEmpty(p.contact.email),
    ipedsUnitId: i?.ipedsUnitId ?? UNKNOWN, sector: orEmpty(i?.sector),
    tuitionPerYear: orUnknown(i?.tuitionAndFeesPerYear ?? null),
    netPricePerYear: orUnknown(i?.netPricePerYear ?? null), completionK: i?.completionRate?.k ?? UNKNOWN,
    completionN: i?.completionRate?.n ?? UNKNOWN, completionShare: orNaN(i?.completionShare ?? null),
    earnings10: orUnknown(i?.medianEarnings10Years ?? null), aidUrl: orEmpty(i?.aidUrl), applyUrl: orEmpty(i?.applyUrl),
    netPriceUrl: orEmpty(i?.netPriceCalculatorUrl), totalPrograms: orUnknown(p.statistics.totalPrograms),
    partnershipStart: dayOrUnknown(p.partnershipStartDate), status: toCode(["active", "closed", "unknown"], p.status),
    ...evidenceCells(p.evidence), ...recordCells(p), removes: [],
  };
}

/** The row without an id that carries removals where a part has nothing else. */
export const partnerCarrier: StoredRow<"partners"> = {
  id: "", name: "", type: NONE, description: "", website: "", county: UNKNOWN, countyName: "", city: "", address: "", zip: "",
  place: unitVector(null), phone: "", email: "", ipedsUnitId: UNKNOWN, sector: "", tuitionPerYear: UNKNOWN,
  netPricePerYear: UNKNOWN,
  completionK: UNKNOWN, completionN: UNKNOWN, completionShare: Number.NaN, earnings10: UNKNOWN, aidUrl: "", applyUrl: "",
  netPriceUrl: "",
  totalPrograms: UNKNOWN, partnershipStart: UNKNOWN, status: NONE, ...evidenceCells({}), sample: 0, createdAt: 0, updatedAt: 0,
  removes: [],
};

export const compileCounty = (c: County): StoredRow<"counties"> => ({
  fips: Number(c.fips), name: c.name, region: toCode(regions, c.region), population: orUnknown(c.population),
  place: unitVector(c.coordinates),
});

export const compileZip = (z: ZipPlace): StoredRow<"zips"> => ({
  zip: Number(z.zip), city: z.city, county: fips(z.countyFips), place: unitVector(z.coordinates),
});

export const compileSource = (s: Source): StoredRow<"sources"> => ({
  id: s.id, title: s.title, publisher: s.publisher, url: orEmpty(s.url), licence: s.licence, published: dayOrUnknown(s.published),
  limitDays: s.limitDays, sample: s.sample ? 1 : 0,
});
