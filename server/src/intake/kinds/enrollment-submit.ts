import { entryBodies } from "@pathwayks/contracts";
import { rows } from "../../storage/engine.ts";
import { consentIdOf, sealedPlace } from "../../submissions/submission.ts";
import { entryKind, rejection } from "../kind.ts";
import { openCatalog } from "../open-catalog.ts";
import { checkSubmission, followUp } from "./submit.ts";

/** A wish to enroll, for the school to answer. */
export const enrollmentSubmit = entryKind(entryBodies["enrollment.submit"], (body) => ({
  *check(context) {
    const program = openCatalog(context).program(body.programId);
    if (program === null) return rejection("not_in_catalog", "programId", "is not in the catalog any more");
    if (program.providerId !== body.providerId) return rejection("invalid", "providerId", "is not the school of this program");
    return yield* checkSubmission(context, body, body.providerId, "enrollment");
  },
  *apply(context, accepted) {
    const { db, tables, actor, key, entry, at } = context;
    const { programId, providerId, pathwayId, startOn, contact, message } = body;
    const [row] = yield* rows(
      db.insert(tables.enrollments).values({
        id: entry.id, userId: actor.userId, programId, providerId, pathwayId, status: "requested", delivery: "queued", receipt: accepted.receipt,
        requestedAt: at, startOn, sealed: key.seal(sealedPlace("enrollment", entry.id), { contact, message }), consentId: consentIdOf(entry.id), updatedAt: at,
      }).returning(),
    );
    if (row === undefined) throw new Error("the enrollment was not stored");
    yield* followUp(context, body, { kind: "enrollment", row }, accepted, openCatalog(context).program(programId)?.sample ?? false);
  },
}));
