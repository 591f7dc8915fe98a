import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Problem, ProblemCode, RequestId } from "@pathwayks/contracts";
import type { AppContext } from "./context.ts";

export type ProblemDetail = Problem["error"]["details"][number];

const statusOf: Record<ProblemCode, ContentfulStatusCode> = {
  VALIDATION_ERROR: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
};

/** The envelope of `contracts/problem.ts`. `now` is in milliseconds. */
export const problemBody = (
  code: ProblemCode,
  message: string,
  details: readonly ProblemDetail[],
  requestId: RequestId,
  now: number,
): Problem => ({
  error: {
    code,
    message,
    details: [...details],
    requestId,
    timestamp: new Date(now).toISOString() as Problem["error"]["timestamp"],
  },
});

export interface Problems {
  /** Answers with the envelope, never cached. */
  answer(c: AppContext, code: ProblemCode, message: string, details?: readonly ProblemDetail[]): Response;
}

export const problemsAt = (now: () => number): Problems => ({
  answer(c, code, message, details = []) {
    c.header("Cache-Control", "no-store");
    return c.json(problemBody(code, message, details, c.get("requestId"), now()), statusOf[code]);
  },
});
