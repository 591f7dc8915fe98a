import { afterEach, beforeEach, expect, test, vi } from "vitest";

// A push service that gives a device another address, without a browser: none here can reach one.

/** Not a literal: the worker's types are those of another place than this test's. */
const push: string = "./push.ts";
const KEY = new Uint8Array([4, 1, 2, 3]).buffer;

type Listener = (event: unknown) => void;
const listeners = new Map<string, Listener>();
const unsubscribe = vi.fn(() => Promise.resolve(true));
const subscriptionAt = (endpoint: string) => ({ toJSON: () => ({ endpoint, keys: { p256dh: "p", auth: "a" } }), unsubscribe, options: { applicationServerKey: KEY } });
const subscribe = vi.fn(() => Promise.resolve(subscriptionAt("https://fcm.googleapis.com/new")));
const asked: { path: string; body: unknown }[] = [];

beforeEach(async () => {
  listeners.clear();
  asked.length = 0;
  vi.clearAllMocks();
  vi.stubGlobal("self", { addEventListener: (name: string, listener: Listener) => listeners.set(name, listener), registration: { pushManager: { subscribe } } });
  const { showPushes } = (await import(push)) as { showPushes: (converse: () => Promise<void>) => void };
  showPushes(() => Promise.resolve());
});
afterEach(() => vi.unstubAllGlobals());

/** Answers in turn; a page instead of JSON where a text is given, and no answer at all for `null`. */
function answerWith(...answers: readonly (number | string | null)[]): void {
  const left = [...answers];
  vi.stubGlobal("fetch", (path: string, { body }: { body: string }) => {
    asked.push({ path, body: JSON.parse(body) });
    const answer = left.shift() ?? null;
    if (answer === null) return Promise.reject(new TypeError("Failed to fetch"));
    return Promise.resolve(typeof answer === "string" ? new Response(answer, { headers: { "content-type": "text/html" } }) : Response.json({}, { status: answer }));
  });
}

async function change(newSubscription?: unknown, oldSubscription: unknown = subscriptionAt("https://fcm.googleapis.com/old")): Promise<void> {
  let until: unknown;
  listeners.get("pushsubscriptionchange")?.({ oldSubscription, newSubscription, waitUntil: (work: unknown) => (until = work) });
  await until;
}

const [told, renewed] = ["/api/v1/notifications/subscriptions", "/api/v1/users/refresh"];
const paths = () => asked.map(({ path }) => path);

test("the server hears of the new address, under the same key, and the browser keeps it", async () => {
  answerWith(200);
  await change();
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: KEY });
  expect(asked).toEqual([{ path: told, body: { endpoint: "https://fcm.googleapis.com/new", keys: { p256dh: "p", auth: "a" } } }]);
  expect(unsubscribe).not.toHaveBeenCalled();
});

test("where the browser has subscribed by itself, only the server is told", async () => {
  answerWith(200);
  await change(subscriptionAt("https://updates.push.services.mozilla.com/new"));
  expect(subscribe).not.toHaveBeenCalled();
  expect(asked[0]?.body).toMatchObject({ endpoint: "https://updates.push.services.mozilla.com/new" });
});

test("a session that ran out is renewed once", async () => {
  answerWith(401, 200, 200);
  await change();
  expect(paths()).toEqual([told, renewed, told]);
  expect(unsubscribe).not.toHaveBeenCalled();
});

test.each([
  ["nobody is signed in any more", [401, 401], [told, renewed]],
  ["the session is fresh and still not enough", [401, 200, 401], [told, renewed, told]],
  ["the server is busy", [503], [told]],
  ["there is no network", [null], [told]],
  ["a captive portal answers", ["<h1>Welcome</h1>"], [told]],
] as const)("what could not be told is ended: %s", async (_why, answers, expected) => {
  answerWith(...answers);
  await change();
  expect(paths()).toEqual(expected);
  expect(unsubscribe).toHaveBeenCalledOnce();
});

test("without a word of what it was before, nothing is asked of anybody", async () => {
  answerWith(200);
  await change(null, null);
  expect([subscribe.mock.calls, asked]).toEqual([[], []]);
});
