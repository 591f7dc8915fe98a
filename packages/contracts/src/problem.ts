import { z } from "./brand.ts";
import { requestId } from "./ids.ts";
import { instant } from "./units.ts";

export const problemCodes = [
  "VALIDATION_ERROR", "UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "METHOD_NOT_ALLOWED", "CONFLICT", "PAYLOAD_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE", "TOO_MANY_REQUESTS", "INTERNAL_ERROR", "SERVICE_UNAVAILABLE",
] as const;

/** The error envelope of the walkthrough (4.4), used everywhere. */
export const problem = z.strictObject({
  error: z.strictObject({
    code: z.enum(problemCodes),
    message: z.string(),
    details: z.array(z.strictObject({ field: z.string(), message: z.string() })),
    requestId,
    timestamp: instant,
  }),
});
export type Problem = z.infer<typeof problem>;
export type ProblemCode = (typeof problemCodes)[number];
