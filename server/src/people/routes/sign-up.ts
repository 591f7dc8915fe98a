import { Hono } from "hono";
import { checkYourMail as checkYourMailSchema, doneAnswer, forgotPasswordRequest, registerRequest, resetPasswordRequest, verifyEmailRequest } from "@pathwayks/contracts";
import { checked, describe } from "../../api/describe.ts";
import { noQuery } from "../../api/pages.ts";
import type { AppEnv } from "../../http/context.ts";
import { strictJsonBody } from "../../http/json-body.ts";
import { askingOf } from "../asking.ts";
import type { PeopleDeps } from "../deps.ts";
import { forgotPassword, resetPassword } from "../password-change.ts";
import { register, verifyAddress } from "../register.ts";
import { checkYourMail, done, send, steadily } from "./answers.ts";

const tag = "Accounts";

/** Making an account, proving its address, and getting in again without the password. */
export function signUpRoutes(deps: PeopleDeps): Hono<AppEnv> {
  const { problems, trustedProxies } = deps;
  return new Hono<AppEnv>()
    .post(
      "/register",
      describe({
        tag,
        summary: "Make an account",
        description: "Always answers that a letter is on its way; only the letter says whether there was an account with this address.",
        answer: checkYourMailSchema,
        problems: [400, 403, 413, 415, 429, 503],
      }),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", registerRequest),
      async (c) => send(c, deps, await steadily(deps, () => register(deps, c.req.valid("json"), askingOf(c, trustedProxies))), () => checkYourMail),
    )
    .post(
      "/verify-email",
      describe({ tag, summary: "Prove an address by the link of a letter", description: "Signs nobody in.", answer: doneAnswer, problems: [400, 403, 413, 415, 503] }),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", verifyEmailRequest),
      async (c) => send(c, deps, await verifyAddress(deps, c.req.valid("json").token, askingOf(c, trustedProxies)), () => done),
    )
    .post(
      "/password/forgot",
      describe({ tag, summary: "Ask for a link to choose a new password", answer: checkYourMailSchema, problems: [400, 403, 413, 415, 429, 503] }),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", forgotPasswordRequest),
      async (c) => send(c, deps, await steadily(deps, () => forgotPassword(deps, c.req.valid("json").email, askingOf(c, trustedProxies))), () => checkYourMail),
    )
    .post(
      "/password/reset",
      describe({ tag, summary: "Choose a new password by the link of a letter", description: "Ends every session. Second factors stay.", answer: doneAnswer, problems: [400, 403, 413, 415, 503] }),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", resetPasswordRequest),
      async (c) => send(c, deps, await resetPassword(deps, c.req.valid("json"), askingOf(c, trustedProxies)), () => done),
    );
}
