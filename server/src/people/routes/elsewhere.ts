import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import { doneAnswer, loginAnswer, oidcRegisterRequest, oidcTicketRequest, redirection, signInProviders } from "@pathwayks/contracts";
import { checked, describe, describeRedirect } from "../../api/describe.ts";
import { noQuery } from "../../api/pages.ts";
import type { AppEnv } from "../../http/context.ts";
import { strictJsonBody } from "../../http/json-body.ts";
import { DETOUR_COOKIE, dropDetourCookie, setDetourCookie } from "../../policy/cookies.ts";
import { personOf, requirePerson, requireRecentProof } from "../../policy/require.ts";
import { askingOf } from "../asking.ts";
import type { PeopleDeps } from "../deps.ts";
import { openId } from "../elsewhere/openid.ts";
import type { Provider } from "../elsewhere/providers.ts";
import { arrive, beginElsewhere, DETOUR_MS, linkElsewhere, registerElsewhere } from "../elsewhere/sign-in.ts";
import type { Arrival } from "../elsewhere/sign-in.ts";
import { answerFault } from "../faults.ts";
import { done, keepLetIn, send, sendLetIn } from "./answers.ts";

const tag = "Accounts";
const providerParam = z.strictObject({ provider: z.string().regex(/^[a-z][a-z0-9]{0,19}$/) });
const text = z.string().max(4_000).optional();
/** Providers may send more; only these are read, and none is kept. */
const callbackQuery = z.object({ code: text, state: text, iss: text, error: text });

/** Signing in with an account that somebody has elsewhere, by OpenID Connect. */
export function elsewhereRoutes(deps: PeopleDeps): Hono<AppEnv> {
  const { problems, trustedProxies, publicOrigin, providers } = deps;
  const open = openId();
  const find = (id: string): Provider | undefined => providers.find((provider) => provider.id === id);
  const callbackOf = ({ id }: Provider) => `${publicOrigin}/api/v1/users/oidc/${id}/callback`;
  return new Hono<AppEnv>()
    .get(
      "/oidc",
      describe({ tag, summary: "Providers that one can sign in with", answer: signInProviders, examples: ["/api/v1/users/oidc"], problems: [400] }),
      checked(problems, "query", noQuery),
      (c) => {
        c.header("Cache-Control", "no-cache");
        return c.json({ providers: providers.map(({ id, name }) => ({ id, name })) });
      },
    )
    .post(
      "/oidc/:provider/start",
      describe({ tag, summary: "Begin to sign in elsewhere", description: "Answers with the address that the browser goes to.", answer: redirection, problems: [400, 403, 404, 429, 503] }),
      checked(problems, "param", providerParam),
      checked(problems, "query", noQuery),
      async (c) => {
        const provider = find(c.req.valid("param").provider);
        if (provider === undefined) return answerFault(c, problems, { kind: "not-found" });
        const begun = await beginElsewhere(deps, open, provider, callbackOf(provider), askingOf(c, trustedProxies));
        if (begun.ok) setDetourCookie(c, begun.value.secret, DETOUR_MS);
        return send(c, deps, begun, ({ url }) => ({ url }));
      },
    )
    .get(
      "/oidc/:provider/callback",
      describeRedirect({ tag, summary: "Where a provider sends the browser back to", description: "Leads to a page of the app; what comes next stands in the fragment." }),
      checked(problems, "param", providerParam),
      checked(problems, "query", callbackQuery),
      async (c) => {
        const provider = find(c.req.valid("param").provider);
        const secret = getCookie(c, DETOUR_COOKIE) ?? "";
        dropDetourCookie(c);
        c.header("Cache-Control", "no-store");
        if (provider === undefined || secret === "") return c.redirect("/account/sign-in#elsewhere-failed", 303);
        const answer = new URL(new URL(c.req.url).search, callbackOf(provider));
        const arrived = await arrive(deps, open, provider, answer, secret, askingOf(c, trustedProxies));
        if (arrived.ok && arrived.value.kind === "let-in") await keepLetIn(c, deps, arrived.value.value);
        return c.redirect(arrived.ok ? placeAfter(arrived.value) : "/account/sign-in#elsewhere-failed", 303);
      },
    )
    .post(
      "/oidc/link",
      describe({
        tag,
        summary: "Link a sign-in elsewhere to the own account",
        description: "Where there is an account with the address already, it is never handed over by itself: its owner signs in to it first.",
        answer: doneAnswer,
        problems: [400, 401, 403, 413, 415, 503],
      }),
      requirePerson(problems),
      requireRecentProof(problems, deps.now),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", oidcTicketRequest),
      async (c) => send(c, deps, await linkElsewhere(deps, personOf(c), c.req.valid("json").ticket, askingOf(c, trustedProxies)), () => done),
    )
    .post(
      "/oidc/register",
      describe({ tag, summary: "Make an account out of a sign-in elsewhere", answer: loginAnswer, problems: [400, 403, 413, 415, 503] }),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", oidcRegisterRequest),
      async (c) => sendLetIn(c, deps, await registerElsewhere(deps, c.req.valid("json"), askingOf(c, trustedProxies))),
    );
}

/** The page that goes on. Tickets stand in the fragment, which no server and no log sees. */
function placeAfter(arrival: Arrival): string {
  switch (arrival.kind) {
    case "let-in": {
      const { answer } = arrival.value;
      return answer.status === "second-factor" ? `/account/second-factor#${answer.ticket}.${answer.methods.join(".")}` : "/account/signed-in";
    }
    case "link":
      return `/account/link#${arrival.ticket}`;
    case "register":
      return `/account/register#${arrival.ticket}`;
    case "no-address":
      return "/account/sign-in#elsewhere-no-address";
  }
}
