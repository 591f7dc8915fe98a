import { describeRoute, resolver, validator } from "hono-openapi";
import type { z } from "zod";
import { problem } from "@pathwayks/contracts";
import type { Problems } from "../http/problem.ts";
import { refuseInvalid } from "../http/validation.ts";

const json = (schema: z.core.$ZodType, example?: unknown) => ({
  "application/json": { schema: resolver(schema as z.ZodType), ...(example === undefined ? {} : { example }) },
});

export interface Description {
  readonly summary: string;
  readonly description?: string;
  readonly tag: "Programs" | "Jobs" | "Matching" | "Service";
  /** What a good answer looks like. */
  readonly answer: z.core.$ZodType;
  /** Requests one can try, from `/api`; shown on the API page. */
  readonly examples?: readonly string[];
  /** Statuses of the envelope beside 200. */
  readonly problems: readonly (400 | 404 | 413 | 415 | 503)[];
}

const problemWords = {
  400: "The request is not valid; `details` name the fields",
  404: "There is no such entry",
  413: "The body is too large",
  415: "The body is not JSON",
  503: "Too busy, or not ready; `Retry-After` says when to try again",
} as const;

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

/** Validates one part of a request by the schema that also describes it; a refusal never repeats what was sent. */
export const checked = <S extends z.ZodType, T extends "query" | "param" | "json">(problems: Problems, target: T, schema: S) =>
  validator(target, schema, refuseInvalid(problems, target));
