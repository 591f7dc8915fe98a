import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { RunningServer } from "./server.ts";
import type { Say } from "./words.ts";

// What somebody with an account does at its screens. The server must write its letters to files: MAIL_TO_FILES=1.

export const PASSWORD = "four-horses-under-a-plum-tree";

export interface Someone {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly dateOfBirth: string;
}
export const someone = (name: string): Someone => ({ email: `${name}.${Date.now()}@example.org`, firstName: "Ana", lastName: "Ruiz", dateOfBirth: "1990-05-12" });

export async function go(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
}

/** The link to `path` in a letter to `email`; with `not`, another one than that. */
export async function letterLink({ dataDir }: RunningServer, email: string, path: string, not?: string): Promise<string> {
  const letters = join(dataDir, "outgoing-mail");
  const link = new RegExp(`${path}#[\\w-]+`);
  for (let i = 0; i < 150; i++) {
    const texts = (() => { try { return readdirSync(letters).sort().reverse().map((name) => readFileSync(join(letters, name), "utf8")); } catch { return []; } })();
    const found = texts.flatMap((text) => (text.includes(`To: ${email}`) ? link.exec(text)?.[0] ?? [] : [])).find((one) => one !== not);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no letter to ${email} came`);
}

/** Makes an account and proves its address; signs nobody in. `parent`: whom somebody under 18 names. */
export async function signUp(page: Page, server: RunningServer, say: Say, who: Someone, parent?: string): Promise<void> {
  await go(page, `${server.url}/account/sign-up`);
  for (const field of ["firstName", "lastName", "dateOfBirth", "email"] as const) await page.getByLabel(say(`account:${field}`), { exact: true }).fill(who[field]);
  if (parent !== undefined) await page.getByLabel(say("account:guardianEmail")).fill(parent);
  await page.getByLabel(say("account:password")).fill(PASSWORD);
  await page.getByRole("button", { name: say("account:sign-up.do") }).click();
  await page.getByText(say("account:mail.title")).waitFor();
  await go(page, server.url + (await letterLink(server, who.email, "/account/verify")));
  await page.getByText(say("account:verify.done")).waitFor();
}

/** Types address and password on the screen that is shown, and sends them. */
export async function givePassword(page: Page, say: Say, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel(say("account:email")).fill(email);
  await page.getByLabel(say("account:password")).fill(password);
  await page.getByRole("button", { name: say("account:sign-in"), exact: true }).click();
}

export async function signIn(page: Page, server: RunningServer, say: Say, email: string): Promise<void> {
  await go(page, `${server.url}/account/sign-in`);
  await givePassword(page, say, email);
  await page.waitForURL("**/plan");
}
