import { entryBodies } from "@pathwayks/contracts";
import { kansasDate } from "../../releases/kansas-date.ts";
import { rows } from "../../storage/engine.ts";
import { consentIdOf, sealedPlace } from "../../submissions/submission.ts";
import { entryKind, rejection } from "../kind.ts";
import { openCatalog } from "../open-catalog.ts";
import { checkSubmission, followUp } from "./submit.ts";

/** An application for a job, for the employer to answer. */
export const applicationSubmit = entryKind(entryBodies["application.submit"], (body) => ({
  *check(context) {
    const job = openCatalog(context).job(body.jobId);
    if (job === null) return rejection("not_in_catalog", "jobId", "is not in the catalog any more");
    if (job.expires < kansasDate(context.now)) return rejection("expired", "jobId", "is not open any more");
    if (job.employerId !== body.employerId) return rejection("invalid", "employerId", "is not the employer of this job");
    return yield* checkSubmission(context, body, body.employerId, "application");
  },
  *apply(context, accepted) {
    const { db, tables, actor, key, entry, at, now } = context;
    const { jobId, employerId, pathwayId, contact, message } = body;
    const [row] = yield* rows(
      db.insert(tables.applications).values({
        id: entry.id, userId: actor.userId, jobId, employerId, pathwayId, status: "submitted", delivery: "queued", receipt: accepted.receipt,
        applicationDate: kansasDate(now), sealed: key.seal(sealedPlace("application", entry.id), { contact, message }), consentId: consentIdOf(entry.id), updatedAt: at,
      }).returning(),
    );
    if (row === undefined) throw new Error("the application was not stored");
    yield* followUp(context, body, { kind: "application", row }, accepted, openCatalog(context).job(jobId)?.sample ?? false);
  },
}));
