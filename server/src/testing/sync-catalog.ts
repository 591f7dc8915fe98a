import type { IsoDate, JobId, PartnerId, ProgramId } from "@pathwayks/contracts";
import type { CatalogFacts } from "../intake/catalog-facts.ts";

/** What the simulation's catalog holds. Everything else is not in it; the expired job is over since long. */
export const syncCatalog = {
  program: { id: "sim-school:welding" as ProgramId, providerId: "sim-school" as PartnerId },
  job: { id: "sim:1" as JobId, employerId: "sim-employer" as PartnerId },
  expiredJob: { id: "sim:0" as JobId, employerId: "sim-employer" as PartnerId },
} as const;

export const syncFacts: CatalogFacts = {
  program: (id) => (id === syncCatalog.program.id ? { providerId: syncCatalog.program.providerId, sample: true } : null),
  job(id) {
    const found = [syncCatalog.job, syncCatalog.expiredJob].find((job) => job.id === id);
    return found === undefined ? null : { employerId: found.employerId, sample: true, expires: (found === syncCatalog.job ? "9999-12-31" : "1999-12-31") as IsoDate };
  },
};
