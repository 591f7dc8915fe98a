import { Hono } from "hono";
import { z } from "zod";
import { consentList, disclosureList, giveConsentRequest, ok200 } from "@pathwayks/contracts";
import { checked, describe } from "../api/describe.ts";
import { noQuery, paging } from "../api/pages.ts";
import type { AppEnv } from "../http/context.ts";
import { strictJsonBody } from "../http/json-body.ts";
import { audit } from "../ledger/audit.ts";
import { consentsOf, giveConsent, withdrawConsent } from "../ledger/consent.ts";
import { disclosuresOf } from "../ledger/disclosure.ts";
import { personOf, requirePerson } from "../policy/require.ts";
import { kansasDate } from "../releases/kansas-date.ts";
import { instantOf } from "./deps.ts";
import type { RecordDeps } from "./deps.ts";
import { nobody, subjectOf } from "./subject.ts";

const tag = "Record";
const rowId = z.strictObject({ id: z.string().min(1).max(60).describe("As the list has it") });

/** `/api/v1/users/me/consents` and `/disclosures`: what somebody allowed, and who saw something because of it. */
export function consentRoutes(deps: RecordDeps): Hono<AppEnv> {
  const { problems, storage } = deps;
  const person = requirePerson(problems);
  return new Hono<AppEnv>()
    .get("/consents", describe({ tag, summary: "List what you agreed to", description: "Newest first, with what was withdrawn.", answer: consentList, problems: [400, 401, 403, 503] }), person, checked(problems, "query", noQuery), async (c) =>
      c.json({ consents: await storage.main.read((db, t) => consentsOf(db, t, personOf(c).userId)) }))
    .post(
      "/consents",
      describe({ tag, summary: "Agree that somebody sees something of your record", description: "Such as a workforce center that shall help: `purpose: assistance`. Nothing is passed on without.", answer: consentList, problems: [400, 401, 403, 413, 415, 503] }),
      person, checked(problems, "query", noQuery), strictJsonBody(problems), checked(problems, "json", giveConsentRequest),
      async (c) => {
        const actor = personOf(c);
        const given = c.req.valid("json");
        if (given.expires < kansasDate(deps.now())) return problems.answer(c, "VALIDATION_ERROR", "The request is not valid.", [{ field: "expires", message: "lies in the past" }]);
        const subject = await subjectOf(deps, actor.userId);
        if (subject === null) return nobody(deps, c);
        const [id, at] = [`consent-${deps.newId()}`, instantOf(deps)];
        const consents = await storage.main.write(function* (db, t) {
          yield* giveConsent(db, t, subject, { id, given, by: "person", at });
          yield* audit(db, t, { actor, action: "consent.give", target: `user:${subject.id}`, detail: { consent: id, recipient: given.recipient, purpose: given.purpose }, requestId: c.get("requestId"), at });
          return yield* consentsOf(db, t, subject.id);
        });
        return c.json({ consents });
      },
    )
    .delete(
      "/consents/:id",
      describe({ tag, summary: "Take a consent back", description: "What waits to be sent because of it is not sent; who sees your record because of it sees it no more.", answer: ok200, problems: [400, 401, 403, 404, 503] }),
      person, checked(problems, "param", rowId), checked(problems, "query", noQuery),
      async (c) => {
        const actor = personOf(c);
        const subject = await subjectOf(deps, actor.userId);
        if (subject === null) return nobody(deps, c);
        const { id } = c.req.valid("param");
        const at = instantOf(deps);
        const withdrawn = await storage.main.write(function* (db, t) {
          const done = yield* withdrawConsent(db, t, subject, id, at);
          if (done) yield* audit(db, t, { actor, action: "consent.withdraw", target: `user:${subject.id}`, detail: { consent: id }, requestId: c.get("requestId"), at });
          return done;
        });
        return withdrawn ? c.json({ status: "ok" }) : nobody(deps, c);
      },
    )
    .get(
      "/disclosures",
      describe({ tag, summary: "List who saw something of your record", description: "Recipient, purpose, what it rested on, which fields, and when. Newest first.", answer: disclosureList, problems: [400, 401, 403, 503] }),
      person, checked(problems, "query", z.strictObject(paging)),
      async (c) => {
        const { limit, offset } = c.req.valid("query");
        return c.json({ disclosures: await storage.main.read((db, t) => disclosuresOf(db, t, personOf(c).userId, limit, offset)), limit, offset });
      },
    );
}
