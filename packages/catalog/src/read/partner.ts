import type { County, Partner, PartnerId, Source } from "@pathwayks/contracts";
import { partnerTypes, regions } from "@pathwayks/contracts";
import { dateOrNull, fromCode, intToFips } from "../codes.ts";
import type { CatalogView } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import {
  coordinatesOf, decimalOrNull, evidenceAt, fipsOrNull, numberOrNull, rateOrNull, recordAt, textOrNull,
} from "./common.ts";

const states = ["active", "closed", "unknown"] as const;

/** The contract's row of a partner. */
export function readPartner(view: CatalogView, row: number): Partner {
  const p = view.partners;
  return {
    id: p.id.get(row) as PartnerId, name: p.name.get(row), type: fromCode(partnerTypes, p.type[row]) ?? "employer",
    description: textOrNull(p.description.get(row)), website: textOrNull(p.website.get(row)),
    location: {
      countyFips: fipsOrNull(p.county[row]), county: textOrNull(p.countyName.get(row)), city: textOrNull(p.city.get(row)),
      address: textOrNull(p.address.get(row)), zip: textOrNull(p.zip.get(row)), coordinates: coordinatesOf(p.place, row),
    },
    contact: { phone: textOrNull(p.phone.get(row)), email: textOrNull(p.email.get(row)) },
    institution: institution(view, row), statistics: { totalPrograms: numberOrNull(p.totalPrograms[row]) },
    partnershipStartDate: dateOrNull(p.partnershipStart[row] ?? UNKNOWN), status: fromCode(states, p.status[row]) ?? "unknown",
    evidence: evidenceAt(p.evidence, view.sources, row), sample: p.sample[row] === 1, ...recordAt(p.record, row),
  };
}

function institution(view: CatalogView, row: number): Partner["institution"] {
  const p = view.partners;
  const unit = p.ipedsUnitId[row] ?? UNKNOWN;
  if (unit === UNKNOWN) return null;
  return {
    ipedsUnitId: unit, sector: p.sector.get(row), tuitionAndFeesPerYear: numberOrNull(p.tuitionPerYear[row]),
    netPricePerYear: numberOrNull(p.netPricePerYear[row]), completionRate: rateOrNull(p.completionK[row], p.completionN[row]),
    completionShare: decimalOrNull(p.completionShare[row]), medianEarnings10Years: numberOrNull(p.earnings10[row]),
    aidUrl: textOrNull(p.aidUrl.get(row)), applyUrl: textOrNull(p.applyUrl.get(row)),
    netPriceCalculatorUrl: textOrNull(p.netPriceUrl.get(row)),
  };
}

/** The contract's row of a county. Coordinates come back with four decimals. */
export function readCounty(view: CatalogView, row: number): County {
  const c = view.counties;
  return {
    fips: intToFips(c.fips[row] ?? 0), name: c.name.get(row), region: fromCode(regions, c.region[row]) ?? "unassigned",
    population: numberOrNull(c.population[row]), coordinates: coordinatesOf(c.place, row) ?? { latitude: 0, longitude: 0 },
  };
}

/** A source by row; `null` for UNKNOWN. */
export const readSource = (view: CatalogView, row: number): Source | null => view.sources[row] ?? null;
