import type { ParsedMail } from "mailparser";
import { afterAll, expect, test } from "vitest";
import { schoolGateway } from "../../../server/src/effects/partners/school-gateway.ts";
import { GOOD_PASSWORD, registration } from "../../../server/src/testing/accounts.ts";
import { addActor, testId, testUser } from "../../../server/src/testing/actors.ts";
import { NOON } from "../../../server/src/testing/app.ts";
import { testBrowser, type TestBrowser } from "../../../server/src/testing/browser.ts";
import { aBody, anEntry, aPush } from "../../../server/src/testing/entries.ts";
import { memoryStorage } from "../../../server/src/testing/storage.ts";
import { waitsForGuardian } from "../../../server/src/submissions/guardian.ts";
import { sealPerson } from "../../../server/src/vault/person.ts";
import { done } from "../../../server/src/storage/engine.ts";
import { eq } from "drizzle-orm";
import { startSchool } from "../../partners/school.ts";
import { aWholeServer } from "./kit.ts";
import { openMailbox } from "./mailbox.ts";

// Somebody under 18, from the registration to a guardian's change of mind, with letters over SMTP.

const [school, mailbox] = [await startSchool(), await openMailbox()];
const server = await aWholeServer(await memoryStorage({ soon: (work) => queueMicrotask(work) }), { send: mailbox.send, gateways: () => schoolGateway(school) });
afterAll(async () => {
  await Promise.all([school.stop(), mailbox.close(), server.storage.close()]);
});

const [young, parent] = ["sam@example.org", "parent@example.org"];
/** Letters to an address, oldest first. */
const lettersTo = async (address: string): Promise<ParsedMail[]> => (await mailbox.read()).filter(({ to }) => [to].flat().some((one) => one?.text === address));
/** The token in the link of the newest letter to this address. */
const linkIn = (mail: ParsedMail | undefined): string => /https:\/\/pathways\.example\/[a-z/]+#([A-Za-z0-9_-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
const newest = async (address: string): Promise<ParsedMail | undefined> => (await lettersTo(address)).at(-1);
const wish = aBody.enrollment({ programId: "other-school:nurse.aide", providerId: "other-school", consent: aBody.consent("other-school", "enrollment", ["firstName", "lastName", "email", "message"]) });
const enroll = (browser: TestBrowser, n: number) => browser.post("/enrollments", wish, { "Idempotency-Key": testId(n) });

test("a letter, a yes, what waited goes out; then the guardian takes it back by the link of the second letter, and nothing more goes out", async () => {
  const browser = testBrowser(server.app);
  expect((await browser.post("/users/register", registration(young, { firstName: "Sam", dateOfBirth: "2010-05-10", guardianEmail: parent }))).body).toEqual({ status: "check-your-mail" });
  await server.runJobs();
  // To the guardian only once the young person's own address is proved.
  expect((await lettersTo(parent)).length).toBe(0);
  expect((await browser.post("/users/verify-email", { token: linkIn(await newest(young)) })).status).toBe(200);
  await server.runJobs();
  const asked = await newest(parent);
  expect([asked?.subject, asked?.text?.includes("Sam wants to use PathwayKS")]).toEqual(["A young person asks for your consent", true]);
  const signedIn = await browser.post("/users/login", { email: young, password: GOOD_PASSWORD });
  expect(signedIn.body).toMatchObject({ status: "signed-in", account: { guardian: "pending" } });
  const user = (signedIn.body["account"] as { id: string }).id as never;

  // Nothing for partners is taken before the yes, over either way in.
  expect((await enroll(browser, 1)).status).toBe(403);
  const pushed = await browser.post("/outbox", aPush(user, [anEntry({ n: 2, kind: "enrollment.submit", body: wish })]));
  expect(pushed.body["results"]).toMatchObject([{ status: "rejected", code: "guardian_needed" }]);

  const stranger = testBrowser(server.app);
  const answer = (token: string, agree: boolean) => stranger.post("/guardian/answer", { token, agree, textVersion: "2026-11", language: "en" });
  expect((await answer(linkIn(asked), true)).status).toBe(200);
  expect((await answer(linkIn(asked), false)).status).toBe(404);
  await server.runJobs();
  expect((await browser.get("/users/me/consents")).body["consents"]).toMatchObject([{ given: { purpose: "guardian", expires: "2028-05-09" }, withdrawnAt: null }]);
  expect((await newest(young))?.subject).toBe("Something needs you");
  expect((await enroll(browser, 1)).status).toBe(200);
  await server.runJobs();
  expect(school.held).toHaveLength(1);

  const second = await newest(parent);
  expect(second?.subject).toBe("You agreed, and how to take it back");
  // Another yes uses nothing up; what is queued at the moment of the no stays here.
  expect((await answer(linkIn(second), true)).status).toBe(200);
  expect((await enroll(browser, 3)).status).toBe(200);
  expect([(await answer(linkIn(second), false)).status, (await answer(linkIn(second), true)).status]).toEqual([200, 404]);
  await server.runJobs(86_400_000);
  expect(school.held).toHaveLength(1);
  expect((await browser.get("/users/me")).body["guardian"]).toBe("refused");
  expect((await browser.get("/users/me/consents")).body["consents"]).toContainEqual(expect.objectContaining({ given: expect.objectContaining({ purpose: "guardian" }) as unknown, withdrawnAt: expect.any(String) as unknown }));
  expect((await enroll(browser, 4)).status).toBe(403);
  expect((await browser.post("/users/me/guardian", { guardianEmail: "other@example.org" })).status).toBe(409);
});

test("a guardian's consent that the young person withdraws has to be asked for anew", async () => {
  const me = await server.person({ guardian: "pending" });
  const browser = testBrowser(server.app);
  const ask = () => server.call(me, "POST", "/users/me/guardian", { guardianEmail: "second@example.org" });
  const state = async () => ((await (await server.call(me, "GET", "/users/me")).json()) as { guardian: string }).guardian;
  expect((await ask()).status).toBe(200);
  await server.runJobs();
  expect((await browser.post("/guardian/answer", { token: linkIn(await newest("second@example.org")), agree: true, textVersion: "2026-11", language: "es" })).status).toBe(200);
  await server.runJobs();
  expect([(await newest("second@example.org"))?.subject, await state()]).toEqual(["Usted aceptó, y cómo retirarlo", "agreed"]);
  const { consents } = (await (await server.call(me, "GET", "/users/me/consents")).json()) as { consents: { id: string }[] };
  expect((await server.call(me, "DELETE", `/users/me/consents/${consents[0]?.id ?? ""}`)).status).toBe(200);
  expect([await state(), (await ask()).status]).toEqual(["pending", 200]);
});

test("who has come of age asks nobody, whatever a guardian said or did not say", async () => {
  const user = testUser(77);
  await addActor(server.storage, server.vault, user, { guardian: "refused" });
  const key = (await server.vault.of(user))!;
  const sealed = sealPerson(key, user, { email: young, firstName: "Sam", lastName: "Sample", dateOfBirth: "2010-05-10" as never, guardianEmail: parent } as never);
  await server.storage.main.write((db, { users }) => done(db.update(users).set({ sealed }).where(eq(users.id, user))));
  const waits = (today: string) => server.storage.main.read((db, t) => waitsForGuardian(db, t, { id: user, key }, "refused", today as never));
  expect([await waits("2028-05-09"), await waits("2028-05-10"), NOON < Date.parse("2028-05-09")]).toEqual([true, false, true]);
});
