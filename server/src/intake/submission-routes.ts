import { Hono } from "hono";
import { z } from "zod";
import { describe as says } from "zod/mini";
import { answerApplicationRequest, answerEnrollmentRequest, applicationList, applicationView, enrollmentList, enrollmentView, entryBodies, entryId } from "@pathwayks/contracts";
import { checked, describe } from "../api/describe.ts";
import { noQuery, paging } from "../api/pages.ts";
import type { AppEnv } from "../http/context.ts";
import { strictJsonBody } from "../http/json-body.ts";
import { requirePerson } from "../policy/require.ts";
import { answerSubmission, listAnswer, oneAnswer, submit } from "./submission-answers.ts";
import type { SubmissionDeps } from "./submission-answers.ts";

const param = z.strictObject({ id: entryId.check(says("The id that it was sent under")) });
const page = z.strictObject(paging);
const always = [400, 401, 403, 503] as const;
const withBody = [...always, 404, 409, 413, 415] as const;
const sending = [...withBody, 429] as const;
const keyWords = "Needs the header `Idempotency-Key`: a UUID of version 7 that names this decision. Sent again under the same one, it gets the same answer and is not done twice.";
const partnerWords = "Your own; for those who work for a partner, what people sent there and still agree to. Each person sees who looked.";

/** `/api/v1/enrollments`: wishes to enroll, and what became of them. */
export function enrollmentRoutes(deps: SubmissionDeps): Hono<AppEnv> {
  const { problems } = deps;
  const tag = "Enrollments" as const;
  const person = requirePerson(problems);
  return new Hono<AppEnv>()
    .post("/", describe({ tag, summary: "Ask a school to enroll you", description: keyWords, answer: enrollmentView, problems: sending }),
      person, checked(problems, "query", noQuery), strictJsonBody(problems), checked(problems, "json", z.strictObject(entryBodies["enrollment.submit"].shape)),
      (c) => submit(c, deps, "enrollment", "enrollment.submit", c.req.valid("json")))
    .get("/", describe({ tag, summary: "List enrollments", description: partnerWords, answer: enrollmentList, problems: always }),
      person, checked(problems, "query", page), (c) => listAnswer(c, deps, "enrollment", c.req.valid("query")))
    .get("/:id", describe({ tag, summary: "Read an enrollment", description: partnerWords, answer: enrollmentView, problems: [...always, 404] }),
      person, checked(problems, "param", param), checked(problems, "query", noQuery), (c) => oneAnswer(c, deps, "enrollment", c.req.valid("param").id))
    .put("/:id", describe({ tag, summary: "Answer or withdraw an enrollment", description: "The school moves the status; its person can only withdraw.", answer: enrollmentView, problems: withBody }),
      person, checked(problems, "param", param), checked(problems, "query", noQuery), strictJsonBody(problems), checked(problems, "json", z.strictObject(answerEnrollmentRequest.shape)),
      (c) => {
        const { status, message = "", ...enrollment } = c.req.valid("json");
        return answerSubmission(c, deps, "enrollment", c.req.valid("param").id, { status, message, facts: { enrollment } });
      });
}

/** Under `/api/v1/jobs`: applications, and what became of them. */
export function applicationRoutes(deps: SubmissionDeps): Hono<AppEnv> {
  const { problems } = deps;
  const tag = "Jobs" as const;
  const person = requirePerson(problems);
  return new Hono<AppEnv>()
    .post("/apply", describe({ tag, summary: "Apply for a job", description: keyWords, answer: applicationView, problems: sending }),
      person, checked(problems, "query", noQuery), strictJsonBody(problems), checked(problems, "json", z.strictObject(entryBodies["application.submit"].shape)),
      (c) => submit(c, deps, "application", "application.submit", c.req.valid("json")))
    .get("/applications", describe({ tag, summary: "List applications", description: partnerWords, answer: applicationList, problems: always }),
      person, checked(problems, "query", page), (c) => listAnswer(c, deps, "application", c.req.valid("query")))
    .get("/applications/:id", describe({ tag, summary: "Read an application", description: partnerWords, answer: applicationView, problems: [...always, 404] }),
      person, checked(problems, "param", param), checked(problems, "query", noQuery), (c) => oneAnswer(c, deps, "application", c.req.valid("param").id))
    .put("/applications/:id/status", describe({ tag, summary: "Answer or withdraw an application", description: "The employer moves the status; its person can only withdraw.", answer: applicationView, problems: withBody }),
      person, checked(problems, "param", param), checked(problems, "query", noQuery), strictJsonBody(problems), checked(problems, "json", z.strictObject(answerApplicationRequest.shape)),
      (c) => {
        const { status, message = "", ...application } = c.req.valid("json");
        return answerSubmission(c, deps, "application", c.req.valid("param").id, { status, message, facts: { application } });
      });
}
