import { Hono } from "hono";
import { z } from "zod";
import { constraintKeys, constraintsView, interestsView, oneSkill, personRecord, setFieldsRequest, skillsView } from "@pathwayks/contracts";
import { checked, describe } from "../api/describe.ts";
import { noQuery } from "../api/pages.ts";
import type { AppContext, AppEnv } from "../http/context.ts";
import { strictJsonBody } from "../http/json-body.ts";
import { personOf, requirePerson } from "../policy/require.ts";
import type { RecordDeps } from "./deps.ts";
import { fieldsOf, recordOf, setFields } from "./record.ts";
import { nobody, subjectOf } from "./subject.ts";

type Fields = Readonly<Record<string, unknown>>;
const tag = "Record";
const reading = [400, 401, 403, 503] as const;
const writing = [400, 401, 403, 413, 415, 503] as const;

/** A view of some fields: how it is read from them, and what writing it sets. */
interface View<T> {
  readonly name: "skills" | "interests" | "constraints";
  read(fields: Fields): T;
}
const skills: View<z.infer<typeof skillsView>> = {
  name: "skills",
  read: (fields) => skillsView.parse({ skills: Object.entries(fields).filter(([key]) => key.startsWith("skills/")).map(([, value]) => value) }),
};
const interests: View<z.infer<typeof interestsView>> = { name: "interests", read: (fields) => interestsView.parse({ interests: fields["interests"] ?? null }) };
const constraints: View<z.infer<typeof constraintsView>> = {
  name: "constraints",
  read: (fields) => constraintsView.parse(Object.fromEntries(constraintKeys.map((key) => [key, fields[key] ?? null]))),
};
const skillKey = (skill: string): string => `skills/${skill}`;

/** `/api/v1/users/me` and the walkthrough's views of the same fields. Every way of writing them ends in one merge. */
export function meRoutes(deps: RecordDeps): Hono<AppEnv> {
  const { problems, storage } = deps;
  const body = [requirePerson(problems), checked(problems, "query", noQuery), strictJsonBody(problems)] as const;
  const look = [requirePerson(problems), checked(problems, "query", noQuery)] as const;

  /** Reads a view, or first sets fields that may depend on what is held. */
  async function show<T>(c: AppContext, view: View<T>, change: ((held: Fields) => Fields) | null): Promise<Response> {
    const subject = await subjectOf(deps, personOf(c).userId);
    if (subject === null) return nobody(deps, c);
    if (change === null) return c.json(await storage.main.read(function* (db, t) { return view.read(yield* fieldsOf(db, t, subject)); }));
    const shown = await storage.main.write(function* (db, t) {
      const set = yield* setFields(db, t, subject, change(yield* fieldsOf(db, t, subject)), deps.now());
      return set.ok ? { ok: true as const, value: view.read(yield* fieldsOf(db, t, subject)) } : set;
    });
    return shown.ok ? c.json(shown.value) : problems.answer(c, "VALIDATION_ERROR", "The request is not valid.", shown.error);
  }
  const say = (summary: string, answer: z.core.$ZodType, write: boolean) => describe({ tag, summary, answer, problems: write ? writing : reading });
  const replaceSkills = (held: Fields, next: z.infer<typeof skillsView>["skills"]): Fields => ({
    ...Object.fromEntries(Object.keys(held).filter((key) => key.startsWith("skills/")).map((key) => [key, null])),
    ...Object.fromEntries(next.map((skill) => [skillKey(skill.skill), skill])),
  });

  return new Hono<AppEnv>()
    .get("/me", describe({ tag, summary: "Read your record", answer: personRecord, problems: reading }), ...look, async (c) => {
      const subject = await subjectOf(deps, personOf(c).userId);
      const record = subject === null ? null : await storage.main.read((db, t) => recordOf(db, t, subject));
      return record === null ? nobody(deps, c) : c.json(record);
    })
    .put(
      "/me",
      describe({ tag, summary: "Set fields of your record", description: "The same fields, and the same merge, as entries of the kind `person.set`. `null` takes a field away.", answer: personRecord, problems: writing }),
      ...body, checked(problems, "json", setFieldsRequest),
      async (c) => {
        const subject = await subjectOf(deps, personOf(c).userId);
        if (subject === null) return nobody(deps, c);
        const { fields } = c.req.valid("json");
        const set = await storage.main.write(function* (db, t) {
          const merged = yield* setFields(db, t, subject, fields, deps.now());
          return merged.ok ? { ok: true as const, value: yield* recordOf(db, t, subject) } : merged;
        });
        if (!set.ok) return problems.answer(c, "VALIDATION_ERROR", "The request is not valid.", set.error);
        return set.value === null ? nobody(deps, c) : c.json(set.value);
      },
    )
    .get("/skills", say("Read your skills", skillsView, false), ...look, (c) => show(c, skills, null))
    .post("/skills", say("Add a skill, or change its level", skillsView, true), ...body, checked(problems, "json", oneSkill), (c) => {
      const skill = c.req.valid("json");
      return show(c, skills, () => ({ [skillKey(skill.skill)]: skill }));
    })
    .put("/skills", say("Set all your skills", skillsView, true), ...body, checked(problems, "json", skillsView), (c) => {
      const { skills: next } = c.req.valid("json");
      return show(c, skills, (held) => replaceSkills(held, next));
    })
    .get("/interests", say("Read your interests", interestsView, false), ...look, (c) => show(c, interests, null))
    .on(["POST", "PUT"], "/interests", say("Set your interests", interestsView, true), ...body, checked(problems, "json", interestsView), (c) => show(c, interests, () => c.req.valid("json")))
    .get("/constraints", say("Read your limits", constraintsView, false), ...look, (c) => show(c, constraints, null))
    .post("/constraints", say("Set some of your limits", constraintsView, true), ...body, checked(problems, "json", z.strictObject(constraintsView.def.shape).partial()), (c) =>
      show(c, constraints, () => c.req.valid("json")))
    .put("/constraints", say("Set all your limits", constraintsView, true), ...body, checked(problems, "json", constraintsView), (c) => show(c, constraints, () => c.req.valid("json")));
}
