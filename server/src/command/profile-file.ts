import { existsSync, readFileSync } from "node:fs";
import { emptyProfile, isoDate, seekerProfile } from "@pathwayks/contracts";
import type { IsoDate, SeekerProfile } from "@pathwayks/contracts";
import { z } from "zod";
import { kansasDate } from "../releases/kansas-date.ts";
import { parseStrictJson } from "../http/strict-json.ts";
import { detailsOf } from "../http/validation.ts";
import { refused, usage } from "./command.ts";
import type { Call, CommandFault } from "./command.ts";

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: CommandFault };

/** A profile, or a request that holds one (`profile`), as the API takes it. What is left out counts as not answered. */
const profileFile = z.union([z.looseObject({ profile: z.looseObject({}) }).transform((file) => file.profile), z.looseObject({})]);

export function readProfile(call: Call): Read<SeekerProfile> {
  const path = profilePath(call);
  return path.ok ? parseProfile(readFileSync(path.value, "utf8"), path.value) : path;
}

/** The people of `--profile`: one, or one a line where the file is called `.ndjson`; then `many` is true. */
export function readProfiles(call: Call): Read<{ readonly many: boolean; readonly profiles: readonly SeekerProfile[] }> {
  const path = profilePath(call);
  if (!path.ok) return path;
  const many = path.value.endsWith(".ndjson");
  const text = readFileSync(path.value, "utf8");
  const profiles: SeekerProfile[] = [];
  for (const [at, line] of (many ? text.split("\n") : [text]).entries()) {
    if (many && line.trim() === "") continue;
    const parsed = parseProfile(line, many ? `${path.value}, line ${at + 1},` : path.value);
    if (!parsed.ok) return parsed;
    profiles.push(parsed.value);
  }
  return profiles.length > 0 ? { ok: true, value: { many, profiles } } : refused(`${path.value} holds no profile.`);
}

function profilePath(call: Call): Read<string> {
  const given = call.option("profile");
  if (given === undefined) return usage("Say whose pathways: --profile FILE.");
  const path = call.path(given);
  return existsSync(path) ? { ok: true, value: path } : refused(`${path} is not there.`);
}

function parseProfile(text: string, name: string): Read<SeekerProfile> {
  const json = parseStrictJson(text);
  const opened = json.ok ? profileFile.safeParse(json.value) : null;
  if (opened === null || !opened.success) return refused(`${name} is not a profile in JSON.`);
  const parsed = seekerProfile.safeParse({ ...emptyProfile, ...opened.data });
  if (parsed.success) return { ok: true, value: parsed.data };
  const faults = detailsOf(parsed.error.issues, "profile").map(({ field, message }) => `  ${field}: ${message}`);
  return refused(`${name} is not a profile:\n${faults.join("\n")}`);
}

/** `--today`, or the date in Kansas. */
export function readToday(call: Call): Read<IsoDate> {
  const parsed = isoDate.safeParse(call.option("today") ?? kansasDate(call.io.now()));
  return parsed.success ? { ok: true, value: parsed.data } : usage("--today must be a date such as 2026-11-23.");
}
