import type { Locator, Page } from "playwright-core";
import type { Say } from "./words.ts";

// The journey of a person, tap by tap: from the first screen through the questions to pathways.

const exact = (name: string) => ({ name, exact: true }) as const;

/** Goes on with whatever the bottom bar offers for it: next, skip, or "I'd rather not say". */
async function goOn(page: Page, say: Say): Promise<void> {
  const bar = page.locator(".action-bar");
  const before = page.url();
  await bar.getByRole("link").last().click();
  await page.waitForURL((url) => url.href !== before);
  void say;
}

const choose = (page: Page, name: string): Promise<void> => page.getByRole("radio", exact(name)).first().check({ force: true });

/** Answers of somebody in Wichita with a car, some money and evenings free. */
export async function answerAll(page: Page, say: Say): Promise<void> {
  for (const [type, liking] of Object.entries({ realistic: 4, investigative: 2, artistic: 0, social: 3, enterprising: 1, conventional: 2 })) {
    await page.waitForURL(`**/assessment/like-${type}`);
    await page.locator("fieldset").first().waitFor();
    for (const group of await page.locator("fieldset").all()) await group.getByRole("radio").nth(liking).check({ force: true });
    await goOn(page, say);
  }
  await pastJob(page, say);
  await goOn(page, say);
  await page.waitForURL("**/assessment/skills");
  await goOn(page, say);
  await page.waitForURL("**/assessment/education");
  await choose(page, say("vocabulary:education.high-school"));
  await goOn(page, say);
  await page.waitForURL("**/assessment/place");
  await page.getByLabel(say("assessment:place.zip")).fill("67203");
  await page.getByText("Wichita").first().waitFor();
  await goOn(page, say);
  for (const step of ["travel", "time", "money", "length", "pay", "childcare", "digital", "law"]) {
    await page.waitForURL(`**/assessment/${step}`);
    if (step === "travel") await choose(page, say("vocabulary:travel.car"));
    await goOn(page, say);
  }
  await page.waitForURL("**/assessment/review");
}

async function pastJob(page: Page, say: Say): Promise<void> {
  await page.waitForURL("**/assessment/past-jobs");
  const search = page.getByLabel(say("assessment:past-jobs.search"));
  await search.fill("cook");
  const found: Locator = page.getByRole("option").or(page.getByRole("listitem").getByRole("button")).first();
  await found.click();
}
