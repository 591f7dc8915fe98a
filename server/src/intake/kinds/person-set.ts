import { entryBodies } from "@pathwayks/contracts";
import { mergeFields } from "../../feed/merge-fields.ts";
import { entryKind, noCheck } from "../kind.ts";

/** Fields of the person, merged one by one. */
export const personSet = entryKind(entryBodies["person.set"], ({ changes }) => ({
  check: noCheck,
  apply: ({ db, tables, actor, key, now }) => mergeFields(db, tables, { id: actor.userId, key }, changes, now),
}));
