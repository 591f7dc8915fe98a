import { Hono } from "hono";
import { z } from "zod";
import { eq, and } from "drizzle-orm";
import { entryBodies, fieldKey, keptPathways, matchingPreferences, ok200, stamp, tick } from "@pathwayks/contracts";
import type { Stamp, UserId } from "@pathwayks/contracts";
import { checked, describe } from "../api/describe.ts";
import { noQuery } from "../api/pages.ts";
import type { AppEnv } from "../http/context.ts";
import { strictJsonBody } from "../http/json-body.ts";
import { personOf, requirePerson } from "../policy/require.ts";
import { first } from "../storage/engine.ts";
import type { Engine } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { API_DEVICE, sendEntry } from "./as-entry.ts";
import type { EntryDeps } from "./as-entry.ts";
import { keptOf } from "./kept.ts";

/** Under `/api/v1/matching`: what somebody keeps and says of recommendations. */
export function keptRoutes(deps: EntryDeps & { readonly engine: Engine<MainTables> }): Hono<AppEnv> {
  const { problems, engine } = deps;
  const tag = "Matching" as const;
  const person = requirePerson(problems);
  const noParameters = checked(problems, "query", noQuery);
  return new Hono<AppEnv>()
    .get("/recommendations", describe({ tag, summary: "List the recommendations that you kept", description: "Best first; then those that are recommended no more, of which you said something.", answer: keptPathways, problems: [400, 401, 403, 503] }),
      person, noParameters,
      async (c) => c.json({ recommendations: await engine.read((db, tables) => keptOf(db, tables, personOf(c))) }))
    .post("/feedback", describe({ tag, summary: "Say what you think of a pathway", description: "`null` takes it back. `Idempotency-Key` may be given.", answer: ok200, problems: [400, 401, 403, 409, 413, 415, 503] }),
      person, noParameters, strictJsonBody(problems), checked(problems, "json", z.strictObject(entryBodies["pathway.feedback"].shape)),
      async (c) => {
        const sent = await sendEntry(c, deps, "pathway.feedback", c.req.valid("json"), { keyed: false });
        return sent.ok ? c.json({ status: "ok" }) : sent.response;
      })
    .put("/preferences", describe({ tag, summary: "Set how much each part of a match weighs", description: "It becomes the profile's field `weights` on all your devices; `null` takes the defaults again.", answer: ok200, problems: [400, 401, 403, 409, 413, 415, 503] }),
      person, noParameters, strictJsonBody(problems), checked(problems, "json", z.strictObject(matchingPreferences.shape)),
      async (c) => {
        const after = tick(await stampOfWeights(engine, personOf(c).userId), deps.now(), API_DEVICE);
        const change = { key: fieldKey.parse("weights"), value: c.req.valid("json").weights, stamp: after };
        const sent = await sendEntry(c, deps, "person.set", { changes: [change] }, { keyed: false });
        return sent.ok ? c.json({ status: "ok" }) : sent.response;
      });
}

/** What is set here comes after what is held, whatever clocks say. */
const stampOfWeights = (engine: Engine<MainTables>, user: UserId): Promise<Stamp | null> =>
  engine.read(function* (db, { personFields }) {
    const held = yield* first(db.select({ stamp: personFields.stamp }).from(personFields).where(and(eq(personFields.userId, user), eq(personFields.key, "weights"))));
    return held === null ? null : stamp.parse(held.stamp);
  });
