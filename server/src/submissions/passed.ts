import { eq } from "drizzle-orm";
import { z } from "zod";
import { applicant, contact } from "@pathwayks/contracts";
import { first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { SubjectKey } from "../vault/vault.ts";
import { sealedPlace } from "./submission.ts";
import type { Submission } from "./submission.ts";

const sealedPart = z.strictObject({ contact, message: z.string() });
export type Applicant = z.infer<typeof applicant>;

/** Of what the person wrote, only what the submission's consent names: all that a partner ever gets to see. */
export function* passedWith(db: Sql, { consents }: Pick<MainTables, "consents">, key: SubjectKey, { kind, row }: Submission): Body<Applicant> {
  const consent = yield* first(db.select({ fields: consents.fields }).from(consents).where(eq(consents.id, row.consentId)));
  const consented = (consent?.fields ?? "").split(",");
  const { contact: address, message } = sealedPart.parse(key.open(sealedPlace(kind, row.id), row.sealed));
  const given = Object.entries({ ...address, message }).filter(([name, value]) => consented.includes(name) && value !== null && value !== "");
  return applicant.parse(Object.fromEntries(given));
}
