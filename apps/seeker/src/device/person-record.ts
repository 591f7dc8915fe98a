import { DeviceFault } from "@pathwayks/sync";
import type { PersonRecord } from "../state/port.ts";

/**
 * A stored record as this app knows it. The seal already proves that an app of ours wrote these bytes, so the shape follows
 * from the version: `version` for one that a newer app wrote, `corrupt` for anything else. Never throws away what it refuses.
 */
export function parsePersonRecord(stored: unknown): PersonRecord {
  if (typeof stored !== "object" || stored === null) throw new DeviceFault("corrupt");
  const { schemaV, profile, answers, saved, compare } = stored as Partial<Record<keyof PersonRecord, unknown>>;
  if (typeof schemaV === "number" && schemaV > 1) throw new DeviceFault("version");
  const whole = schemaV === 1 && isObject(profile) && isObject(answers) && isObject(saved) && Array.isArray(compare);
  if (!whole) throw new DeviceFault("corrupt");
  return stored as PersonRecord;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
