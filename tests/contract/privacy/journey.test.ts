import { createHash } from "node:crypto";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { eraseShredded } from "../../../server/src/accountability/erase.ts";
import { atsGateway } from "../../../server/src/effects/partners/ats-gateway.ts";
import { schoolGateway } from "../../../server/src/effects/partners/school-gateway.ts";
import { first, rows } from "../../../server/src/storage/engine.ts";
import { mainPath } from "../../../server/src/storage/open.ts";
import { GOOD_PASSWORD, signedUp } from "../../../server/src/testing/accounts.ts";
import { testId } from "../../../server/src/testing/actors.ts";
import { NOON } from "../../../server/src/testing/app.ts";
import { testBrowser, type Answer } from "../../../server/src/testing/browser.ts";
import { aBody, anEntry, aPush } from "../../../server/src/testing/entries.ts";
import { openVault } from "../../../server/src/vault/vault.ts";
import { testSecrets } from "../../../server/src/testing/storage.ts";
import { startEmployerAts } from "../../partners/employer-ats.ts";
import { startSchool } from "../../partners/school.ts";
import { aFolder, aWholeServer, filesOf, storageIn, timesIn } from "./kit.ts";
import { openMailbox } from "./mailbox.ts";

// Bar 20, second half: one person's whole way with forty markers: registering, enrolling, applying, the hand-off to partners,
// their answers, mails, the feed; then the export, the erasure, and an old backup.

const MARKERS = 40;
const PHONE = "316-555-9372";
const dataDir = aFolder();
const [school, ats, mailbox] = [await startSchool(), await startEmployerAts(), await openMailbox()];
afterAll(async () => {
  await Promise.all([school.stop(), ats.stop(), mailbox.close()]);
  rmSync(dataDir, { recursive: true, force: true });
});
const server = await aWholeServer(await storageIn(dataDir), { send: mailbox.send, gateways: (_, { kind }) => (kind === "enrollment" ? schoolGateway(school) : atsGateway(ats, { canLookUp: true })) });
const planted: string[] = [];
const m = (): string => {
  planted.push(`Zq9j${String(planted.length + 1).padStart(2, "0")}x`);
  return planted.at(-1) ?? "";
};
const fields = ["firstName", "lastName", "email", "phone", "message"];
const contact = () => ({ firstName: m(), lastName: m(), email: `${m()}@example.org`, phone: PHONE });
const enrollment = () => ({ ...aBody.enrollment({ programId: "other-school:nurse.aide", providerId: "other-school", consent: aBody.consent("other-school", "enrollment", fields) }), contact: contact(), message: m() });
const application = () => ({ ...aBody.application({ jobId: "sample:2", employerId: "sample-employer", consent: aBody.consent("sample-employer", "application", fields) }), contact: contact(), message: m() });

const refusals: string[] = [];
const good = ({ status, body }: Answer): Record<string, unknown> => {
  expect([status, status === 200 ? "" : JSON.stringify(body)]).toEqual([200, ""]);
  return body;
};
const bad = ({ status, body, headers }: Answer): void => {
  expect(status).toBeGreaterThanOrEqual(400);
  refusals.push(JSON.stringify([body, [...headers]]));
};
const browser = testBrowser(server.app, { "User-Agent": `Mozilla ${m()}` });

test(`${MARKERS} markers on a whole journey: at rest nothing can be read, outside they are only where the person sent them, and after the erasure nowhere`, async () => {
  const left = vi.spyOn(globalThis, "fetch");
  const user = await signedUp(server, browser, `${m()}@example.org`, { firstName: m(), lastName: m() });

  // Decides, and partners answer in words of their own.
  const [enrolled, applied] = [testId(1), testId(2)];
  good(await browser.post("/enrollments", enrollment(), { "Idempotency-Key": enrolled }));
  good(await browser.post("/outbox", aPush(user, [anEntry({ n: 2, kind: "application.submit", body: application() }), anEntry({ n: 3, kind: "person.set", body: aBody.setCity(m(), NOON) })])));
  await server.runJobs();
  const sent = [school.held[0]?.body, ats.candidates[0]?.body].map((body) => JSON.stringify(body));
  expect(sent.map((text) => planted.filter((one) => text.includes(one)).length)).toEqual([4, 4]);
  school.decide(school.held[0]?.reference ?? "", "enrolled", "2026-11-24T15:00:00Z", `Welcome ${m()}`);
  ats.move(ats.candidates[0]?.candidate_id ?? 0, "interview", "2026-11-24T15:00:00Z", { comment: `Come in ${m()}` });
  await server.runJobs(3_600_000);
  good(await browser.post("/outbox", aPush(user, [anEntry({ n: 4, kind: "submission.withdraw", body: { entryId: applied, reason: m() } })])));

  // Staff helps and writes; an address changes.
  const helper = await server.person({ role: "workforceCenter", centerId: "center-1" });
  good(await browser.post("/users/me/consents", aBody.consent("center-1", "assistance", ["record"])));
  for (const [method, path, body] of [["POST", `/users/${user}/cases`, { reason: m(), days: 30 }], ["GET", `/users/${user}`], ["GET", `/users/${user}/cases`], ["POST", "/notifications/send", { userId: user, text: m() }]] as const)
    expect([path, (await server.call(helper, method, path, body)).status]).toEqual([path, 200]);
  good(await browser.send("PUT", "/users/email", { email: `${m()}@example.org` }));
  await server.runJobs(60_000);

  // All but the browser's name, and the new address, which is not the person's until it is proved.
  const stored = planted.slice(1, -1);

  // What is refused, in every way that the above could be.
  for (const body of [{ ...enrollment(), programId: m() }, { ...enrollment(), [`${m()} z`]: 1 }, { ...enrollment(), consent: { ...aBody.consent("other-school", "enrollment", [m()]), purpose: m() } }])
    bad(await browser.post("/enrollments", body, { "Idempotency-Key": testId(20) }));
  bad(await browser.post("/enrollments", enrollment(), { "Idempotency-Key": m() }));
  bad(await browser.get(`/enrollments/${m()}`));
  bad(await browser.get(`/jobs/applications/${testId(77)}?x=${m()}`));
  const unknown = good(await browser.post("/outbox", aPush(user, [anEntry({ n: 5, kind: `kind.${m()}`, body: { x: m() } }), anEntry({ n: 6, kind: "enrollment.submit", body: { ...aBody.enrollment(), message: 7, [`${m()} z`]: m() } })])));
  refusals.push(JSON.stringify(unknown));
  const stranger = testBrowser(server.app);
  bad(await stranger.post("/users/login", { email: `${m()}@example.org`, password: m() }));
  bad(await stranger.post("/users/register", { email: m(), password: m() }));
  expect(planted.length).toBeGreaterThanOrEqual(MARKERS);

  // Nothing of it stands where it has no business.
  const secrets = [...planted, PHONE, GOOD_PASSWORD];
  const within = (text: string): string[] => secrets.filter((one) => text.includes(one));
  expect(within(server.lines())).toEqual([]);
  expect(refusals.flatMap(within)).toEqual([]);
  const calls = left.mock.calls.map(([address, init]) => ({ address: JSON.stringify(address), headers: JSON.stringify(init?.headers), body: typeof init?.body === "string" ? init.body : "" }));
  left.mockRestore();
  expect(calls.flatMap(({ address, headers }) => [...within(address), ...within(headers)])).toEqual([]);
  const mails = await mailbox.read();
  for (const mail of mails) {
    expect(mail.headerLines.filter(({ key }) => key !== "to").flatMap(({ line }) => within(line))).toEqual([]);
    expect((`${mail.text ?? ""}${String(mail.html)}`.match(/https?:\/\/[^\s"<]+/g) ?? []).flatMap(within)).toEqual([]);
  }
  const { audit, disclosures } = await server.storage.main.read(function* (db, t) {
    return { audit: yield* rows(db.select().from(t.audit)), disclosures: yield* rows(db.select().from(t.disclosures)) };
  });
  expect(within(JSON.stringify([audit, disclosures]))).toEqual([]);

  // P13: what left for partners, less what stands in the record of disclosures, is nothing.
  const bodies = calls.map(({ body }) => body).filter((body) => within(body).length > 0);
  const hashes = new Set(disclosures.map(({ messageHash }) => messageHash));
  expect([bodies.length, bodies.filter((body) => !hashes.has(createHash("sha256").update(body).digest("hex")))]).toEqual([2, []]);

  // At rest it is all sealed; to the person it is all there.
  await server.storage.main.scrub();
  const atRest = filesOf(dataDir);
  expect(secrets.filter((one) => timesIn(atRest, one) > 0)).toEqual([]);
  const exported = JSON.stringify(good(await browser.post("/users/me/export")));
  expect(stored.filter((one) => !exported.includes(one))).toEqual([]);
  const heard = JSON.stringify(good(await browser.get("/changes")));
  expect(stored.filter((one) => heard.includes(one)).length).toBeGreaterThanOrEqual(4);

  // An old backup, the erasure, and the backup brought back.
  const backup = join(dataDir, "..", `${dataDir.split("/").at(-1) ?? ""}.backup`);
  copyFileSync(mainPath(dataDir), backup);
  const wrapped = (await server.storage.keys.read((db, { subjectKeys: t }) => first(db.select().from(t).where(eq(t.userId, user)))))?.wrapped ?? "";
  const [arrived, posted] = [school.arrived() + ats.arrived(), mailbox.raw.length];
  good(await browser.send("DELETE", "/users/me"));
  await server.runJobs(7 * 86_400_000);
  expect([school.arrived() + ats.arrived(), mailbox.raw.length]).toEqual([arrived, posted]);
  expect(await server.storage.main.read((db, { jobs }) => rows(db.select().from(jobs).where(eq(jobs.userId, user))))).toEqual([]);
  expect([...secrets, wrapped].filter((one) => timesIn(filesOf(dataDir), one) > 0)).toEqual([]);
  await server.storage.close();
  copyFileSync(backup, mainPath(dataDir));
  rmSync(backup);
  const restored = await storageIn(dataDir);
  const deps = { storage: restored, vault: openVault({ engine: restored.keys, secrets: testSecrets, now: () => NOON }), now: () => NOON };
  expect([await eraseShredded(deps), await eraseShredded(deps)]).toEqual([1, 0]);
  expect([...secrets, wrapped].filter((one) => timesIn(filesOf(dataDir), one) > 0)).toEqual([]);
  expect(await restored.main.read((db, { enrollments: t }) => rows(db.select().from(t).where(eq(t.userId, user))))).toEqual([]);
  await restored.close();
  console.log(`privacy on a journey: ${planted.length} markers, ${stored.length} of them stored, all in the export; 0 in ${server.lines().trim().split("\n").length} log lines, ${refusals.length} refusals, ${calls.length} addresses of partners, ${mails.length} mails' headers and links, ${audit.length} audit rows, ${atRest.length} files at rest; ${bodies.length} of ${bodies.length} messages to partners disclosed; 0 after the erasure and after an old backup`);
}, 120_000);
