import type { FactGroup } from "@pathwayks/contracts";
import type { CountyColumns, EvidenceColumns, PartnerColumns, ZipColumns } from "../view.ts";
import type { ChunkSet } from "./chunk-set.ts";
import { f32, i32, u32, u8 } from "./chunk-set.ts";
import { places } from "./columns.ts";
import { dict, text } from "./text.ts";

export function openPartners(set: ChunkSet<"partners">, evidence: Record<FactGroup, EvidenceColumns>): PartnerColumns {
  return {
    count: set.rows, id: text(set, "id"), name: text(set, "name"), type: u8(set, "type"), description: text(set, "description"),
    website: text(set, "website"), county: i32(set, "county"), countyName: dict(set, "countyName"), city: dict(set, "city"),
    address: text(set, "address"), zip: dict(set, "zip"), phone: text(set, "phone"), email: text(set, "email"),
    place: places(set, "place"), ipedsUnitId: i32(set, "ipedsUnitId"), sector: dict(set, "sector"),
    tuitionPerYear: i32(set, "tuitionPerYear"), netPricePerYear: i32(set, "netPricePerYear"),
    completionK: i32(set, "completionK"),
    completionN: i32(set, "completionN"), completionShare: f32(set, "completionShare"), earnings10: i32(set, "earnings10"),
    aidUrl: text(set, "aidUrl"), applyUrl: text(set, "applyUrl"), netPriceUrl: text(set, "netPriceUrl"),
    totalPrograms: i32(set, "totalPrograms"), partnershipStart: i32(set, "partnershipStart"), status: u8(set, "status"),
    evidence, sample: u8(set, "sample"),
    record: { createdAt: u32(set, "createdAt"), updatedAt: u32(set, "updatedAt"),
      dataSource: { length: set.rows, get: () => "" } },
  };
}

export const openCounties = (set: ChunkSet<"counties">): CountyColumns => ({
  count: set.rows, fips: i32(set, "fips"), name: text(set, "name"), region: u8(set, "region"), population: i32(set, "population"),
  place: places(set, "place"),
});

export const openZips = (set: ChunkSet<"zips">): ZipColumns => ({
  count: set.rows, zip: i32(set, "zip"), city: dict(set, "city"), county: i32(set, "county"), place: places(set, "place"),
});
