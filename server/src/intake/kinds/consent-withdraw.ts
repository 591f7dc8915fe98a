import { and, eq } from "drizzle-orm";
import { entryBodies } from "@pathwayks/contracts";
import { withdrawConsent } from "../../ledger/consent.ts";
import { first } from "../../storage/engine.ts";
import { entryKind, rejection } from "../kind.ts";

/** Takes a consent back. What has not left for the partner by then does not leave: it is looked at when it is sent. */
export const consentWithdraw = entryKind(entryBodies["consent.withdraw"], ({ consentId }) => ({
  *check({ db, tables: { consents }, actor }) {
    const found = yield* first(db.select({ withdrawnAt: consents.withdrawnAt }).from(consents).where(and(eq(consents.id, consentId), eq(consents.userId, actor.userId))));
    if (found === null) return rejection("not_yours", "consentId", "is not a consent of yours");
    return found.withdrawnAt === null ? null : rejection("already_withdrawn");
  },
  *apply({ db, tables, actor, key, at }) {
    yield* withdrawConsent(db, tables, { id: actor.userId, key }, consentId, at);
  },
}));
