import { fail, ok } from "@pathwayks/contracts";
import type { IsoDate, RegisterRequest, Result } from "@pathwayks/contracts";
import type { Fault } from "./faults.ts";

/** Below, an account would need a parent before anything is stored (COPPA, 16 CFR 312). The app itself needs no account. */
const YOUNGEST = 13;
const OF_AGE = 18;

/** Whole years from one civil date to another. */
export function yearsBetween(born: IsoDate, today: IsoDate): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}

/** Whether somebody else has to agree, for a person of this age. */
export function guardianAt(today: IsoDate, given: Pick<RegisterRequest, "dateOfBirth" | "guardianEmail" | "firstName"> & { readonly email?: string }): Result<"not-needed" | "pending", Fault> {
  const age = yearsBetween(given.dateOfBirth, today);
  if (age < 0 || age > 120) return fail({ kind: "invalid", field: "dateOfBirth", message: "is not the date of birth of anybody alive" });
  if (age < YOUNGEST) return fail({ kind: "invalid", field: "dateOfBirth", message: `accounts are for people of ${YOUNGEST} and older; everything else works without one` });
  if (age >= OF_AGE) return ok("not-needed");
  if (given.guardianEmail === undefined) return fail({ kind: "invalid", field: "guardianEmail", message: "must be there for people under 18" });
  if (given.guardianEmail.toLowerCase() === given.email?.toLowerCase()) return fail({ kind: "invalid", field: "guardianEmail", message: "must be somebody else's" });
  return ok("pending");
}
