import { Hono } from "hono";
import { z } from "zod";
import { describe as says } from "zod/mini";
import { accepted, notificationList, ok200, preferenceList, pushKey, pushSubscription, pushUnsubscribe, sendMessageRequest, setPreferenceRequest, tick, userId } from "@pathwayks/contracts";
import type { DeviceId, UserId } from "@pathwayks/contracts";
import { checked, describe } from "../api/describe.ts";
import { noQuery, paging } from "../api/pages.ts";
import type { AppContext, AppEnv, ClockDeps } from "../http/context.ts";
import { strictJsonBody } from "../http/json-body.ts";
import type { Problems } from "../http/problem.ts";
import { audit } from "../ledger/audit.ts";
import type { Subject } from "../ledger/consent.ts";
import { disclose } from "../ledger/disclosure.ts";
import type { Person } from "../policy/actor.ts";
import { personOf, requirePerson } from "../policy/require.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { Secrets } from "../vault/secrets.ts";
import type { Vault } from "../vault/vault.ts";
import { preferencesOf, setPreference } from "./channels.ts";
import { inboxOf, markRead, unreadOf } from "./inbox.ts";
import { stageNotification } from "./notification.ts";
import { isPushService, subscribe, unsubscribe } from "./push/send.ts";

const tag = "Notifications";
const API_DEVICE = "0000000000000000" as DeviceId;

/** How a member of staff comes to see somebody; `null`: not at all. */
export type CaseLookup = (db: Sql, tables: MainTables, staff: Person, user: UserId, now: number) => Body<{ readonly id: string; readonly consentId: string } | null>;

export interface NotificationDeps extends ClockDeps {
  readonly storage: Pick<Storage, "main">;
  readonly vault: Vault;
  readonly secrets: Secrets;
  readonly problems: Problems;
  readonly openCaseWith: CaseLookup;
  /** VAPID. */
  readonly pushPublicKey: string;
}

/** `/api/v1/notifications`: what somebody was told, over which channels, and messages of staff. */
export function notificationRoutes(deps: NotificationDeps): Hono<AppEnv> {
  const { problems, storage } = deps;
  const person = requirePerson(problems);
  const bare = [person, checked(problems, "query", noQuery)] as const;
  const body = [...bare, strictJsonBody(problems)] as const;
  const at = () => new Date(deps.now()).toISOString();
  const nobody = (c: AppContext) => problems.answer(c, "NOT_FOUND", "There is no such person or thing.");
  const subjectOf = async (id: UserId): Promise<Subject | null> => {
    const key = await deps.vault.of(id);
    return key === null ? null : { id, key };
  };
  const list = (db: Sql, t: MainTables, subject: Subject, limit: number, offset: number) => function* (): Body<z.infer<typeof notificationList>> {
    return { notifications: yield* inboxOf(db, t, subject, limit, offset), unread: yield* unreadOf(db, t, subject.id), limit, offset };
  };

  return new Hono<AppEnv>()
    .get("/", describe({ tag, summary: "List what you were told", description: "Newest first.", answer: notificationList, problems: [400, 401, 403, 503] }), person, checked(problems, "query", z.strictObject(paging)), async (c) => {
      const subject = await subjectOf(personOf(c).userId);
      const { limit, offset } = c.req.valid("query");
      return subject === null ? nobody(c) : c.json(await storage.main.read((db, t) => list(db, t, subject, limit, offset)()));
    })
    .get(
      "/user/:id",
      describe({ tag, summary: "List what somebody was told", description: "Your own, or, for staff, that of somebody with whom you have an open case. The person sees that you looked.", answer: notificationList, problems: [400, 401, 403, 404, 503] }),
      person, checked(problems, "param", z.strictObject({ id: userId.check(says("A person")) })), checked(problems, "query", z.strictObject(paging)),
      async (c) => {
        const [actor, { limit, offset }] = [personOf(c), c.req.valid("query")];
        const subject = await subjectOf(c.req.valid("param").id);
        if (subject === null) return nobody(c);
        if (subject.id === actor.userId) return c.json(await storage.main.read((db, t) => list(db, t, subject, limit, offset)()));
        const seen = await storage.main.write(function* (db, t) {
          const open = yield* deps.openCaseWith(db, t, actor, subject.id, deps.now());
          if (open === null) return null;
          yield* disclose(db, t, subject, { id: deps.newId(), recipient: `staff:${actor.userId}`, purpose: "case", basis: `consent:${open.consentId}`, fields: ["notifications"], messageHash: null, at: at() });
          yield* audit(db, t, { actor, action: "notifications.read", target: `user:${subject.id}`, detail: { case: open.id }, requestId: c.get("requestId"), at: at() });
          return yield* list(db, t, subject, limit, offset)();
        });
        return seen === null ? nobody(c) : c.json(seen);
      },
    )
    .put("/:id/read", describe({ tag, summary: "Mark as read, on all your devices", answer: ok200, problems: [400, 401, 403, 404, 503] }), person, checked(problems, "param", z.strictObject({ id: z.string().min(1).max(60).describe("As the list has it") })), checked(problems, "query", noQuery), async (c) => {
      const subject = await subjectOf(personOf(c).userId);
      const { id } = c.req.valid("param");
      const found = subject !== null && await storage.main.write(function* (db, t) {
        if ((yield* markRead(db, t, subject, [id], at())) > 0) return true;
        return (yield* inboxOf(db, t, subject, 1_000, 0)).some((one) => one.id === id);
      });
      return found ? c.json({ status: "ok" }) : nobody(c);
    })
    .post(
      "/send",
      describe({ tag, summary: "Write to somebody you help", description: "For staff of a workforce center with an open case.", answer: accepted, problems: [400, 401, 403, 404, 413, 415, 503] }),
      ...body, checked(problems, "json", sendMessageRequest),
      async (c) => {
        const [actor, { userId: target, text }] = [personOf(c), c.req.valid("json")];
        const subject = await subjectOf(target);
        const sent = subject !== null && await storage.main.write(function* (db, t) {
          const open = yield* deps.openCaseWith(db, t, actor, subject.id, deps.now());
          if (open === null) return false;
          const detail = { text, caseId: open.id, centerId: actor.centerId };
          yield* stageNotification(db, t, { id: `message-${deps.newId()}`, user: subject, notify: { kind: "message", detail }, runAfter: deps.now(), at: at() });
          yield* audit(db, t, { actor, action: "message.send", target: `user:${subject.id}`, detail: { case: open.id }, requestId: c.get("requestId"), at: at() });
          return true;
        });
        return sent ? c.json({ status: "accepted" }) : nobody(c);
      },
    )
    .get("/preferences", describe({ tag, summary: "Which kind comes over which channel", answer: preferenceList, problems: [400, 401, 403, 503] }), ...bare, async (c) =>
      c.json({ preferences: await storage.main.read((db, t) => preferencesOf(db, t, personOf(c).userId)) }))
    .put("/preferences", describe({ tag, summary: "Switch a kind on or off for a channel", description: "Word of a change that protects your account cannot be switched off.", answer: preferenceList, problems: [400, 401, 403, 413, 415, 503] }), ...body, checked(problems, "json", setPreferenceRequest), async (c) => {
      const subject = await subjectOf(personOf(c).userId);
      if (subject === null) return nobody(c);
      const chosen = c.req.valid("json");
      const preferences = await storage.main.write(function* (db, t) {
        yield* setPreference(db, t, subject, { ...chosen, stamp: tick(null, deps.now(), API_DEVICE) }, deps.now());
        return yield* preferencesOf(db, t, subject.id);
      });
      return c.json({ preferences });
    })
    .get("/subscriptions/key", describe({ tag, summary: "The key with which a browser subscribes to pushes", answer: pushKey, problems: [400, 401, 403] }), ...bare, (c) => c.json({ publicKey: deps.pushPublicKey }))
    .post("/subscriptions", describe({ tag, summary: "Get pushes on this device", description: "What is pushed says only that there is something new.", answer: ok200, problems: [400, 401, 403, 413, 415, 503] }), ...body, checked(problems, "json", pushSubscription), async (c) => {
      const subject = await subjectOf(personOf(c).userId);
      if (subject === null) return nobody(c);
      const subscription = c.req.valid("json");
      if (!isPushService(subscription.endpoint)) return problems.answer(c, "VALIDATION_ERROR", "The request is not valid.", [{ field: "endpoint", message: "is not that of a push service known here" }]);
      await storage.main.write((db, t) => subscribe(db, t, subject, deps.secrets.hash("endpoint-hash", subscription.endpoint), subscription, at()));
      return c.json({ status: "ok" });
    })
    .delete("/subscriptions", describe({ tag, summary: "Get no more pushes on this device", answer: ok200, problems: [400, 401, 403, 413, 415, 503] }), ...body, checked(problems, "json", pushUnsubscribe), async (c) => {
      const { endpoint } = c.req.valid("json");
      await storage.main.write((db, t) => unsubscribe(db, t, personOf(c).userId, deps.secrets.hash("endpoint-hash", endpoint)));
      return c.json({ status: "ok" });
    });
}
