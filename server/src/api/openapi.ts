import { generateSpecs } from "hono-openapi";
import type { Hono } from "hono";
import { z } from "zod";
import type { AppEnv } from "../http/context.ts";

// What the API page reads of the document.
const schema = z.record(z.string(), z.unknown());
const parameter = z.looseObject({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: schema.optional(),
});
const content = z.record(z.string(), z.object({ schema: schema.optional() }));
const operation = z.looseObject({
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()),
  parameters: z.array(parameter).optional(),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: content.optional() })),
  "x-examples": z.array(z.string()).optional(),
});
const document = z.looseObject({
  openapi: z.string(),
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

export type ApiDocument = z.infer<typeof document>;
export type ApiOperation = z.infer<typeof operation>;

/** The OpenAPI 3.1 document of an app, made from the schemas that validate its requests. */
export async function describeApi(app: Hono<AppEnv>, version: string): Promise<ApiDocument> {
  const made: unknown = await generateSpecs(app, {
    defaultValidationErrorResponse: false,
    excludeStaticFile: false,
    documentation: {
      info: {
        title: "PathwayKS API",
        version,
        description:
          "Training programs, open jobs and ranked pathways of the Kansas catalog. Reading needs no account. Money is whole US cents; rates carry the people they rest on; null means not published.",
      },
      servers: [{ url: "/" }],
      tags: [
        { name: "Programs", description: "Training programs and the schools that offer them" },
        { name: "Jobs", description: "Open jobs" },
        { name: "Matching", description: "Ranked and explained pathways" },
        { name: "Enrollments", description: "What somebody asked schools for, and what they answered" },
        { name: "Devices", description: "What a person's devices send and hear: decisions up, changes down" },
        { name: "Accounts", description: "Signing up and in, sessions, second factors. Changes ask for `Sec-Fetch-Site: same-origin` (or our `Origin`), `X-PK: 1` and JSON" },
        { name: "Record", description: "What the server keeps of a person, who may see it and who did; export and erasure" },
        { name: "Notifications", description: "What people are told, and over which channels" },
        { name: "Service", description: "The server itself" },
      ],
    },
  });
  return document.parse(JSON.parse(JSON.stringify(made)));
}
