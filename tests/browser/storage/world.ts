// A phone on which something was saved: an answer, a decision that waits, a form half filled. Each fault gets a copy of it.
import { cp } from "node:fs/promises";
import type { Page } from "playwright-core";
import { openCatalog } from "@pathwayks/catalog";
import { wordsOf } from "../../e2e/words.ts";
import { freshProfile, release, settled, visit } from "../app-visit.ts";

export const say = wordsOf("en");

const catalog = openCatalog(release.manifest, release.chunks);
if (!catalog.ok) throw new Error("the starter release does not open");
const { programs, jobs } = catalog.value;
/** What was asked for already, what is asked for under a fault, and the job whose form is half filled. */
export const [sent, wanted, half] = [programs.id.get(0), programs.id.get(1), jobs.id.get(jobs.live[0] ?? 0)];
export const HALF_WRITTEN = "Half written before the fault";
export const KEPT_NAME = "Marisol";

export const heading = (page: Page): Promise<void> => page.locator("#root > :not([data-block]) h1").first().waitFor();
export async function go(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await heading(page);
}
/** The message is asked for in words of its own. */
export const field = (page: Page, name: string) => page.getByLabel(say(name === "message" ? "plan:form.message" : `plan:field.${name}`));
export const education = (page: Page, level: string) => page.getByRole("radio", { name: say(`vocabulary:education.${level}`), exact: true });

/** Makes the profile that the faults copy. */
export async function prepare(url: string): Promise<string> {
  const profile = freshProfile();
  const { context, page } = await visit(profile);
  await go(page, url);
  await settled(page);
  await go(page, `${url}/assessment/education`);
  await education(page, "associate").check({ force: true });
  await page.getByText(say("common:saved-here")).waitFor();
  await go(page, `${url}/enroll/${sent}`);
  for (const [name, text] of [["firstName", KEPT_NAME], ["lastName", "Ruiz"], ["phone", "316-555-0100"]] as const) await field(page, name).fill(text);
  await page.getByRole("button", { name: say("plan:form.check") }).click();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: say("plan:form.keep") }).click();
  await page.waitForURL("**/plan/*");
  await go(page, `${url}/apply/${half}`);
  await field(page, "message").fill(HALF_WRITTEN);
  await page.getByText(say("plan:form.saved")).waitFor();
  await context.close();
  return profile;
}

export async function copyOf(profile: string): Promise<string> {
  const copy = freshProfile();
  await cp(profile, copy, { recursive: true });
  return copy;
}

/** Which of the three things that were saved are there. */
export async function keptOn(page: Page, url: string): Promise<string[]> {
  const kept: string[] = [];
  await go(page, `${url}/plan`);
  if (await isSeen(page.locator(".receipt"))) kept.push("decision");
  await go(page, `${url}/assessment/education`);
  await education(page, "associate").waitFor({ state: "attached" });
  if (await page.locator("input[type=radio]:checked").count()) kept.push("answer");
  await go(page, `${url}/apply/${half}`);
  await field(page, "message").waitFor();
  if ((await field(page, "message").inputValue()) === HALF_WRITTEN) kept.push("draft");
  return kept;
}

const isSeen = (what: ReturnType<Page["locator"]>): Promise<boolean> => what.first().waitFor({ timeout: 3_000 }).then(() => true, () => false);
