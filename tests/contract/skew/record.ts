// Writes down what an app of the present format says to the present server: `npx tsx tests/contract/skew/record.ts`. To be run
// once for each ENTRY_SCHEMA, before it is released; refuses to change what was recorded before.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENTRY_SCHEMA, type OutboxEntry } from "@pathwayks/contracts";
import { REFRESH_COOKIE, SESSION_COOKIE } from "../../../server/src/policy/cookies.ts";
import { testId } from "../../../server/src/testing/actors.ts";
import { aBody, anEntry, apply, aPush } from "../../../server/src/testing/entries.ts";
import { appHeaders } from "../../../server/src/testing/people.ts";
import { ACCESS, folder, person, recordedServer, REFRESH, type Exchanged, type Recording } from "./exchange.ts";

let cookies = { Cookie: `${SESSION_COOKIE}=${ACCESS}` };
const v = { schemaV: ENTRY_SCHEMA };
const contactFields = ["firstName", "lastName", "email", "phone", "message"];
const enrollment = aBody.enrollment({ programId: "other-school:nurse.aide", providerId: "other-school", consent: aBody.consent("other-school", "enrollment", contactFields) });
const application = aBody.application({ jobId: "sample:2", employerId: "sample-employer", consent: aBody.consent("sample-employer", "application", contactFields) });

const everyKind: readonly OutboxEntry[] = [
  anEntry({ n: 1, ...v, kind: "person.set", body: { changes: [aBody.setCity("Wichita", 1_795_000_000_000).changes[0], { key: "skills/2.A.1.a", value: { skill: "2.A.1.a", level: "beginner", yearsExperience: 2 }, stamp: aBody.setCity("", 1_795_000_000_001).changes[0]?.stamp }] } }),
  anEntry({ n: 2, ...v, kind: "enrollment.submit", body: enrollment }),
  anEntry({ n: 3, ...v, kind: "application.submit", body: application }),
  anEntry({ n: 4, ...v, kind: "submission.withdraw", body: { entryId: testId(3), reason: "Found another" }, dependsOn: [3] }),
  anEntry({ n: 5, ...v, kind: "consent.withdraw", body: { consentId: `consent-${testId(2)}` }, dependsOn: [2] }),
  anEntry({ n: 6, ...v, kind: "notification.prefer", body: { kind: "check-in", channel: "email", on: true } }),
  anEntry({ n: 7, ...v, kind: "notification.read", body: { notificationIds: ["n-1"] } }),
  anEntry({ n: 8, ...v, kind: "pathway.feedback", body: { pathwayId: "direct~31-1131", feedback: "thumbs_up" } }),
];
const refused: readonly OutboxEntry[] = [
  anEntry({ n: 11, ...v, kind: "person.erase", body: {} }),
  anEntry({ n: 12, kind: "pathway.feedback", schemaV: ENTRY_SCHEMA + 1, body: {} }),
  anEntry({ n: 13, ...v, kind: "enrollment.submit", body: { ...enrollment, programId: "other-school:gone" } }),
  anEntry({ n: 14, ...v, kind: "enrollment.submit", body: { ...enrollment, consent: aBody.consent("other-school", "enrollment", []) } }),
  { ...apply(3), ...v },
  anEntry({ n: 15, ...v, kind: "pathway.feedback", body: { pathwayId: "direct~31-1131", feedback: null }, dependsOn: [99] }),
];
const push = (entries: readonly OutboxEntry[]) => (): Exchanged["request"] => ({ method: "POST", path: "/api/v1/outbox", headers: { ...appHeaders, ...cookies }, body: aPush(person, entries) });
const feed = (query: string, headers?: Readonly<Record<string, string>>) => (): Exchanged["request"] => ({ method: "GET", path: `/api/v1/changes${query}`, headers: headers ?? cookies });

const steps: readonly (readonly [string, () => Exchanged["request"]])[] = [
  ["the feed from its beginning", feed("")],
  ["one entry of every kind", push(everyKind)],
  ["the same again", push(everyKind)],
  ["the session is renewed", () => ({ method: "POST", path: "/api/v1/users/refresh", headers: { ...appHeaders, Cookie: `${REFRESH_COOKIE}=${REFRESH}` } })],
  ["what was not taken, and why", push(refused)],
  ["the feed since then", feed("?since=epoch-1.0")],
  ["the feed of another life of the server", feed("?since=epoch-0.7")],
  ["nobody is signed in", feed("", {})],
];

const server = await recordedServer();
const exchange: Exchanged[] = [];
for (const [what, asked] of steps) {
  const request = asked();
  const answer = await server.ask(request);
  exchange.push({ what, request, answer });
  const renewed = answer.cookies.find((cookie) => cookie.startsWith(SESSION_COOKIE));
  if (renewed !== undefined) cookies = { Cookie: renewed.split(";")[0] ?? "" };
}
await server.storage.close();
const file = join(folder, `v${ENTRY_SCHEMA}.json`);
if (existsSync(file)) throw new Error(`${file} is recorded already, and what was recorded is not recorded again`);
writeFileSync(file, `${JSON.stringify({ schemaV: ENTRY_SCHEMA, exchange } satisfies Recording, null, 1)}\n`);
