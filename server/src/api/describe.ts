import { describeRoute, resolver, validator } from "hono-openapi";
import type { z } from "zod";
import { problem } from "@pathwayks/contracts";
import type { Problems } from "../http/problem.ts";
import { refuseInvalid } from "../http/validation.ts";

const json = (schema: z.core.$ZodType, example?: unknown) => ({
  "application/json": { schema: resolver(schema as z.ZodType), ...(example === undefined ? {} : { example }) },
});

const problemWords = {
  400: "The request is not valid; `details` name the fields",
  401: "Nobody is signed in, or what was given to prove it is not right",
  403: "Not from the app itself, not allowed to this account, or `details` name what is to be done first",
  404: "There is no such entry",
  409: "Things are no longer as the request takes them to be",
  413: "The body is too large",
  415: "The body is not JSON",
  429: "Too often; `Retry-After` says when to try again",
  503: "Too busy, or not ready; `Retry-After` says when to try again",
} as const;

export interface Description {
  readonly summary: string;
  readonly description?: string;
  readonly tag: "Programs" | "Jobs" | "Matching" | "Enrollments" | "Devices" | "Accounts" | "Record" | "Notifications" | "Service";
  /** What a good answer looks like. */
  readonly answer: z.core.$ZodType;
  /** Requests one can try, from `/api`; shown on the API page. */
  readonly examples?: readonly string[];
  /** Statuses of the envelope beside 200. */
  readonly problems: readonly (keyof typeof problemWords)[];
}

/** The OpenAPI description of a route. Its schemas are those that the route is tested against. */
export const describe = ({ summary, description, tag, answer, examples, problems }: Description) =>
  describeRoute({
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tag],
    ...(examples === undefined ? {} : { "x-examples": examples }),
    responses: {
      200: { description: "OK", content: json(answer) },
      ...Object.fromEntries(problems.map((status) => [status, { description: problemWords[status], content: json(problem) }])),
    },
  });

/** The description of a route that a browser passes on its way to a page: it answers with that page's address alone. */
export const describeRedirect = ({ summary, description, tag }: Pick<Description, "summary" | "description" | "tag">) =>
  describeRoute({ summary, ...(description === undefined ? {} : { description }), tags: [tag], responses: { 303: { description: "On to a page of the app" }, 400: { description: problemWords[400], content: json(problem) } } });

/** Validates one part of a request by the schema that also describes it; a refusal never repeats what was sent. */
export const checked = <S extends z.core.$ZodType, T extends "query" | "param" | "json">(problems: Problems, target: T, schema: S) =>
  validator(target, schema, refuseInvalid(problems, target));
