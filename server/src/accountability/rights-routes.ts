import { Hono } from "hono";
import { z } from "zod";
import { describe as says } from "zod/mini";
import { askGuardianRequest, dataExport, erased, guardianAnswer, guardianState, ok200, userId } from "@pathwayks/contracts";
import { checked, describe } from "../api/describe.ts";
import { noQuery } from "../api/pages.ts";
import type { AppContext, AppEnv } from "../http/context.ts";
import { strictJsonBody } from "../http/json-body.ts";
import { audit } from "../ledger/audit.ts";
import { take } from "../policy/limits.ts";
import { personOf, requirePerson, requireRecentProof } from "../policy/require.ts";
import { lookAtTicket } from "../policy/tickets.ts";
import { instantOf } from "./deps.ts";
import type { RecordDeps } from "./deps.ts";
import { erasePerson } from "./erase.ts";
import { exportOf } from "./export.ts";
import { answerAsGuardian, askGuardian } from "./guardian.ts";
import { nobody, subjectOf } from "./subject.ts";

const tag = "Record";
const HOUR_MS = 3_600_000;
/** Letters to guardians: three at once, then one in eight hours. A letter goes to whatever address somebody types. */
const guardianLetters = { burst: 3, everyMs: 8 * HOUR_MS };

/** `/api/v1/users`: take everything along, or have it all erased. */
export function rightsRoutes(deps: RecordDeps): Hono<AppEnv> {
  const { problems, storage } = deps;
  const proved = [requirePerson(problems), requireRecentProof(problems, deps.now), checked(problems, "query", noQuery)] as const;
  const erase = async (c: AppContext): Promise<Response> => {
    const actor = personOf(c);
    await erasePerson(deps, actor.userId, actor, c.get("requestId"));
    return c.json({ status: "erased" });
  };
  return new Hono<AppEnv>()
    .post(
      "/me/export",
      describe({ tag, summary: "Take along everything that is kept about you", description: "Every table with rows of yours as JSON, and the same as a page to read. Asks for a recent proof of who you are.", answer: dataExport, problems: [400, 401, 403, 503] }),
      ...proved,
      async (c) => {
        const actor = personOf(c);
        const subject = await subjectOf(deps, actor.userId);
        if (subject === null) return nobody(deps, c);
        const at = instantOf(deps);
        await storage.main.write((db, t) => audit(db, t, { actor, action: "record.export", target: `user:${subject.id}`, requestId: c.get("requestId"), at }));
        c.header("Content-Disposition", 'attachment; filename="pathwayks-data.json"');
        return c.json(await storage.main.read((db, t) => exportOf(db, t, subject, at)));
      },
    )
    .delete("/me", describe({ tag, summary: "Erase everything that is kept about you", description: "At once and for good. What law asks to keep (who was told what) stays without a name. Asks for a recent proof of who you are.", answer: erased, problems: [400, 401, 403, 503] }), ...proved, erase)
    .delete(
      "/:id",
      describe({ tag, summary: "Erase everything that is kept about you", description: "The same as `DELETE /users/me`; of nobody else.", answer: erased, problems: [400, 401, 403, 404, 503] }),
      requirePerson(problems), checked(problems, "param", z.strictObject({ id: userId.check(says("Yourself")) })), checked(problems, "query", noQuery),
      (c, next) => (c.req.valid("param").id === personOf(c).userId ? next() : Promise.resolve(nobody(deps, c))),
      requireRecentProof(problems, deps.now),
      erase,
    );
}

/** `/api/v1/users/me/guardian` and `/api/v1/guardian/answer`. */
export function guardianRoutes(deps: RecordDeps): Hono<AppEnv> {
  const { problems, storage } = deps;
  const newToken = () => Buffer.from(deps.randomBytes(32)).toString("base64url");
  const call = (c: AppContext, token: string) => ({ id: deps.newId(), token, requestId: c.get("requestId"), now: deps.now() });
  return new Hono<AppEnv>()
    .post(
      "/users/me/guardian",
      describe({ tag, summary: "Ask a parent or guardian to agree", description: "For people under 18: a letter goes to this address. Until there is an answer, nothing goes to schools or employers.", answer: guardianState, problems: [400, 401, 403, 409, 413, 415, 429, 503] }),
      requirePerson(problems), checked(problems, "query", noQuery), strictJsonBody(problems), checked(problems, "json", askGuardianRequest),
      async (c) => {
        const actor = personOf(c);
        const subject = await subjectOf(deps, actor.userId);
        if (subject === null) return nobody(deps, c);
        const { guardianEmail } = c.req.valid("json");
        const asked = call(c, newToken());
        const outcome = await storage.main.write(function* (db, t) {
          const waitMs = yield* take(db, t, { key: deps.secrets.hash("rate-limit", `guardian|${subject.id}`), ...guardianLetters }, asked.now);
          return waitMs > 0 ? waitMs : yield* askGuardian(db, t, actor, subject, guardianEmail, asked);
        });
        if (outcome === true) return c.json({ guardian: "pending" });
        if (outcome === false) return problems.answer(c, "CONFLICT", "Nobody has to be asked, or there was an answer already.");
        c.header("Retry-After", String(Math.ceil(outcome / 1000)));
        return problems.answer(c, "TOO_MANY_REQUESTS", "Several letters were sent already. Try again later.");
      },
    )
    .post(
      "/guardian/answer",
      describe({ tag, summary: "Agree or refuse as a guardian", description: "With the token of the letter, once. After a yes a second letter comes, whose token takes it back.", answer: ok200, problems: [400, 403, 404, 413, 415, 503] }),
      checked(problems, "query", noQuery), strictJsonBody(problems), checked(problems, "json", guardianAnswer),
      async (c) => {
        c.header("Cache-Control", "no-store");
        const { token, ...answer } = c.req.valid("json");
        const ticket = await storage.main.read((db, t) => lookAtTicket(db, t, "guardian", token, deps.now()));
        const asked = ticket?.userId ?? null;
        const subject = asked === null ? null : await subjectOf(deps, asked);
        const next = newToken();
        const taken = subject !== null && await storage.main.write((db, t) => answerAsGuardian(db, t, subject, { ...call(c, token), ...answer, next }));
        return taken ? c.json({ status: "ok" }) : problems.answer(c, "NOT_FOUND", "This link was used, is too old, or is not one of ours.", [{ field: "token", message: "counts no more" }]);
      },
    );
}
