import { readJob } from "@pathwayks/catalog";
import type { IsoDate, JobId, PartnerId, ProgramId } from "@pathwayks/contracts";
import type { CatalogHolder, OpenRelease } from "../releases/open-release.ts";

/** What the catalog says of a thing that somebody wants to be sent to. `sample`: it is nobody's, and goes to nobody real. */
export interface ProgramFacts {
  readonly providerId: PartnerId;
  readonly sample: boolean;
}
export interface JobFacts {
  readonly employerId: PartnerId;
  /** The last day on which it is open. */
  readonly expires: IsoDate;
  readonly sample: boolean;
}

/** The release that is open now, as far as entries ask. */
export interface CatalogFacts {
  program(id: ProgramId): ProgramFacts | null;
  job(id: JobId): JobFacts | null;
}

/** `null` while no release is open: what needs one is then taken later. */
export const catalogFacts = (catalog: CatalogHolder): CatalogFacts | null => {
  const release = catalog.current();
  return release === null ? null : factsOf(release);
};

const factsOf = ({ view }: OpenRelease): CatalogFacts => ({
  program(id) {
    const row = view.find.program(id);
    return row < 0 ? null : { providerId: view.programs.providerId.get(row) as PartnerId, sample: view.programs.sample[row] === 1 };
  },
  job(id) {
    const row = view.find.job(id);
    if (row < 0) return null;
    const { employerId, expirationDate, sample } = readJob(view, row);
    return { employerId, expires: expirationDate, sample };
  },
});
