import { openBrowser, forget } from "./e2e/browser.ts";
import { startServer } from "./e2e/server.ts";
import { answerAll } from "./e2e/journey.ts";
import { wordsOf } from "./e2e/words.ts";
const server = await startServer({ dataDir: "/tmp/shots-data" });
console.log("ready", server.readyAfter);
for (const [name, language, width, dark] of [["390", "en", 390, false], ["1280", "en", 1280, false], ["320", "es", 320, true]] as const) {
  const browser = await openBrowser({ language, width, dark, height: width === 1280 ? 900 : 800 });
  const { page } = browser;
  const say = wordsOf(language);
  const snap = async (what: string) => { await page.waitForTimeout(700); await page.screenshot({ path: `/tmp/shots/${name}-${what}.png`, fullPage: true }); };
  try {
    await page.goto(server.url); await page.locator(".strip summary").waitFor(); await snap("01-home");
    await page.goto(server.url + "/assessment/like-realistic"); await page.locator("fieldset").first().waitFor(); await snap("02-question");
    await answerAll(page, say); await snap("03-review");
    await page.goto(server.url + "/pathways"); await page.locator("article, .card").first().waitFor(); await snap("04-pathways");
    const href = await page.locator('a[href*="/pathways/"]').first().getAttribute("href");
    await page.goto(server.url + href); await page.waitForTimeout(1500); await snap("05-detail");
    await page.goto(server.url + "/catalog"); await page.waitForTimeout(1200); await snap("06-catalog");
    await page.goto(server.url + "/plan"); await page.waitForTimeout(800); await snap("07-plan");
    await page.goto(server.url + "/saved"); await page.waitForTimeout(800); await snap("08-saved");
    await page.goto(server.url + "/settings"); await page.waitForTimeout(800); await snap("09-settings");
    await page.goto(server.url + "/account"); await page.waitForTimeout(800); await snap("10-account");
  } catch (e) { console.log(name, String(e).slice(0, 300)); await snap("99-error"); }
  console.log(name, page.url(), browser.noise);
  await browser.close(); forget(browser.profile);
}
await server.kill();
process.exit(0);
