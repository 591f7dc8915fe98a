import { afterAll, beforeAll, expect, test } from "vitest";
import type { DataExport, PersonRecord } from "@pathwayks/contracts";
import { escapeHtml } from "../../../server/src/effects/mail/write.ts";
import { memoryStorage } from "../../../server/src/testing/storage.ts";
import { loneSurrogates, naughty, withNul } from "../../fixtures/naughty.ts";
import { aWholeServer } from "./kit.ts";
import { openMailbox, type Mailbox } from "./mailbox.ts";

// Bar 12, the server's part: every text through every field, to the person, the mail, the export, the log and the audit.

let mailbox: Mailbox;
let server: Awaited<ReturnType<typeof aWholeServer>>;
beforeAll(async () => {
  mailbox = await openMailbox();
  server = await aWholeServer(await memoryStorage({ soon: (work) => queueMicrotask(work) }), { send: mailbox.send });
});
afterAll(async () => {
  await server.storage.close();
  await mailbox.close();
});

const fieldsOf = (text: string) => ({
  city: text, ...(text === "" ? {} : { firstName: text, lastName: text }), "pastJobs/1": { soc: "51-4121", title: text, years: 1 }, "credentials/1": { name: text, level: null },
  "answers/q": text, "answers/deep": { [`k`]: [text] },
});
const sameLines = (text: string): string => text.replace(/\r\n?/g, "\n");

test(`${naughty.length} hostile texts come back byte for byte, and do nothing on their way`, async () => {
  expect(naughty.length).toBeGreaterThanOrEqual(200);
  const me = await server.person();
  const helper = await server.person({ role: "workforceCenter", centerId: "center-1" });
  await server.call(me, "POST", "/users/me/consents", { textVersion: "1", language: "en", recipient: "center-1", purpose: "assistance", fields: ["record"], expires: "2027-11-23" });
  await server.call(helper, "POST", `/users/${me.userId}/cases`, { reason: "first case", days: 30 });
  const before = server.lines().split("\n").length;
  let [requests, reasons, messages] = [0, 0, 0];
  const ask = async (who: typeof me, method: string, path: string, body?: unknown) => {
    requests += 1;
    const answer = await server.call(who, method, path, body);
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
  for (const text of naughty) {
    const fields = fieldsOf(text);
    expect([text, (await ask(me, "PUT", "/users/me", { fields })).status]).toEqual([text, 200]);
    expect((await ask(me, "GET", "/users/me")).json as unknown as PersonRecord).toMatchObject({ fields });
    if ([...text].length >= 3) {
      reasons += 1;
      expect((await ask(helper, "POST", `/users/${me.userId}/cases`, { reason: text, days: 1 })).json).toMatchObject({ reason: text });
    }
    if (text !== "") {
      messages += 1;
      expect((await ask(helper, "POST", "/notifications/send", { userId: me.userId, text })).status).toBe(200);
    }
  }
  await server.runJobs();

  const exported = (await ask(me, "POST", "/users/me/export")).json as unknown as DataExport;
  const notes = exported.tables["notifications"]?.map((row) => (row["sealed"] as { text: string }).text) ?? [];
  expect([...new Set(notes)].sort()).toEqual([...new Set(naughty.filter((text) => text !== ""))].sort());
  for (const text of naughty) expect(exported.page).toContain(escapeHtml(JSON.stringify(text).slice(1, -1)));
  expect(exported.page).not.toMatch(/<(script|img|svg|iframe|form|base|meta http|input|math)/i);

  expect(mailbox.raw).toHaveLength(messages);
  const mails = await mailbox.read();
  const bodies = mails.map((mail) => sameLines(mail.text ?? ""));
  for (const text of naughty) if (text.trim() !== "") expect([text, bodies.some((body) => body.includes(sameLines(text)))]).toEqual([text, true]);
  for (const { headerLines, subject, bcc, cc, html } of mails) {
    expect([subject, bcc, cc, headerLines.map(({ key }) => key).sort().join(" ")]).toEqual(["You have a message", undefined, undefined, "auto-submitted content-type date from message-id mime-version subject to"]);
    expect(String(html)).not.toMatch(/<(script|img|svg|iframe|form|base|meta http|input|math)/i);
  }

  const log = server.lines().split("\n").slice(before - 1, -1);
  expect(log).toHaveLength(requests);
  const known = ["bytes", "level", "method", "ms", "requestId", "route", "status", "time"];
  for (const line of log) expect(Object.keys(JSON.parse(line) as object).sort()).toEqual(known);
  console.log(`hostile texts: ${naughty.length} through 7 fields, ${reasons} reasons, ${messages} messages and mails; ${log.length} requests, ${log.length} log lines`);
}, 300_000);

test("halves of characters and NUL are kept as they are, or refused; nothing breaks", async () => {
  const me = await server.person();
  for (const text of [...loneSurrogates, ...withNul]) {
    const { status } = await server.call(me, "PUT", "/users/me", { fields: { city: text } });
    expect([200, 400]).toContain(status);
    if (status === 200) expect(await (await server.call(me, "GET", "/users/me")).json()).toMatchObject({ fields: { city: text } });
  }
});
