import { and, eq } from "drizzle-orm";
import webpush from "web-push";
import { pushSubscription } from "@pathwayks/contracts";
import type { Language, PushSubscription, UserId } from "@pathwayks/contracts";
import type { Subject } from "../../ledger/consent.ts";
import { done, first } from "../../storage/engine.ts";
import type { Body, Engine, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import type { JobHandler, JobOutcome } from "../handlers.ts";
import { jobDone } from "../handlers.ts";
import { pushDetail } from "../notify.ts";
import type { VapidKeys } from "./keys.ts";

const TIMEOUT_MS = 10_000;
const DAY_S = 86_400;
/** What a device gets: it shows "something new, open the app" in this language. */
const payloadIn = (language: Language): string => JSON.stringify({ new: true, language });

// The services of the browsers' makers. An endpoint comes from a client; without this list it could make the server call
// any address inside its own network.
const services = [/^fcm\.googleapis\.com$/, /^updates\.push\.services\.mozilla\.com$/, /^([a-z0-9-]+\.)*push\.apple\.com$/, /^([a-z0-9-]+\.)*notify\.windows\.com$/];

/** Whether this is the address of a known push service. */
export function isPushService(endpoint: string): boolean {
  try {
    const { protocol, hostname, port, username } = new URL(endpoint);
    return protocol === "https:" && port === "" && username === "" && services.some((service) => service.test(hostname));
  } catch {
    // Not an address at all.
    return false;
  }
}

export const endpointPlace = (hash: string): string => `push_subscriptions|sealed|${hash}`;

/** Stores a device's subscription; a device that changes hands belongs to whoever subscribed last. */
export const subscribe = (db: Sql, { pushSubscriptions }: Pick<MainTables, "pushSubscriptions">, subject: Subject, endpointHash: string, subscription: PushSubscription, at: string): Body<void> => {
  const row = { userId: subject.id, sealed: subject.key.seal(endpointPlace(endpointHash), subscription), createdAt: at };
  return done(db.insert(pushSubscriptions).values({ endpointHash, ...row }).onConflictDoUpdate({ target: pushSubscriptions.endpointHash, set: row }));
};

export const unsubscribe = (db: Sql, { pushSubscriptions }: Pick<MainTables, "pushSubscriptions">, user: UserId, endpointHash: string): Body<void> =>
  done(db.delete(pushSubscriptions).where(and(eq(pushSubscriptions.endpointHash, endpointHash), eq(pushSubscriptions.userId, user))));

export interface PushDeps {
  readonly main: Engine<MainTables>;
  readonly keys: VapidKeys;
  /** Where the push service's operator can reach ours: `mailto:` or `https:`. */
  readonly contact: string;
  readonly send?: typeof fetch;
}

/** Does `push` jobs. A service that says the device is gone ends the subscription. */
export const pushHandler =
  (deps: PushDeps): JobHandler =>
  async ({ detail, user }) => {
    const parsed = pushDetail.safeParse(detail);
    if (!parsed.success || user === null) return { ended: "parked", code: "bad-detail" };
    const { endpointHash, language } = parsed.data;
    const row = await deps.main.read((db, { pushSubscriptions: t }) => first(db.select().from(t).where(and(eq(t.endpointHash, endpointHash), eq(t.userId, user.id)))));
    if (row === null) return jobDone;
    const outcome = await sendTo(deps, pushSubscription.parse(user.key.open(endpointPlace(endpointHash), row.sealed)), language);
    if (outcome !== "gone") return outcome;
    await deps.main.write((db, t) => unsubscribe(db, t, user.id, endpointHash));
    return jobDone;
  };

async function sendTo({ keys, contact, send = fetch }: PushDeps, subscription: PushSubscription, language: Language): Promise<JobOutcome | "gone"> {
  const { endpoint, headers, body, method } = webpush.generateRequestDetails(subscription, payloadIn(language), {
    TTL: DAY_S, contentEncoding: "aes128gcm", vapidDetails: { subject: contact, ...keys },
  });
  try {
    const named = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    const answer = await send(endpoint, { method, headers: named, body: new Uint8Array(body), redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
    await answer.body?.cancel();
    if (answer.ok) return jobDone;
    if (answer.status === 404 || answer.status === 410) return "gone";
    const passing = answer.status >= 500 || answer.status === 429;
    return passing ? { ended: "again", afterMs: null, code: `push-${answer.status}` } : { ended: "parked", code: `push-${answer.status}` };
  } catch {
    // Not reached, or no answer in time.
    return { ended: "again", afterMs: null, code: "push-away" };
  }
}
