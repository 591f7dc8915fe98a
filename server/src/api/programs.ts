import { Hono } from "hono";
import { z } from "zod";
import { describe as says } from "zod/mini";
import { partner, program, programId } from "@pathwayks/contracts";
import { intToSoc, readPartner, readProgram } from "@pathwayks/catalog";
import type { AppEnv } from "../http/context.ts";
import type { OpenRelease } from "../releases/open-release.ts";
import { readAnswer } from "./answer.ts";
import type { ReadingDeps } from "./answer.ts";
import { checked, describe } from "./describe.ts";
import { nextPage, noQuery, pageOf, programSearchQuery, programsQuery, withVersion } from "./pages.ts";

const category = z.strictObject({ category: z.string(), programs: z.int().min(1) });
const provider = z.strictObject({ provider: partner, programs: z.int().min(1) });
const link = z.strictObject({ soc: z.string(), title: z.string(), weight: z.number(), pathwayId: z.string() });

export const programAnswer = withVersion({ program, provider: z.nullable(partner), occupations: z.array(link) });
export const categoriesAnswer = withVersion({ items: z.array(category) });
export const providersAnswer = withVersion({ items: z.array(provider) });

type Query = z.infer<typeof programsQuery> & { readonly q?: string };

function programsPage({ search, view, version }: OpenRelease, path: string, query: Query) {
  const { q = "", limit, offset, county, awardLevel, category: name, providerId, onlineOnly } = query;
  const filters = { county, awardLevels: awardLevel, category: name, providerId, onlineOnly };
  const hits = search.programs(q, filters, offset, limit);
  return {
    catalogVersion: version,
    total: hits.total,
    offset,
    limit,
    next: nextPage(path, query, offset, limit, hits.total),
    items: Array.from(hits.rows, (row) => readProgram(view, row)),
  };
}

function oneProgram({ view, version }: OpenRelease, id: string) {
  const row = view.find.program(id);
  if (row < 0) return null;
  const provider = view.programs.provider[row] ?? -1;
  const first = view.programs.pathwayStart[row] ?? 0;
  const last = view.programs.pathwayStart[row + 1] ?? first;
  const occupations = Array.from({ length: last - first }, (_, i) => {
    const occupation = view.pathways.occupation[first + i] ?? -1;
    const soc = intToSoc(view.occupations.soc[occupation] ?? 0);
    return {
      soc,
      title: view.occupations.title.get(occupation),
      weight: view.pathways.weight[first + i] ?? 0,
      pathwayId: `${id}~${soc}`,
    };
  });
  return {
    catalogVersion: version,
    program: readProgram(view, row),
    provider: provider < 0 ? null : readPartner(view, provider),
    occupations,
  };
}

function categories({ view, version }: OpenRelease) {
  const counts = new Map<string, number>();
  for (let row = 0; row < view.programs.count; row++) {
    const name = view.programs.category.get(row);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const items = [...counts].map(([name, programs]) => ({ category: name, programs }));
  return { catalogVersion: version, items: items.sort((a, b) => b.programs - a.programs || (a.category < b.category ? -1 : 1)) };
}

function providers({ view, version }: OpenRelease) {
  const counts = new Map<number, number>();
  for (const row of view.programs.provider) if (row >= 0) counts.set(row, (counts.get(row) ?? 0) + 1);
  const items = [...counts].map(([row, programs]) => ({ provider: readPartner(view, row), programs }));
  return { catalogVersion: version, items: items.sort((a, b) => (a.provider.name < b.provider.name ? -1 : 1)) };
}

/** `/api/v1/programs`: the training programs of the open release. */
export function programRoutes(deps: ReadingDeps): Hono<AppEnv> {
  const { problems } = deps;
  const tag = "Programs";
  return new Hono<AppEnv>()
    .get(
      "/",
      describe({
        tag,
        summary: "List programs",
        description:
          "In the order of their ids. Filters narrow the list; a program whose fact is not published does not pass a filter on it.",
        answer: pageOf(program),
        examples: ["/api/v1/programs?limit=5", "/api/v1/programs?county=20173&awardLevel=associate"],
        problems: [400, 503],
      }),
      checked(problems, "query", programsQuery),
      (c) => readAnswer(c, deps, (release) => programsPage(release, c.req.path, c.req.valid("query"))),
    )
    .get(
      "/search",
      describe({
        tag,
        summary: "Search programs",
        description: "Best first.",
        answer: pageOf(program),
        examples: ["/api/v1/programs/search?q=welding"],
        problems: [400, 503],
      }),
      checked(problems, "query", programSearchQuery),
      (c) => readAnswer(c, deps, (release) => programsPage(release, c.req.path, c.req.valid("query"))),
    )
    .get(
      "/categories",
      describe({
        tag,
        summary: "List the categories of programs",
        answer: categoriesAnswer,
        examples: ["/api/v1/programs/categories"],
        problems: [400, 503],
      }),
      checked(problems, "query", noQuery),
      (c) => readAnswer(c, deps, categories),
    )
    .get(
      "/providers",
      describe({
        tag,
        summary: "List the schools that offer programs",
        answer: providersAnswer,
        examples: ["/api/v1/programs/providers"],
        problems: [400, 503],
      }),
      checked(problems, "query", noQuery),
      (c) => readAnswer(c, deps, providers),
    )
    .get(
      "/:id",
      describe({
        tag,
        summary: "Read a program",
        description: "With its school and the occupations it leads to.",
        answer: programAnswer,
        problems: [400, 404, 503],
      }),
      checked(problems, "param", z.strictObject({ id: programId.check(says("`school:program`")) })),
      checked(problems, "query", noQuery),
      (c) => readAnswer(c, deps, (release) => oneProgram(release, c.req.valid("param").id)),
    );
}
