import { Hono } from "hono";
import { z } from "zod";
import { describe as says } from "zod/mini";
import { caseAssignment, caseList, caseload, ok200, openCaseRequest, personRecord, setFieldsRequest, userId } from "@pathwayks/contracts";
import type { UserId } from "@pathwayks/contracts";
import { checked, describe } from "../api/describe.ts";
import { noQuery } from "../api/pages.ts";
import type { AppContext, AppEnv } from "../http/context.ts";
import { strictJsonBody } from "../http/json-body.ts";
import { audit } from "../ledger/audit.ts";
import type { Subject } from "../ledger/consent.ts";
import { disclose } from "../ledger/disclosure.ts";
import type { Person } from "../policy/actor.ts";
import { personOf, requirePerson } from "../policy/require.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { caseloadOf, casesOf, closeCase, openCase } from "./cases.ts";
import { instantOf } from "./deps.ts";
import type { RecordDeps } from "./deps.ts";
import { accessTo, recordOf, setFields } from "./record.ts";
import type { Access } from "./record.ts";
import { nobody, subjectOf } from "./subject.ts";

const tag = "Record";
const id = userId.check(says("A person"));
const personParam = z.strictObject({ id });
const caseParam = z.strictObject({ id, caseId: z.string().min(1).max(60).describe("As the list has it") });

/** `/api/v1/users/{id}`: somebody's record, for the person and for staff with an open case. To all others there is no such person. */
export function peopleRoutes(deps: RecordDeps): Hono<AppEnv> {
  const { problems, storage } = deps;
  const look = [requirePerson(problems), checked(problems, "param", personParam), checked(problems, "query", noQuery)] as const;
  const body = [...look, strictJsonBody(problems)] as const;

  /** The record as this actor may see it; whoever is not its person leaves an audit row and a line that the person can read. */
  function* seen(db: Sql, t: MainTables, c: AppContext, actor: Person, subject: Subject, access: Access, action: string): Body<z.infer<typeof personRecord> | null> {
    const record = yield* recordOf(db, t, subject);
    if (record === null) return record;
    const { fields: byKey, ...known } = record;
    yield* noted(db, t, c, actor, subject, access, action, [...Object.keys(known), ...new Set(Object.keys(byKey).map((key) => key.split("/")[0] ?? ""))]);
    return record;
  }

  function* noted(db: Sql, t: MainTables, c: AppContext, actor: Person, subject: Subject, access: Access, action: string, fields: readonly string[]): Body<void> {
    if (access.as === "own") return;
    const at = instantOf(deps);
    yield* disclose(db, t, subject, { id: deps.newId(), recipient: `staff:${actor.userId}`, purpose: "case", basis: `consent:${access.consentId}`, fields, messageHash: null, at });
    yield* audit(db, t, { actor, action, target: `user:${subject.id}`, detail: { case: access.caseId }, requestId: c.get("requestId"), at });
  }

  // Looking at one's own record leaves nothing to write.
  const lookingAt = (subject: Subject, actor: Person) => (actor.userId === subject.id ? storage.main.read : storage.main.write);

  async function withPerson(c: AppContext, target: UserId, use: (subject: Subject, actor: Person) => Promise<Response>): Promise<Response> {
    const subject = await subjectOf(deps, target);
    return subject === null ? nobody(deps, c) : use(subject, personOf(c));
  }

  return new Hono<AppEnv>()
    .get(
      "/:id",
      describe({ tag, summary: "Read somebody's record", description: "Your own, or, for staff of a workforce center, that of somebody with whom you have an open case. The person sees that you did.", answer: personRecord, problems: [400, 401, 403, 404, 503] }),
      ...look,
      (c) =>
        withPerson(c, c.req.valid("param").id, async (subject, actor) => {
          const record = await lookingAt(subject, actor)(function* (db, t) {
            const access = yield* accessTo(db, t, actor, subject.id, deps.now());
            return access === null ? null : yield* seen(db, t, c, actor, subject, access, "profile.read");
          });
          return record === null ? nobody(deps, c) : c.json(record);
        }),
    )
    .put(
      "/:id",
      describe({ tag, summary: "Set fields of somebody's record", description: "As for reading. What staff sets is in the record of changes and on the person's devices.", answer: personRecord, problems: [400, 401, 403, 404, 413, 415, 503] }),
      ...body, checked(problems, "json", setFieldsRequest),
      (c) =>
        withPerson(c, c.req.valid("param").id, async (subject, actor) => {
          const { fields } = c.req.valid("json");
          const outcome = await storage.main.write(function* (db, t) {
            const access = yield* accessTo(db, t, actor, subject.id, deps.now());
            if (access === null) return null;
            const set = yield* setFields(db, t, subject, fields, deps.now());
            return set.ok ? { ok: true as const, value: yield* seen(db, t, c, actor, subject, access, "profile.write") } : set;
          });
          if (outcome !== null && !outcome.ok) return problems.answer(c, "VALIDATION_ERROR", "The request is not valid.", outcome.error);
          return outcome === null || outcome.value === null ? nobody(deps, c) : c.json(outcome.value);
        }),
    )
    .get(
      "/:id/cases",
      describe({ tag, summary: "List the cases of staff with somebody", description: "Your own: all. For staff: those of your center, while you have one open; the person sees that you looked.", answer: caseList, problems: [400, 401, 403, 404, 503] }),
      ...look,
      (c) =>
        withPerson(c, c.req.valid("param").id, async (subject, actor) => {
          const cases = await lookingAt(subject, actor)(function* (db, t) {
            const access = yield* accessTo(db, t, actor, subject.id, deps.now());
            if (access === null) return null;
            yield* noted(db, t, c, actor, subject, access, "cases.read", ["cases"]);
            return yield* casesOf(db, t, subject, access.as === "own" ? null : actor.centerId);
          });
          return cases === null ? nobody(deps, c) : c.json({ cases });
        }),
    )
    .post(
      "/:id/cases",
      describe({ tag, summary: "Open a case", description: "Staff of the center that this person agreed to be helped by. The person can read the reason and end the case.", answer: caseAssignment, problems: [400, 401, 403, 404, 413, 415, 503] }),
      ...body, checked(problems, "json", openCaseRequest),
      (c) =>
        withPerson(c, c.req.valid("param").id, async (subject, actor) => {
          const asked = { ...c.req.valid("json"), id: deps.newId(), disclosureId: deps.newId(), now: deps.now(), requestId: c.get("requestId") };
          const opened = await storage.main.write((db, t) => openCase(db, t, actor, subject, asked));
          return opened === null ? nobody(deps, c) : c.json(opened);
        }),
    )
    .delete(
      "/:id/cases/:caseId",
      describe({ tag, summary: "End a case now", answer: ok200, problems: [400, 401, 403, 404, 503] }),
      requirePerson(problems), checked(problems, "param", caseParam), checked(problems, "query", noQuery),
      (c) =>
        withPerson(c, c.req.valid("param").id, async (subject, actor) => {
          const closed = await storage.main.write((db, t) => closeCase(db, t, actor, subject, c.req.valid("param").caseId, c.get("requestId"), instantOf(deps)));
          return closed ? c.json({ status: "ok" }) : nobody(deps, c);
        }),
    );
}

/** `/api/v1/cases`: whom a member of staff helps, and who waits to be helped. */
export function caseloadRoutes(deps: RecordDeps): Hono<AppEnv> {
  const { problems, storage } = deps;
  return new Hono<AppEnv>().get(
    "/",
    describe({ tag, summary: "List your cases, and who agreed to be helped by your center", description: "Ids and dates only; reading a record needs a case.", answer: caseload, problems: [400, 401, 403, 503] }),
    requirePerson(problems), checked(problems, "query", noQuery),
    async (c) => {
      const actor = personOf(c);
      return c.json(await storage.main.write(function* (db, t) {
        yield* audit(db, t, { actor, action: "caseload.read", target: `center:${actor.centerId ?? ""}`, requestId: c.get("requestId"), at: instantOf(deps) });
        return yield* caseloadOf(db, t, actor, deps.now());
      }));
    },
  );
}
