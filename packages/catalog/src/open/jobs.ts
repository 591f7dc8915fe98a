import type { FactGroup } from "@pathwayks/contracts";
import type { EvidenceColumns, JobColumns } from "../view.ts";
import type { ChunkSet } from "./chunk-set.ts";
import { f32, i32, mapped, u32, u8 } from "./chunk-set.ts";
import { places, references } from "./columns.ts";
import { kept } from "./kept.ts";
import { lazily } from "./lazy.ts";
import { liveRows } from "./live.ts";
import { dict, text, texts } from "./text.ts";

interface Context {
  readonly partner: (id: string) => number;
  readonly evidence: Record<FactGroup, EvidenceColumns>;
  readonly soc: (soc: number) => number;
}

/** Columns of jobs. `set` holds the parts in manifest order: within a region, older before newer. */
export function openJobs(set: ChunkSet<"jobs">, context: Context): JobColumns {
  const soc = i32(set, "soc"), region = u8(set, "region");
  return lazily({
    count: set.rows, live: kept(set, "live", "u32", () => liveRows(set, region)), id: text(set, "id"), employerId: dict(set, "employer"),
    employerName: dict(set, "employerName"), title: dict(set, "title"), titleEs: dict(set, "titleEs"),
    description: dict(set, "description"), category: dict(set, "category"), subcategory: dict(set, "subcategory"),
    occupation: kept(set, "occupation", "i32", () => mapped(soc, context.soc)), soc, region, county: i32(set, "county"), countyName: dict(set, "countyName"),
    city: dict(set, "city"), address: dict(set, "address"), place: places(set, "place"), remote: u8(set, "remote"),
    employmentType: u8(set, "employmentType"), schedule: dict(set, "schedule"), education: u8(set, "education"),
    experienceYears: f32(set, "experienceYears"), credentials: texts(set, "credentials"), skills: texts(set, "skills"),
    benefits: texts(set, "benefits"), expires: i32(set, "expires"), url: dict(set, "url"), evidence: context.evidence,
    sample: u8(set, "sample"),
  }, {
    employer: () => references(set, "employer", context.partner), linkScore: () => f32(set, "linkScore"),
    salaryMin: () => i32(set, "salaryMin"), salaryMax: () => i32(set, "salaryMax"), salaryPeriod: () => u8(set, "salaryPeriod"),
    posted: () => i32(set, "posted"), guaranteedInterview: () => u8(set, "guaranteedInterview"),
    record: () => ({ createdAt: u32(set, "createdAt"), updatedAt: u32(set, "updatedAt"), dataSource: dict(set, "dataSource") }),
  });
}
