import { Hono } from "hono";
import { z } from "zod";
import { pushAnswer, pushRequest } from "@pathwayks/contracts";
import { checked, describe } from "../api/describe.ts";
import { noQuery } from "../api/pages.ts";
import type { AppContext, AppEnv } from "../http/context.ts";
import { strictJsonBody } from "../http/json-body.ts";
import type { Problems } from "../http/problem.ts";
import { personOf, requirePerson } from "../policy/require.ts";
import type { Intake, PushFault } from "./push.ts";

export interface OutboxDeps {
  readonly intake: Intake;
  readonly problems: Problems;
}

/** `POST /api/v1/outbox`: what a person decided on a device comes up. */
export const outboxRoutes = ({ intake, problems }: OutboxDeps): Hono<AppEnv> =>
  new Hono<AppEnv>().post(
    "/",
    describe({
      tag: "Devices",
      summary: "Send decisions",
      description:
        "Up to 50 entries, each with an id that the device made. An entry that was taken before gets its first answer again; one that cannot be taken says why and stops no other. `accepted` means that it is on the disk, with everything that follows from it.",
      answer: pushAnswer,
      problems: [400, 401, 403, 409, 413, 415, 503],
    }),
    requirePerson(problems),
    checked(problems, "query", noQuery),
    strictJsonBody(problems),
    checked(problems, "json", z.strictObject(pushRequest.shape)),
    async (c) => {
      const pushed = await intake.push(personOf(c), c.req.valid("json"), c.get("requestId"));
      return pushed.ok ? c.json(pushed.value) : refusePush(c, problems, pushed.error);
    },
  );

export const refusePush = (c: AppContext, problems: Problems, fault: PushFault): Response =>
  fault === "gone"
    ? problems.answer(c, "UNAUTHORIZED", "This account is not there any more.")
    : problems.answer(c, "CONFLICT", "These entries belong to another account than the one signed in.", [{ field: "account", message: "must be the account that is signed in" }]);
