import { Hono } from "hono";
import { ok } from "@pathwayks/contracts";
import { account, changeEmailRequest, changePasswordRequest, checkYourMail as checkYourMailSchema, doneAnswer, proveRequest, sessionList, verifyEmailRequest } from "@pathwayks/contracts";
import { checked, describe } from "../../api/describe.ts";
import { noQuery } from "../../api/pages.ts";
import type { AppEnv } from "../../http/context.ts";
import { strictJsonBody } from "../../http/json-body.ts";
import { audit } from "../../ledger/audit.ts";
import { personOf, requirePerson, requireRecentProof } from "../../policy/require.ts";
import { accountOf, factorsOf } from "../account.ts";
import { askForAddress, takeAddress } from "../address-change.ts";
import { askingOf } from "../asking.ts";
import { iso } from "../deps.ts";
import type { PeopleDeps } from "../deps.ts";
import { answerFault } from "../faults.ts";
import { changePassword } from "../password-change.ts";
import { knownUser } from "../known.ts";
import { prove } from "../second-step.ts";
import { listSessions, revokeSession, revokeSessions } from "../sessions.ts";
import { checkYourMail, done, idParam, send, steadily } from "./answers.ts";

const tag = "Accounts";

/** What somebody who is signed in sees and does about the own account and its sessions. */
export function myAccountRoutes(deps: PeopleDeps): Hono<AppEnv> {
  const { problems, trustedProxies, storage } = deps;
  return new Hono<AppEnv>()
    .get(
      "/me/account",
      describe({ tag, summary: "Who is signed in", description: "Also for a session that may only set up a second factor.", answer: account, problems: [400, 401, 503] }),
      requirePerson(problems, { limited: true }),
      checked(problems, "query", noQuery),
      async (c) => {
        const { userId } = personOf(c);
        const known = await knownUser(deps, userId);
        if (known === null) return answerFault(c, problems, { kind: "not-found" });
        return c.json(accountOf(known.user, known.key, await storage.main.read((db, t) => factorsOf(db, t, userId))));
      },
    )
    .put(
      "/password",
      describe({ tag, summary: "Change the password", description: "Asks for the old one. Every other session ends.", answer: doneAnswer, problems: [400, 401, 403, 413, 415, 429, 503] }),
      requirePerson(problems),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", changePasswordRequest),
      async (c) => send(c, deps, await changePassword(deps, personOf(c), c.req.valid("json"), askingOf(c, trustedProxies)), () => done),
    )
    .post(
      "/prove",
      describe({
        tag,
        summary: "Prove again who is signed in",
        description: "With a second factor where there is one, else with the password. Export, deletion and changes of address or second factors ask for a proof of the last ten minutes.",
        answer: doneAnswer,
        problems: [400, 401, 403, 413, 415, 429, 503],
      }),
      requirePerson(problems, { limited: true }),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", proveRequest),
      async (c) => send(c, deps, await prove(deps, personOf(c), c.req.valid("json"), askingOf(c, trustedProxies)), () => done),
    )
    .put(
      "/email",
      describe({ tag, summary: "Change the address", description: "Writes to the new one; its link completes the change. The answer is the same where the address is somebody else's.", answer: checkYourMailSchema, problems: [400, 401, 403, 413, 415, 503] }),
      requirePerson(problems),
      requireRecentProof(problems, deps.now),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", changeEmailRequest),
      async (c) => send(c, deps, await steadily(deps, () => askForAddress(deps, personOf(c), c.req.valid("json").email)), () => checkYourMail),
    )
    .post(
      "/email/confirm",
      describe({ tag, summary: "Complete a change of address by the link of a letter", answer: doneAnswer, problems: [400, 403, 413, 415, 503] }),
      checked(problems, "query", noQuery),
      strictJsonBody(problems),
      checked(problems, "json", verifyEmailRequest),
      async (c) => send(c, deps, await takeAddress(deps, c.req.valid("json").token, askingOf(c, trustedProxies)), () => done),
    )
    .get(
      "/sessions",
      describe({ tag, summary: "Where I am signed in", answer: sessionList, problems: [400, 401, 403, 503] }),
      requirePerson(problems),
      checked(problems, "query", noQuery),
      async (c) => c.json({ sessions: await storage.main.read((db, t) => listSessions(db, t, personOf(c), deps.now())) }),
    )
    .delete(
      "/sessions",
      describe({ tag, summary: "Sign out everywhere else", answer: doneAnswer, problems: [400, 401, 403, 503] }),
      requirePerson(problems),
      checked(problems, "query", noQuery),
      async (c) => {
        const actor = personOf(c);
        await storage.main.write(function* (db, t) {
          const ended = yield* revokeSessions(db, t, actor.userId, actor.sessionId, deps.now());
          yield* audit(db, t, { actor, action: "session.revoke-others", target: `user:${actor.userId}`, detail: { ended }, requestId: c.get("requestId"), at: iso(deps.now()) });
        });
        return c.json(done);
      },
    )
    .delete(
      "/sessions/:id",
      describe({ tag, summary: "Sign out on another device", answer: doneAnswer, problems: [400, 401, 403, 404, 503] }),
      requirePerson(problems),
      checked(problems, "param", idParam),
      checked(problems, "query", noQuery),
      async (c) => {
        const actor = personOf(c);
        const { id } = c.req.valid("param");
        const ended = await storage.main.write(function* (db, t) {
          if (!(yield* revokeSession(db, t, actor.userId, id, deps.now()))) return false;
          yield* audit(db, t, { actor, action: "session.revoke", target: `session:${id}`, requestId: c.get("requestId"), at: iso(deps.now()) });
          return true;
        });
        return ended ? send(c, deps, ok(null), () => done) : answerFault(c, problems, { kind: "not-found" });
      },
    );
}
