import { rmSync } from "node:fs";
import { expect, test } from "vitest";
import { first } from "../../../server/src/storage/engine.ts";
import { eq } from "drizzle-orm";
import { tablesOfPeople } from "../../../server/src/accountability/tables-of-person.ts";
import { fillEveryTable } from "../../../server/src/testing/full-record.ts";
import { NOON } from "../../../server/src/testing/app.ts";
import { anEntry, aBody, aPush } from "../../../server/src/testing/entries.ts";
import { aFolder, aWholeServer, filesOf, storageIn, timesIn } from "./kit.ts";

// Bar 20, first half: forty markers, each planted where a person's words can go in; none of them may come out anywhere but
// to the person.

const MARKERS = 40;
const marker = (n: number): string => `Zq9m${String(n).padStart(2, "0")}x`;
const all = Array.from({ length: MARKERS }, (_, i) => marker(i + 1));

test(`${MARKERS} planted markers: none in logs, errors, addresses or subjects; all in the export; none left after erasure`, async () => {
  const dataDir = aFolder();
  const server = await aWholeServer(await storageIn(dataDir));
  const { call } = server;
  let next = 0;
  const m = (): string => marker(++next);
  const me = await server.person({ email: `${m()}@example.org`, guardian: "pending" });
  const helper = await server.person({ role: "workforceCenter", centerId: "center-1" });
  const refusals: string[] = [];
  const good = async (answer: Response | Promise<Response>): Promise<unknown> => {
    const settled = await answer;
    const text = await settled.text();
    expect([settled.status, settled.status === 200 ? "" : text]).toEqual([200, ""]);
    return JSON.parse(text) as unknown;
  };
  const bad = async (answer: Response | Promise<Response>): Promise<void> => {
    const settled = await answer;
    refusals.push(await settled.text(), JSON.stringify([...settled.headers]));
    expect(settled.status).toBeGreaterThanOrEqual(400);
  };

  // What is stored of a person.
  await good(call(me, "PUT", "/users/me", { fields: {
    city: m(), firstName: m(), lastName: m(), "pastJobs/1": { soc: "51-4121", title: m(), years: 1 }, "credentials/1": { name: m(), level: null },
    [`answers/q1`]: m(), [`answers/q2`]: { deep: [m()] },
  } }));
  await good(call(me, "POST", "/users/me/consents", { textVersion: "1", language: "en", recipient: "center-1", purpose: "assistance", fields: ["record"], expires: "2027-11-23" }));
  await good(call(helper, "POST", `/users/${me.userId}/cases`, { reason: m(), days: 30 }));
  await good(call(helper, "GET", `/users/${me.userId}`));
  await good(call(helper, "PUT", `/users/${me.userId}`, { fields: { "answers/q3": m() } }));
  await good(call(helper, "POST", "/notifications/send", { userId: me.userId, text: m() }));
  await good(call(me, "POST", "/users/me/guardian", { guardianEmail: `${m()}@example.org` }));
  await good(call(me, "POST", "/notifications/subscriptions", { endpoint: `https://fcm.googleapis.com/${m()}`, keys: { p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM", auth: "tBHItJI5svbpez7KI4CCXg" } }));
  const push = aPush(me.userId, [
    anEntry({ n: 1, kind: "person.set", body: aBody.setCity(m(), NOON) }),
    anEntry({ n: 2, kind: "notification.prefer", body: { kind: "message", channel: "push", on: true } }),
  ]);
  await good(call(me, "POST", "/outbox", push));
  await server.runJobs();
  const stored = next;

  // What is refused, or is nobody's: addresses, headers, bodies that do not fit.
  for (const path of [`/programs?county=${m()}`, `/programs/${m()}`, `/jobs/search?q=a&soc=${m()}`, `/users/${m()}`, `/nowhere/${m()}`, `/changes?since=${m()}`, `/notifications/user/${m()}`, `/users/me?x=${m()}`]) await bad(call(me, "GET", path));
  await good(call(me, "GET", `/programs/search?q=${m()}`));
  for (const body of [`{"fields":{"city":7,"x":"${m()}"}}`, `{"fields":{"${m()} y":1}}`, `not json ${m()}`, `{"fields":{"age":"${m()}"}}`, `{"${m()} z":1}`]) await bad(call(me, "PUT", "/users/me", body));
  await bad(call(me, "POST", "/users/me/consents", { textVersion: m(), language: m(), recipient: m() }));
  await bad(call(me, "POST", "/notifications/subscriptions", { endpoint: `https://evil.example/${m()}` }));
  await bad(call(me, "POST", "/guardian/answer", { token: m(), agree: true }));
  await bad(server.app.request("/api/v1/users/me", { headers: { Cookie: `__Host-sid=${m()}`, "User-Agent": m(), Referer: `https://x.example/${m()}` } }));
  while (next < MARKERS) await bad(call(me, "DELETE", `/users/me/consents/${m()}`));

  const log = server.lines();
  expect(log.trim().split("\n").length).toBeGreaterThan(30);
  for (const one of all) expect([one, log.includes(one), refusals.filter((text) => text.includes(one)).length]).toEqual([one, false, 0]);
  expect(server.mails.map(({ to }) => to.endsWith("@example.org"))).toEqual([true, true]);
  for (const { subject, text, html } of server.mails) {
    expect(all.filter((one) => subject.includes(one))).toEqual([]);
    for (const address of `${text}${html}`.match(/https?:\/\/[^\s"<]+/g) ?? []) expect(all.filter((one) => address.includes(one))).toEqual([]);
  }

  const key = (await server.vault.of(me.userId))!;
  await server.storage.main.write((db, t) => fillEveryTable(db, t, { id: me.userId, key }, me.sessionId, "Zq9filled"));
  const wrapped = (await server.storage.keys.read((db, { subjectKeys }) => first(db.select().from(subjectKeys).where(eq(subjectKeys.userId, me.userId)))))?.wrapped ?? "";
  const exported = (await good(call(me, "POST", "/users/me/export"))) as { tables: Record<string, object[]> };
  const text = JSON.stringify(exported);
  // The last of the city's two values stands in the field, the first in its history.
  expect(all.slice(0, stored).filter((one) => !text.includes(one))).toEqual([]);
  expect(Object.values(exported.tables).filter((found) => found.length > 0)).toHaveLength(tablesOfPeople.length);
  expect(timesIn(filesOf(dataDir), wrapped)).toBeGreaterThan(0);

  await good(call(me, "DELETE", "/users/me"));
  const files = filesOf(dataDir);
  expect(files.length).toBeGreaterThan(1);
  expect([...all, "Zq9filled", wrapped].filter((one) => timesIn(files, one) > 0)).toEqual([]);
  await server.storage.close();
  expect([...all, "Zq9filled", wrapped].filter((one) => timesIn(filesOf(dataDir), one) > 0)).toEqual([]);
  console.log(`privacy: ${MARKERS} markers, ${stored} of them stored; 0 in ${log.trim().split("\n").length} log lines, ${refusals.length / 2} refusals and ${server.mails.length} mails; export ${tablesOfPeople.length}/${tablesOfPeople.length} tables; 0 left in ${files.length} files`);
  rmSync(dataDir, { recursive: true, force: true });
});
