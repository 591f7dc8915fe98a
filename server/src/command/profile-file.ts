import { existsSync, readFileSync } from "node:fs";
import { emptyProfile, isoDate, seekerProfile } from "@pathwayks/contracts";
import type { IsoDate, SeekerProfile } from "@pathwayks/contracts";
import { z } from "zod";
import { kansasDate } from "../api/answer.ts";
import { parseStrictJson } from "../http/strict-json.ts";
import { detailsOf } from "../http/validation.ts";
import { refused, usage } from "./command.ts";
import type { Call, CommandFault } from "./command.ts";

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CommandFault };

/** A profile, or a request that holds one (`profile`), as the API takes it. What is left out counts as not answered. */
const profileFile = z.union([z.looseObject({ profile: z.looseObject({}) }).transform((file) => file.profile), z.looseObject({})]);

export function readProfile(call: Call): Read<SeekerProfile> {
  const given = call.option("profile");
  if (given === undefined) return usage("Say whose pathways: --profile FILE.");
  const path = call.path(given);
  if (!existsSync(path)) return refused(`${path} is not there.`);
  const json = parseStrictJson(readFileSync(path, "utf8"));
  const opened = json.ok ? profileFile.safeParse(json.value) : null;
  if (opened === null || !opened.success) return refused(`${path} is not a profile in JSON.`);
  const parsed = seekerProfile.safeParse({ ...emptyProfile, ...opened.data });
  if (parsed.success) return { ok: true, value: parsed.data };
  const faults = detailsOf(parsed.error.issues, "profile").map(({ field, message }) => `  ${field}: ${message}`);
  return refused(`${path} is not a profile:\n${faults.join("\n")}`);
}

/** `--today`, or the date in Kansas. */
export function readToday(call: Call): Read<IsoDate> {
  const parsed = isoDate.safeParse(call.option("today") ?? kansasDate(call.io.now()));
  return parsed.success ? { ok: true, value: parsed.data } : usage("--today must be a date such as 2026-11-23.");
}
