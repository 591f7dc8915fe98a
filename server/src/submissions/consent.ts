import { consent } from "@pathwayks/contracts";
import type { Consent } from "@pathwayks/contracts";
import type { MainTables } from "../storage/tables/all.ts";

/** The row as its person's devices hold it. */
export const consentOf = ({ id, recipient, purpose, textVersion, language, fields, expires, givenAt, withdrawnAt }: MainTables["consents"]["$inferSelect"]): Consent =>
  consent.parse({ id, given: { textVersion, language, recipient, purpose, fields: fields === "" ? [] : fields.split(","), expires }, givenAt, withdrawnAt });
