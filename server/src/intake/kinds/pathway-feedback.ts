import { entryBodies } from "@pathwayks/contracts";
import { done } from "../../storage/engine.ts";
import { entryKind, noCheck } from "../kind.ts";

/** A thumb up or down for a pathway, or neither any more. */
export const pathwayFeedback = entryKind(entryBodies["pathway.feedback"], ({ pathwayId, feedback }) => ({
  check: noCheck,
  apply: ({ db, tables: { pathways }, actor, at }) =>
    done(
      db.insert(pathways).values({ userId: actor.userId, pathwayId, feedback, createdAt: at })
        .onConflictDoUpdate({ target: [pathways.userId, pathways.pathwayId], set: { feedback } }),
    ),
}));
