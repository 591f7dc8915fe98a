import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { notificationKinds } from "@pathwayks/contracts";
import { rows } from "../storage/engine.ts";
import { NOON, readableLog, testApp } from "../testing/app.ts";
import { aPerson, type TestPerson } from "../testing/people.ts";
import { memoryVault } from "../testing/storage.ts";
import type { RunningJob } from "./handlers.ts";
import { letter } from "./mail/letter.ts";
import { folderSender, logSender, mailHandler, smtpSender } from "./mail/send.ts";
import { letterWords, notificationWords } from "./mail/words.ts";
import { writeMail } from "./mail/write.ts";
import { loadVapidKeys } from "./push/keys.ts";
import { isPushService, pushHandler } from "./push/send.ts";
import { gatewaySender, logSmsSender, smsHandler } from "./sms/send.ts";

const parts = await memoryVault(() => NOON);
const app = testApp(parts);
const { main } = parts.storage;
const origin = "https://pathways.example";
const closing: (() => Promise<void>)[] = [];
afterEach(async () => void (await Promise.all(closing.splice(0).map((close) => close()))));

const aJob = (over: Partial<RunningJob>): RunningJob => ({ id: "job-1", kind: "mail", detail: null, user: null, attempt: 1, ...over });
const subject = async (who: TestPerson) => ({ id: who.userId, key: (await parts.vault.of(who.userId))! });
const call = (who: TestPerson, method: string, path: string, body?: unknown) =>
  app.request(`/api/v1${path}`, { method, headers: who.headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const endpoint = "https://fcm.googleapis.com/fcm/send/abc123";
const keys = { p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM", auth: "tBHItJI5svbpez7KI4CCXg" };

test("every letter exists in both languages, names nobody in its subject, and carries its token in the fragment only", () => {
  const token = "t".repeat(43);
  const marker = "Zq9marker";
  for (const language of ["en", "es"] as const) {
    for (const name of Object.keys(letterWords[language]) as (keyof (typeof letterWords)["en"])[]) {
      const given = letter.parse({ name, ...(name === "address-in-use" ? {} : { token }), ...(name.startsWith("guardian") ? { firstName: marker } : {}) });
      const mail = writeMail({ to: "a@example.org" as never, language, letter: given }, origin);
      expect(mail.subject).not.toContain(marker);
      expect(mail.text.includes(`#${token}`)).toBe(name !== "address-in-use");
      expect(`${mail.text}${mail.html}`).not.toMatch(new RegExp(`[^#]${token}`));
    }
    for (const kind of notificationKinds) {
      const mail = writeMail({ to: "a@example.org" as never, language, letter: { name: "notification", kind, detail: { text: marker, receipt: marker } } }, origin);
      expect(mail.subject).toBe(notificationWords[language][kind].subject);
      expect(mail.subject).not.toContain(marker);
    }
  }
});

interface Received { readonly raw: string; readonly to: readonly string[] }
async function anSmtpServer(answer: (n: number) => number): Promise<{ readonly url: string; readonly received: Received[] }> {
  const received: Received[] = [];
  let tries = 0;
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ["STARTTLS"], disableReverseLookup: true,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const code = answer(++tries);
        if (code === 250) received.push({ raw: Buffer.concat(chunks).toString("utf8"), to: session.envelope.rcptTo.map(({ address }) => address) });
        callback(code === 250 ? null : Object.assign(new Error("no"), { responseCode: code }));
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.server.address();
  return { url: `smtp://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`, received };
}

test("a mail goes through a real SMTP server whole: plain and HTML, escaped, with an id of its own", async () => {
  const { url, received } = await anSmtpServer((n) => (n === 2 ? 451 : n === 3 ? 550 : 250));
  const handle = mailHandler({ send: smtpSender(url, "PathwayKS <no-reply@pathways.example>", "pathways.example"), origin });
  const text = `<script>alert("1")</script> & "Ñandú" 🌻\r\nBcc: victim@example.org\r\n.\r\n`;
  const detail = { to: "ada@example.org", language: "es", letter: { name: "notification", kind: "message", detail: { text } } };
  expect(await handle(aJob({ id: "mail:n-9", detail }))).toEqual({ ended: "done" });
  expect(await handle(aJob({ detail }))).toEqual({ ended: "again", afterMs: null, code: "smtp-451" });
  expect(await handle(aJob({ detail }))).toEqual({ ended: "parked", code: "smtp-550" });
  expect(await handle(aJob({ detail: { to: "ada@example.org\r\nBcc: x@example.org" } }))).toEqual({ ended: "parked", code: "bad-detail" });
  expect(received.map(({ to }) => to)).toEqual([["ada@example.org"]]);
  const parsed = await simpleParser(received[0]!.raw);
  expect([parsed.subject, parsed.bcc, parsed.messageId]).toEqual(["Tiene un mensaje", undefined, `<${Buffer.from("mail:n-9").toString("hex")}@pathways.example>`]);
  expect(parsed.text).toContain(text.replace(/\r\n/g, "\n").trimEnd());
  expect(parsed.html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &quot;Ñandú&quot; 🌻");
  expect(parsed.html).not.toContain("<script");
});

test("without a mail server the log names the kind and a hash, and in development a letter is a file that only this user can read", async () => {
  const { log, lines } = readableLog();
  const detail = { to: "ada@example.org", language: "en", letter: { name: "reset-password", token: "t".repeat(43) } };
  await mailHandler({ send: logSender(log, (address) => parts.secrets.hash("email-hash", address)), origin })(aJob({ detail }));
  await smsHandler({ send: logSmsSender(log, (number) => parts.secrets.hash("audit-values", number)), origin })(aJob({ kind: "sms", detail: { to: "316-555-0100", language: "en" } }));
  const written = lines().trim().split("\n").map((line) => JSON.parse(line) as object);
  expect(written).toMatchObject([{ event: "not-sent", channel: "email", name: "reset-password" }, { event: "not-sent", channel: "sms" }]);
  expect(lines()).not.toMatch(/ada@|316|ttttt/);
  const folder = mkdtempSync(join(tmpdir(), "pathwayks-mail-"));
  await mailHandler({ send: folderSender(folder), origin })(aJob({ id: "mail:../../x", detail }));
  const [name = ""] = readdirSync(folder);
  expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual(["mail_______x.txt", 0o600]);
  expect(readFileSync(join(folder, name), "utf8")).toContain(`${origin}/account/reset#${"t".repeat(43)}`);
  rmSync(folder, { recursive: true });
});

async function aHttpServer(status: () => number): Promise<{ readonly url: string; readonly asked: { headers: Record<string, unknown>; body: Buffer }[] }> {
  const asked: { headers: Record<string, unknown>; body: Buffer }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(status()).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/`, asked };
}

test("text messages go through an HTTP gateway under the job's id", async () => {
  let status = 202;
  const { url, asked } = await aHttpServer(() => status);
  const handle = smsHandler({ send: gatewaySender(url), origin });
  const detail = { to: "316-555-0100", language: "es" };
  expect(await handle(aJob({ id: "sms:n-1", kind: "sms", detail }))).toEqual({ ended: "done" });
  expect([asked[0]?.headers["idempotency-key"], JSON.parse(asked[0]?.body.toString() ?? "")]).toEqual(["sms:n-1", { to: "316-555-0100", text: `PathwayKS: hay algo nuevo para usted. ${origin}`, id: "sms:n-1" }]);
  for (const [answer, ended] of [[503, "again"], [429, "again"], [400, "parked"]] as const) {
    status = answer;
    expect((await handle(aJob({ kind: "sms", detail }))).ended).toBe(ended);
  }
  expect((await smsHandler({ send: gatewaySender("http://127.0.0.1:9/"), origin })(aJob({ kind: "sms", detail }))).ended).toBe("again");
});

test("a push is encrypted, signed and says nothing; a device that is gone is forgotten", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pathwayks-vapid-"));
  const [vapid, again] = [loadVapidKeys(folder), loadVapidKeys(folder)];
  if (!vapid.ok) throw new Error(vapid.error);
  expect(again).toEqual(vapid);
  expect(statSync(join(folder, "keys", "vapid.json")).mode & 0o777).toBe(0o600);
  let status = 201;
  const { url, asked } = await aHttpServer(() => status);
  const me = await aPerson(parts, NOON);
  await call(me, "POST", "/notifications/subscriptions", { endpoint, keys });
  const endpointHash = parts.secrets.hash("endpoint-hash", endpoint);
  const handle = pushHandler({ main, keys: vapid.value, contact: origin, send: (_, init) => fetch(url, init) });
  const job = aJob({ kind: "push", user: await subject(me), detail: { endpointHash, language: "en" } });
  expect(await handle(job)).toEqual({ ended: "done" });
  expect(asked[0]?.headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "86400", authorization: expect.stringMatching(/^vapid t=/) as unknown });
  expect(asked[0]?.body.toString("latin1")).not.toContain("new");
  status = 410;
  expect(await handle(job)).toEqual({ ended: "done" });
  expect(await main.read((db, { pushSubscriptions }) => rows(db.select().from(pushSubscriptions).where(eq(pushSubscriptions.userId, me.userId))))).toEqual([]);
  rmSync(folder, { recursive: true });
});

test("only the services of the browsers' makers are called", async () => {
  const me = await aPerson(parts, NOON);
  for (const bad of ["https://127.0.0.1/x", "https://fcm.googleapis.com.evil.example/x", "https://fcm.googleapis.com:8443/x", "https://u@fcm.googleapis.com/x", "https://evil.example/fcm.googleapis.com", "https://[::1]/"]) {
    expect([bad, isPushService(bad)]).toEqual([bad, false]);
    expect((await call(me, "POST", "/notifications/subscriptions", { endpoint: bad, keys })).status).toBe(400);
  }
  for (const good of [endpoint, "https://updates.push.services.mozilla.com/wpush/v2/x", "https://web.push.apple.com/x", "https://wns2-par02p.notify.windows.com/w/?token=x"]) expect(isPushService(good)).toBe(true);
});
