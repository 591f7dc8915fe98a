import type { FactGroup } from "@pathwayks/contracts";
import type { CountyColumns, EvidenceColumns, PartnerColumns, TextColumn, ZipColumns } from "../view.ts";
import type { ChunkSet } from "./chunk-set.ts";
import { f32, i32, u32, u8 } from "./chunk-set.ts";
import { places } from "./columns.ts";
import { lazily } from "./lazy.ts";
import { dict, text } from "./text.ts";

export function openPartners(set: ChunkSet<"partners">, evidence: Record<FactGroup, EvidenceColumns>): PartnerColumns {
  return lazily({
    count: set.rows, id: text(set, "id"), name: text(set, "name"), description: text(set, "description"),
    website: text(set, "website"), countyName: dict(set, "countyName"), city: dict(set, "city"), address: text(set, "address"),
    zip: dict(set, "zip"), phone: text(set, "phone"), email: text(set, "email"), sector: dict(set, "sector"),
    tuitionPerYear: i32(set, "tuitionPerYear"), completionK: i32(set, "completionK"), completionN: i32(set, "completionN"),
    completionShare: f32(set, "completionShare"), aidUrl: text(set, "aidUrl"), applyUrl: text(set, "applyUrl"),
    netPriceUrl: text(set, "netPriceUrl"), evidence,
  }, {
    type: () => u8(set, "type"), county: () => i32(set, "county"), place: () => places(set, "place"),
    ipedsUnitId: () => i32(set, "ipedsUnitId"), netPricePerYear: () => i32(set, "netPricePerYear"),
    earnings10: () => i32(set, "earnings10"), totalPrograms: () => i32(set, "totalPrograms"),
    partnershipStart: () => i32(set, "partnershipStart"), status: () => u8(set, "status"), sample: () => u8(set, "sample"),
    record: () => ({
      createdAt: u32(set, "createdAt"), updatedAt: u32(set, "updatedAt"), dataSource: nothing(set.rows),
    }),
  });
}

/** Partners come through no connector. */
const nothing = (length: number): TextColumn => ({ length, get: () => "", filled: () => new Uint32Array(0) });

export const openCounties = (set: ChunkSet<"counties">): CountyColumns => lazily({
  count: set.rows, fips: i32(set, "fips"), name: text(set, "name"), place: places(set, "place"),
}, { region: () => u8(set, "region"), population: () => i32(set, "population") });

export const openZips = (set: ChunkSet<"zips">): ZipColumns => lazily({
  count: set.rows, zip: i32(set, "zip"), city: dict(set, "city"), place: places(set, "place"),
}, { county: () => i32(set, "county") });
