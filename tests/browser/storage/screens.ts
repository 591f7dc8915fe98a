// Five screens, and what a person does on each: something that is to be saved, and the way on where it cannot be.
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { equal } from "../browser.ts";
import type { Outcome } from "./faults.ts";
import { education, field, KEPT_NAME, say, wanted } from "./world.ts";

export interface Screen {
  readonly name: string;
  readonly path: string;
  /** What stands there once the person's things are read. */
  readonly ready: (page: Page) => Locator;
  readonly use: (page: Page, outcome: Outcome, evidence: { readonly lost: boolean }) => Promise<void>;
}

/** What was written on the form of this cell; the file that replaces sending has to hold it. */
const MESSAGE = "Written during the fault";

export const screens: readonly Screen[] = [
  { name: "assessment", path: "/assessment/education", ready: answered, use: (page, outcome) => answer(page, outcome, "bachelor") },
  {
    name: "pathways", path: "/pathways", ready: saveButton,
    use: async (page, outcome, { lost }) => {
      // Without answers there is no list, and the way on is to give some.
      if (outcome === "memory" || lost) return page.getByRole("link", { name: say("pathways:list.begin.go") }).waitFor();
      const saved = page.getByRole("button", { name: new RegExp(`^${say("pathways:action.saved")}\\s*:`) }).first();
      await saveButton(page).click();
      await saved.waitFor();
      // Changes are gathered for a moment before they are written.
      await page.waitForTimeout(500);
    },
  },
  { name: "form", path: `/enroll/${wanted}`, ready: (page) => field(page, "message"), use: form },
  {
    name: "plan", path: "/plan", ready: (page) => page.locator(".receipt").last(),
    use: async (page, outcome, { lost }) => {
      if (outcome === "memory" || lost) return page.getByText(say("plan:empty.title")).waitFor();
      await page.locator(".receipt").getByRole("link").last().click();
      await page.getByText(say("plan:written")).waitFor();
      const text = await saved(page, () => page.getByRole("button", { name: say("plan:hand-over") }).click());
      equal(text.includes(KEPT_NAME), true);
    },
  },
  {
    // From a question that cannot be saved to the page that hands everything over as a file.
    name: "my data", path: "/assessment/education", ready: answered,
    use: async (page, outcome, { lost }) => {
      await answer(page, outcome, "graduate");
      const keep = page.getByRole("link", { name: say("common:fault.keep") });
      if (await keep.count()) await keep.first().click();
      else await page.evaluate(() => { history.pushState({}, "", "/me/data"); dispatchEvent(new PopStateEvent("popstate")); });
      await page.getByRole("heading", { name: say("profile:data.title") }).waitFor();
      const text = await saved(page, () => page.getByRole("button", { name: say("profile:data.export"), exact: true }).click());
      equal([text.includes("graduate"), text.includes(KEPT_NAME)], [true, outcome !== "memory" && !lost]);
    },
  },
];

function answered(page: Page): Locator {
  return page.locator("label:has(input:checked)");
}
function saveButton(page: Page): Locator {
  return page.getByRole("button", { name: new RegExp(`^${say("pathways:action.save")}\\s*:`) }).first();
}

async function answer(page: Page, outcome: Outcome, level: string): Promise<void> {
  await education(page, level).check({ force: true });
  await page.getByText(say({ saved: "common:saved-here", told: "common:not-saved", memory: "common:kept-until-closed", moved: "common:saved-here" }[outcome]), { exact: true }).waitFor();
}

async function form(page: Page, outcome: Outcome): Promise<void> {
  for (const [name, text] of [["firstName", "Ana"], ["lastName", "Ruiz"], ["phone", "316-555-0101"], ["message", MESSAGE]] as const) await field(page, name).fill(text);
  const note = { saved: "plan:form.saved", told: "plan:form.failed", memory: "common:kept-until-closed", moved: "plan:form.saved" }[outcome];
  await page.getByText(say(note), { exact: true }).waitFor();
  await page.getByRole("button", { name: say("plan:form.check") }).click();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: say("plan:form.keep") }).click();
  if (outcome === "told") {
    await page.getByRole("alert").getByText(say("plan:form.not-kept")).waitFor();
    equal((await saved(page, () => page.getByRole("button", { name: say("plan:hand-over") }).click())).includes(MESSAGE), true);
    return;
  }
  await page.waitForURL("**/plan/*");
  await page.locator(".receipt").getByText(say(outcome === "memory" ? "common:kept-until-closed" : "plan:state.queued")).waitFor();
  equal((await saved(page, () => page.getByRole("button", { name: say("plan:hand-over") }).click())).includes(MESSAGE), true);
}

/** The text of the file that `press` makes the browser save. */
async function saved(page: Page, press: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFile(await file.path(), "utf8");
}
