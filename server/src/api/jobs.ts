import { Hono } from "hono";
import { z } from "zod";
import { describe as says } from "zod/mini";
import { dayNumber, job, jobId, partner } from "@pathwayks/contracts";
import type { IsoDate } from "@pathwayks/contracts";
import { readJob, readPartner } from "@pathwayks/catalog";
import type { AppEnv } from "../http/context.ts";
import type { OpenRelease } from "../releases/open-release.ts";
import { readAnswer } from "./answer.ts";
import type { ReadingDeps } from "./answer.ts";
import { checked, describe } from "./describe.ts";
import { jobSearchQuery, jobsQuery, nextPage, noQuery, pageOf, withVersion } from "./pages.ts";

export const jobAnswer = withVersion({ job, employer: z.nullable(partner) });

type Query = z.infer<typeof jobsQuery> & { readonly q?: string };

function jobsPage({ search, view, version }: OpenRelease, today: IsoDate, path: string, query: Query) {
  const { q = "", limit, offset, county, employmentType, category, soc, remoteOnly } = query;
  const filters = { county, employmentTypes: employmentType, category, soc, remoteOnly, today: dayNumber(today) };
  const hits = search.jobs(q, filters, offset, limit);
  return {
    catalogVersion: version,
    total: hits.total,
    offset,
    limit,
    next: nextPage(path, query, offset, limit, hits.total),
    items: Array.from(hits.rows, (row) => readJob(view, row)),
  };
}

function oneJob({ view, version }: OpenRelease, today: IsoDate, id: string) {
  const row = view.find.job(id);
  if (row < 0 || (view.jobs.expires[row] ?? 0) < dayNumber(today)) return null;
  const employer = view.jobs.employer[row] ?? -1;
  return { catalogVersion: version, job: readJob(view, row), employer: employer < 0 ? null : readPartner(view, employer) };
}

/** `/api/v1/jobs`: the openings of the open release that have not expired. */
export function jobRoutes(deps: ReadingDeps): Hono<AppEnv> {
  const { problems } = deps;
  const tag = "Jobs";
  return new Hono<AppEnv>()
    .get(
      "/",
      describe({
        tag,
        summary: "List open jobs",
        description: "Newest first. Sample jobs carry `sample: true`: they are nobody's openings.",
        answer: pageOf(job),
        examples: ["/api/v1/jobs?limit=5", "/api/v1/jobs?county=20173&employmentType=full-time"],
        problems: [400, 503],
      }),
      checked(problems, "query", jobsQuery),
      (c) => readAnswer(c, deps, (release, today) => jobsPage(release, today, c.req.path, c.req.valid("query"))),
    )
    .get(
      "/search",
      describe({
        tag,
        summary: "Search open jobs",
        description: "Best first.",
        answer: pageOf(job),
        examples: ["/api/v1/jobs/search?q=nurse"],
        problems: [400, 503],
      }),
      checked(problems, "query", jobSearchQuery),
      (c) => readAnswer(c, deps, (release, today) => jobsPage(release, today, c.req.path, c.req.valid("query"))),
    )
    .get(
      "/:id",
      describe({
        tag,
        summary: "Read a job",
        description: "With its employer. A job that has expired is not there any more.",
        answer: jobAnswer,
        problems: [400, 404, 503],
      }),
      checked(problems, "param", z.strictObject({ id: jobId.check(says("`source:number`")) })),
      checked(problems, "query", noQuery),
      (c) => readAnswer(c, deps, (release, today) => oneJob(release, today, c.req.valid("param").id)),
    );
}
