import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import { doneAnswer, loginAnswer, loginRequest, passkeyOptions as passkeyOptionsSchema, passkeyProof, refreshAnswer, secondFactorRequest, secondFactorTicket } from "@pathwayks/contracts";
import { checked, describe } from "../../api/describe.ts";
import { noQuery } from "../../api/pages.ts";
import type { AppContext, AppEnv } from "../../http/context.ts";
import { strictJsonBody } from "../../http/json-body.ts";
import { dropSessionCookies, REFRESH_COOKIE, setSessionCookies } from "../../policy/cookies.ts";
import { askingOf } from "../asking.ts";
import type { PeopleDeps } from "../deps.ts";
import { refresh } from "../refresh.ts";
import { finishSignIn, secondStepOptions, signInByPasskey } from "../second-step.ts";
import { passkeyOptions } from "../second-factor/passkeys.ts";
import { signIn } from "../sign-in.ts";
import { done, endSessionHere, send, sendLetIn } from "./answers.ts";

const tag = "Accounts";

/** Getting in and out. */
export function signInRoutes(deps: PeopleDeps): Hono<AppEnv> {
  const { problems, trustedProxies } = deps;
  return new Hono<AppEnv>()
    .post(
      "/login",
      describe({
        tag,
        summary: "Sign in with a password",
        description: "Sets the session's cookies, or asks for a second factor. The answer to a wrong address and to a wrong password is the same.",
        answer: loginAnswer,
        problems: [400, 401, 403, 413, 415, 429, 503],
      }),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", loginRequest),
      async (c) => sendLetIn(c, deps, await signIn(deps, c.req.valid("json"), askingOf(c, trustedProxies))),
    )
    .post(
      "/second-factor",
      describe({ tag, summary: "Finish a sign-in with a second factor", answer: loginAnswer, problems: [400, 401, 403, 413, 415, 429, 503] }),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", secondFactorRequest),
      async (c) => {
        const { ticket, proof } = c.req.valid("json");
        return sendLetIn(c, deps, await finishSignIn(deps, ticket, proof, askingOf(c, trustedProxies)));
      },
    )
    .post(
      "/second-factor/passkey/options",
      describe({ tag, summary: "What a browser needs to finish a sign-in with a passkey", answer: passkeyOptionsSchema, problems: [400, 403, 413, 415, 503] }),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", secondFactorTicket),
      async (c) => send(c, deps, await secondStepOptions(deps, c.req.valid("json").ticket), (options) => options),
    )
    .post(
      "/passkeys/sign-in/options",
      describe({ tag, summary: "What a browser needs to sign in with a passkey alone", answer: passkeyOptionsSchema, problems: [400, 403, 503] }),
      checked(problems, "query", noQuery),
      async (c) => send(c, deps, { ok: true, value: await passkeyOptions(deps, null) }, (options) => options),
    )
    .post(
      "/passkeys/sign-in",
      describe({ tag, summary: "Sign in with a passkey alone", description: "No address and no password; the device must have asked who is there.", answer: loginAnswer, problems: [400, 401, 403, 413, 415, 429, 503] }),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", z.strictObject({ response: passkeyProof })),
      async (c) => sendLetIn(c, deps, await signInByPasskey(deps, c.req.valid("json").response, askingOf(c, trustedProxies))),
    )
    .post(
      "/refresh",
      describe({
        tag,
        summary: "Get the next session cookies",
        description: "By the refresh cookie. Each works once; a repeated use within 30 seconds gets the same successor. A later one ends the session. For 30 days the devices of an account that was erased hear that here.",
        answer: refreshAnswer,
        problems: [400, 401, 403, 503],
      }),
      checked(problems, "query", noQuery),
      (c) => next(c, deps),
    )
    .post(
      "/logout",
      describe({ tag, summary: "Sign out on this device", description: "Also where the session had run out.", answer: doneAnswer, problems: [400, 403, 503] }),
      checked(problems, "query", noQuery),
      (c) => leave(c, deps),
    );
}

async function next(c: AppContext, deps: PeopleDeps): Promise<Response> {
  const presented = getCookie(c, REFRESH_COOKIE) ?? "";
  const refreshed = presented === "" ? null : await refresh(deps, presented, c.get("requestId"));
  // The cookies stay as they are: another tab may have just been given better ones.
  if (refreshed === null) return deps.problems.answer(c, "UNAUTHORIZED", "Sign in again. What is saved on this device stays.");
  if (refreshed.kind === "tokens") setSessionCookies(c, refreshed.tokens);
  return send(c, deps, { ok: true, value: refreshed }, (value) => (value.kind === "tokens" ? done : { status: "erased", account: value.account }));
}

async function leave(c: AppContext, deps: PeopleDeps): Promise<Response> {
  await endSessionHere(c, deps);
  dropSessionCookies(c);
  return send(c, deps, { ok: true, value: null }, () => done);
}
