import { AxeBuilder } from "@axe-core/playwright";
import type { OpenBrowser } from "./browser.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What a screen has once nothing more is on its way: its heading, and the line that says what the facts are. */
export async function violations({ page }: Pick<OpenBrowser, "page">): Promise<string[]> {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.locator(".strip summary").waitFor();
  const { violations: found } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return found.map(({ id, nodes }) => `${page.url()}: ${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join("; ")}`);
}
