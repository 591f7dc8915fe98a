import type { UserId } from "@pathwayks/contracts";
import { expect } from "vitest";
import { mailDetail } from "../effects/mail/letter.ts";
import type { MailDetail } from "../effects/mail/letter.ts";
import { notifyDetail } from "../effects/notification.ts";
import { jobPlace } from "../effects/stage.ts";
import { rows } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import type { Vault } from "../vault/vault.ts";
import type { TestBrowser } from "./browser.ts";

// Accounts for tests, made the way people make them.

interface Parts {
  readonly storage: Storage;
  readonly vault: Vault;
}

async function jobsOf(kind: string, { storage, vault }: Parts): Promise<unknown[]> {
  const jobs = await storage.main.read((db, t) => rows(db.select().from(t.jobs).orderBy(t.jobs.createdAt)));
  const open = jobs.filter((job) => job.kind === kind).map(async ({ id, userId, sealed }) => (await vault.of(userId as UserId))?.open(jobPlace(id), sealed));
  return Promise.all(open);
}

/** Every letter that waits to be sent, oldest first. */
export const letters = async (parts: Parts): Promise<MailDetail[]> => (await jobsOf("mail", parts)).map((job) => mailDetail.parse(job));

/** What people will be told of their account's safety: the `what` of each notification. */
export const securityNotes = async (parts: Parts): Promise<string[]> =>
  (await jobsOf("notify", parts)).map((job) => notifyDetail.parse(job)).filter(({ kind }) => kind === "security").map(({ detail }) => String(detail["what"]));

/** The token in the newest letter of this name to this address. */
export async function tokenFor(parts: Parts, to: string, name: MailDetail["letter"]["name"]): Promise<string> {
  const found = (await letters(parts)).filter((mail) => mail.to === to && mail.letter.name === name).at(-1);
  if (found === undefined || !("token" in found.letter)) throw new Error(`there is no letter ${name} to this address`);
  return found.letter.token;
}

export const GOOD_PASSWORD = "tractor-blue-7 barn";

export const registration = (email: string, over: object = {}) => ({
  email, password: GOOD_PASSWORD, firstName: "Ada", lastName: "Sample", dateOfBirth: "1990-04-01", language: "en", termsVersion: "1", ...over,
});

/** Registers, proves the address and signs in. */
export async function signedUp(parts: Parts, browser: TestBrowser, email: string, over: object = {}): Promise<UserId> {
  expect((await browser.post("/users/register", registration(email, over))).body).toEqual({ status: "check-your-mail" });
  expect((await browser.post("/users/verify-email", { token: await tokenFor(parts, email, "verify-address") })).status).toBe(200);
  const { body } = await browser.post("/users/login", { email, password: GOOD_PASSWORD });
  expect(body["status"]).toBe("signed-in");
  return (body["account"] as { id: UserId }).id;
}
