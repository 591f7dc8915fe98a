import { Hono } from "hono";
import { z } from "zod";
import { describe as says } from "zod/mini";
import { changesAnswer, feedCursor } from "@pathwayks/contracts";
import { checked, describe } from "../api/describe.ts";
import type { AppEnv } from "../http/context.ts";
import type { Problems } from "../http/problem.ts";
import { personOf, requirePerson } from "../policy/require.ts";
import { changesSince } from "./changes.ts";
import type { FeedDeps } from "./changes.ts";

const query = z.strictObject({ since: z.optional(feedCursor.check(says("`next` of the answer before; without it, everything"))) });

/** `GET /api/v1/changes`: what a person's devices have not heard yet. */
export const feedRoutes = (deps: FeedDeps & { readonly problems: Problems }): Hono<AppEnv> =>
  new Hono<AppEnv>().get(
    "/",
    describe({
      tag: "Devices",
      summary: "Read what changed",
      description:
        "The newest state of each thing, in the order of commits, at most 500 at a time. `reset`: forget what came from here and take what follows as the beginning. `value: null`: it is gone; `revoked`: it must go from the device even if it was changed there.",
      answer: changesAnswer,
      problems: [400, 401, 503],
    }),
    requirePerson(deps.problems),
    checked(deps.problems, "query", query),
    async (c) => {
      const answer = await changesSince(deps, personOf(c).userId, c.req.valid("query").since ?? null);
      return answer === null ? deps.problems.answer(c, "UNAUTHORIZED", "This account is not there any more.") : c.json(answer);
    },
  );
