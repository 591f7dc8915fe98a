import { and, eq } from "drizzle-orm";
import { entryBodies } from "@pathwayks/contracts";
import { addToFeed } from "../../feed/append.ts";
import { first } from "../../storage/engine.ts";
import { consentOf } from "../../submissions/consent.ts";
import { entryKind, rejection } from "../kind.ts";

/** Takes a consent back. What has not left for the partner by then does not leave: it is looked at when it is sent. */
export const consentWithdraw = entryKind(entryBodies["consent.withdraw"], ({ consentId }) => ({
  *check({ db, tables: { consents }, actor }) {
    const found = yield* first(db.select().from(consents).where(and(eq(consents.id, consentId), eq(consents.userId, actor.userId))));
    if (found === null) return rejection("not_yours", "consentId", "is not a consent of yours");
    return found.withdrawnAt === null ? null : rejection("already_withdrawn");
  },
  *apply({ db, tables, actor, key, at }) {
    const { consents } = tables;
    const row = yield* first(db.update(consents).set({ withdrawnAt: at }).where(and(eq(consents.id, consentId), eq(consents.userId, actor.userId))).returning());
    if (row === null) throw new Error("the consent is gone");
    yield* addToFeed(db, tables, actor.userId, key, [{ kind: "consent", id: consentId, value: consentOf(row) }], at);
  },
}));
