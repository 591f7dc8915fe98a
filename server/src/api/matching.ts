import { Hono } from "hono";
import { z } from "zod";
import { describe as says } from "zod/mini";
import {
  emptyProfile,
  occupation,
  partner,
  pathwayId,
  program,
  rankedPathway,
  rankRequest,
  rankResult,
} from "@pathwayks/contracts";
import type { IsoDate, RankResult } from "@pathwayks/contracts";
import { readOccupation, readPartner, readProgram } from "@pathwayks/catalog";
import type { AppEnv } from "../http/context.ts";
import { strictJsonBody } from "../http/json-body.ts";
import type { Person } from "../policy/actor.ts";
import { kansasDate } from "../releases/kansas-date.ts";
import type { OpenRelease } from "../releases/open-release.ts";
import { noCatalog, readAnswer } from "./answer.ts";
import type { ReadingDeps } from "./answer.ts";
import { checked, describe } from "./describe.ts";
import { noQuery, withVersion } from "./pages.ts";

export const pathwayAnswer = withVersion({
  pathway: rankedPathway,
  program: z.nullable(program),
  provider: z.nullable(partner),
  occupation,
});

/** A pathway for somebody of whom nothing is known: its facts, without a word about fit. */
function onePathway(release: OpenRelease, today: IsoDate, id: string) {
  const pathway = release.rankerAt(today).explain(emptyProfile, id);
  if (pathway === null) return null;
  const { view } = release;
  const programRow = pathway.programId === null ? -1 : view.find.program(pathway.programId);
  const provider = programRow < 0 ? -1 : (view.programs.provider[programRow] ?? -1);
  return {
    catalogVersion: release.version,
    pathway,
    program: programRow < 0 ? null : readProgram(view, programRow),
    provider: provider < 0 ? null : readPartner(view, provider),
    occupation: readOccupation(view, view.find.occupation(pathway.soc)),
  };
}

export interface MatchingDeps extends ReadingDeps {
  /** Keeps what was recommended to somebody who asked for that. */
  readonly keep: (actor: Person, result: RankResult, requestId: string) => Promise<void>;
}

const keepQuery = z.strictObject({ keep: z.literal("1").optional().describe("`1` keeps the answer in your record, in the place of what was kept before; you must be signed in") });

/** `/api/v1/matching`: the same engine that runs on every device. Of what is sent here, nothing is kept but what is asked for. */
export function matchingRoutes(deps: MatchingDeps): Hono<AppEnv> {
  const { problems } = deps;
  const tag = "Matching";
  return new Hono<AppEnv>()
    .post(
      "/recommendations",
      describe({
        tag,
        summary: "Rank the pathways for a profile",
        description:
          "The profile is read, used and forgotten; the answer too, unless `keep=1` is asked for. Every answer may be null; the ranking then says what it does not know. Without `today` the date in Kansas is taken.",
        answer: rankResult,
        problems: [400, 401, 413, 415, 503],
      }),
      checked(problems, "query", keepQuery),
      strictJsonBody(problems),
      checked(problems, "json", z.strictObject(rankRequest.shape)),
      async (c) => {
        const release = deps.catalog.current();
        if (release === null) return noCatalog(c, problems);
        const actor = c.get("actor");
        const keep = c.req.valid("query").keep === "1";
        if (keep && (actor.kind !== "person" || actor.limited)) return problems.answer(c, "UNAUTHORIZED", "Sign in first: there is nobody to keep this for.");
        const { profile, top, today } = c.req.valid("json");
        const ranker = release.rankerAt(today ?? kansasDate(deps.now()));
        const result = ranker.rank(profile, top === undefined ? {} : { top });
        if (keep && actor.kind === "person") await deps.keep(actor, result, c.get("requestId"));
        c.header("Cache-Control", "no-store");
        return c.json(result);
      },
    )
    .get(
      "/pathways/:id",
      describe({
        tag,
        summary: "Read a pathway",
        description: "Its facts, for somebody of whom nothing is known.",
        answer: pathwayAnswer,
        problems: [400, 404, 503],
      }),
      checked(
        problems,
        "param",
        z.strictObject({ id: pathwayId.check(says("`program~soc`, or `direct~soc` for a job that needs no training")) }),
      ),
      checked(problems, "query", noQuery),
      (c) => readAnswer(c, deps, (release, today) => onePathway(release, today, c.req.valid("param").id)),
    );
}
