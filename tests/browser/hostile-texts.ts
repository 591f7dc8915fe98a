// Bar 12, the screens: every hostile text through every text field of the built app, and out again wherever it is shown, on a
// screen 320 pixels wide under the policy of production. `npx tsx tests/browser/hostile-texts.ts`.
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { openCatalog } from "@pathwayks/catalog";
import { naughty } from "../fixtures/naughty.ts";
import { wordsOf } from "../e2e/words.ts";
import { first, freshProfile, release, settled, tidyUp, visit, withSite } from "./app-visit.ts";
import { bundle, equal, Tally } from "./browser.ts";
import { hostileAnswers } from "./hostile-api.ts";
import type { HostileApi, Look } from "./hostile-page.ts";

declare const hostile: HostileApi;

const only = process.argv[2];
const tally = new Tally(only === undefined ? undefined : new RegExp(only));
const say = wordsOf("en");
const catalog = openCatalog(release.manifest, release.chunks);
if (!catalog.ok) throw new Error("the starter release does not open");
const programId = catalog.value.programs.id.get(0);
const providerId = "school";
const script = await bundle(fileURLToPath(new URL("hostile-page.ts", import.meta.url)));

/** Texts at one go: a page that hangs is found within a part, not at the end. */
const PART = 50;
const counts = { texts: naughty.length, passages: 0, looks: 0 };

interface Seen {
  /** Texts that did not come back as they went in. */
  readonly changed: readonly string[];
  readonly look: Look;
  readonly passages: number;
}

const clean: Look = { scripts: 0, violations: [], foreign: 0, wide: 0, leaks: [] };
const judged = ({ scripts, violations, foreign, wide, leaks }: Look): Look => ({ scripts, violations, foreign, wide, leaks });

/** Runs `body` in the page for all texts, part by part; nothing may have run, been refused, broken out or widened the page. */
async function forAll<W>(page: Page, words: W, body: (given: { readonly texts: readonly string[]; readonly words: W }) => Promise<Seen[]>, texts: readonly string[] = naughty): Promise<void> {
  for (let at = 0; at < texts.length; at += PART) {
    const seen = (await page.evaluate(body as never, { texts: texts.slice(at, at + PART), words })) as Seen[];
    for (const { changed, look, passages } of seen) {
      counts.passages += passages;
      counts.looks++;
      equal([changed, judged(look)], [[], clean]);
    }
  }
}

const open = (page: Page, path: string, heading: string): Promise<void> => page.evaluate((to) => hostile.go(to[0]!, to[1]!), [path, say(heading)]);

/** Every text through each of the fields that are on the screen. */
const typeAll = (page: Page, labels: readonly string[]): Promise<void> =>
  forAll(page, labels.map((label) => say(label)), async ({ texts, words }) => {
    const seen = [];
    for (const text of texts) {
      const changed = [];
      for (const label of words) if ((await hostile.type(label, text)).includes(" lost ")) changed.push(`${label}: ${text}`);
      seen.push({ changed, look: hostile.look(), passages: words.length });
    }
    return seen;
  });

await withSite(first, async (site) => {
  const { context, page, noise } = await visit(freshProfile(), { viewport: { width: 320, height: 640 } });
  await context.addInitScript({ content: script });
  const answers = hostileAnswers(naughty, programId, providerId);
  site.intercept = (path, response) => path.startsWith("/api/") && answers.answer(path, response);
  await page.goto(site.url);
  await settled(page);

  await tally.check("what is looked for is seen where it is", async () => {
    const { scripts, violations, foreign, wide, leaks } = await page.evaluate(() => hostile.withFaults());
    equal([scripts, violations.length > 0, foreign, wide > 0, leaks.length], [1, true, 1, true, 1]);
    noise.length = 0;
  });

  await tally.check("the form: written, looked at, changed again", async () => {
    await open(page, `/enroll/${programId}`, "plan:kind.enrollment");
    const words = {
      first: say("plan:field.firstName"), last: say("plan:field.lastName"), email: say("plan:field.email"), phone: say("plan:field.phone"),
      message: say("plan:form.message"), check: say("plan:form.check"), change: say("plan:form.change"), written: say("plan:written"), name: say("plan:form.error.name"),
    };
    await forAll(page, words, async ({ texts, words }) => {
      const seen = [];
      for (const text of texts) {
        const changed = [];
        // With no name yet the form is not left, whatever stands in the other fields.
        await hostile.type(words.first, "");
        for (const label of [words.email, words.phone]) if ((await hostile.type(label, text)).includes(" lost ")) changed.push(text);
        await hostile.press(words.check);
        await hostile.wait(words.name);
        const wrong = hostile.look();
        await hostile.type(words.email, "");
        await hostile.type(words.phone, "316-555-0100");
        const held = [await hostile.type(words.first, text), await hostile.type(words.last, text), await hostile.type(words.message, text)];
        for (const [i, label] of [words.first, words.last].entries()) if (held[i]!.trim() === "") held[i] = await hostile.type(label, "x");
        await hostile.press(words.check);
        await hostile.wait(words.written);
        const shown = hostile.values();
        for (const one of held) if (one.trim() !== "" && !shown.includes(one.trim())) changed.push(one);
        seen.push({ changed, look: wrong, passages: 2 }, { changed: [], look: hostile.look(), passages: 3 });
        await hostile.press(words.change);
        await hostile.gone(words.written);
      }
      return seen;
    });
  });

  for (const tab of ["programs", "jobs"] as const)
    await tally.check(`the catalog's search: ${tab}`, async () => {
      await open(page, `/catalog?tab=${tab}`, "catalog:title");
      await forAll(page, say(`catalog:search.${tab}`), async ({ texts, words }) => {
        const seen = [];
        for (const [i, text] of texts.entries()) {
          // With a word that nothing has, so that the screen says what it looked for.
          const held = await hostile.type(words, `${text} zzq${i}.`);
          await hostile.wait(`zzq${i}.`);
          seen.push({ changed: hostile.text().includes(hostile.isolated(held.trim())) ? [] : [held], look: hostile.look(), passages: 2 });
        }
        return seen;
      });
    });

  await tally.check("the assessment: a former job, and a ZIP code", async () => {
    for (const [path, heading, label] of [["/assessment/past-jobs", "past-jobs.title", "past-jobs.search"], ["/assessment/place", "place.title", "place.zip"]] as const) {
      await open(page, path, `assessment:${heading}`);
      await forAll(page, { label: say(`assessment:${label}`), zip: label === "place.zip" }, async ({ texts, words }) => {
        const seen = [];
        for (const text of texts) {
          const held = await hostile.type(words.label, text, words.zip ? text.replace(/\D/g, "").slice(0, 5) : undefined);
          seen.push({ changed: held.includes(" lost ") ? [text] : [], look: hostile.look(), passages: 1 });
        }
        return seen;
      });
    }
  });

  await tally.check("an account: signing up and in, and a forgotten password", async () => {
    await open(page, "/account/sign-up", "account:sign-up");
    // Somebody young: then a parent's address is asked for too.
    await page.evaluate((label) => hostile.type(label, "2012-05-01"), say("account:dateOfBirth"));
    await typeAll(page, ["account:firstName", "account:lastName", "account:email", "account:password", "account:guardianEmail"]);
    await open(page, "/account/sign-in", "account:sign-in");
    await typeAll(page, ["account:email", "account:password"]);
    await open(page, "/account/reset#token", "account:reset");
    await typeAll(page, ["account:password.new"]);
    await open(page, `/account/second-factor#${"t".repeat(43)}.totp.recovery-code`, "account:sign-in");
    await typeAll(page, ["account:factor.totp"]);
    await page.getByText(say("account:factor.recovery-code"), { exact: true }).click();
    await typeAll(page, ["account:factor.recovery-code"]);
    const words = { other: say("account:sign-in"), here: say("account:forgot"), email: say("account:email"), send: say("account:forgot.do"), sent: say("account:mail.title") };
    await forAll(page, words, async ({ texts, words }) => {
      const seen = [];
      for (const text of texts) {
        await hostile.go("/account/sign-in", words.other);
        await hostile.go("/account/forgot", words.here);
        const held = await hostile.type(words.email, text);
        await hostile.press(words.send);
        await hostile.wait(words.sent);
        seen.push({ changed: hostile.text().includes(hostile.isolated(held.trim())) ? [] : [held], look: hostile.look(), passages: 1 });
      }
      return seen;
    });
  });

  await tally.check("what the server tells: names, messages, answers of partners, who saw what", async () => {
    await page.goto(`${site.url}/account/sign-in`);
    await page.getByLabel(say("account:email")).fill("ana@example.org");
    await page.getByLabel(say("account:password")).fill("four-horses-under-a-plum-tree");
    await page.getByRole("button", { name: say("account:sign-in"), exact: true }).click();
    await page.waitForURL("**/plan");
    await page.locator(".receipt").nth(naughty.length - 1).waitFor({ timeout: 60_000 });
    for (const [path, heading] of [["/notifications", "messages"], ["/me/seen", "seen"]] as const) {
      await open(page, path, `account:${heading}`);
      await forAll(page, path, async ({ texts, words }) => {
        if (words === "/notifications") for (let i = 0; i < 100 && hostile.values().length < texts.length; i++) await hostile.pause(20);
        const shown = hostile.values();
        const changed = texts.filter((text) => !shown.includes(text) && !(words === "/me/seen" && text.startsWith("staff:")));
        return [{ changed, look: hostile.look(), passages: texts.length }];
      });
    }
    // Pairs: among the texts is one that no object would have as a key.
    const asked = naughty.map((text, i) => [text, answers.enrollments[i]!] as const);
    await forAll(page, { asked, heading: say("plan:kind.enrollment") }, async ({ texts, words }) => {
      const seen = [];
      for (const text of texts) {
        await hostile.go(`/plan/${words.asked.find(([of]) => of === text)?.[1]}`, words.heading);
        // A partner that wrote nothing has no line.
        await hostile.until(text, () => text === "" || hostile.values().includes(text));
        seen.push({ changed: [], look: hostile.look(), passages: 1 });
      }
      return seen;
    });
    for (let i = 0; i < naughty.length; i += 2) {
      const both = [naughty[i]!, naughty[i + 1] ?? ""];
      answers.names = [both[0]!, both[1]!];
      const look = await page.evaluate(async ({ both, between, heading }) => {
        await hostile.go("/account/forgot", between);
        await hostile.go("/account", heading);
        await hostile.until(both.join(" and "), () => JSON.stringify([...document.querySelectorAll("main bdi")].slice(0, 2).map((one) => one.textContent)) === JSON.stringify(both));
        return hostile.look();
      }, { both, between: say("account:forgot"), heading: say("account:title") });
      counts.passages += 2;
      counts.looks++;
      equal(judged(look), clean);
    }
  });

  await tally.check("the security of an account: address, password, codes, names of passkeys and of devices", async () => {
    await open(page, "/account", "account:title");
    await open(page, "/me/security", "account:security");
    await forAll(page, null, async ({ texts }) => {
      const shown = (text: string) => hostile.values().includes(text);
      for (const text of texts) await hostile.until(text, () => shown(text.slice(0, 60)) && shown(text.slice(0, 80)));
      return [{ changed: [], look: hostile.look(), passages: 2 * texts.length }];
    });
    answers.manyWays = false;
    await open(page, "/account", "account:title");
    await open(page, "/me/security", "account:security");
    await page.evaluate((name) => hostile.press(name), say("account:set-up"));
    await typeAll(page, ["account:factor.totp", "account:email.new", "account:password.old", "account:password.new"]);
    const words = { email: say("account:email.new"), change: say("account:email.change"), other: say("account:title"), here: say("account:security"), sent: say("account:mail.hint") };
    await forAll(page, words, async ({ texts, words }) => {
      const seen = [];
      for (const text of texts) {
        await hostile.go("/account", words.other);
        await hostile.go("/me/security", words.here);
        const held = await hostile.type(words.email, text);
        await hostile.press(words.change);
        if (held.trim() !== "") await hostile.wait(words.sent);
        seen.push({ changed: hostile.text().includes(hostile.isolated(held.trim())) ? [] : [held], look: hostile.look(), passages: 1 });
      }
      return seen;
    });
  });

  await tally.check("a lock: passphrases are typed as they are, and open what they locked", async () => {
    await open(page, "/me/settings", "profile:settings");
    const disclose = (label: string) => page.locator("summary").filter({ hasText: say(label) }).click();
    await disclose("lock:set.do");
    await typeAll(page, ["lock:passphrase", "lock:set.again"]);
    // Each costs a second of processor; these are the ones most likely to be changed on their way.
    const passphrases = [/[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/, /\p{Emoji_Presentation}/u, /["'].*</].map((kind) => naughty.find((text) => text.length >= 12 && kind.test(text) && !/[\r\n]/.test(text)));
    for (const passphrase of passphrases) {
      if (passphrase === undefined) throw new Error("no hostile text can be this passphrase");
      await page.evaluate(async (given) => {
        for (const label of given.labels) await hostile.type(label, given.passphrase);
      }, { labels: [say("lock:passphrase"), say("lock:set.again")], passphrase });
      await page.locator("form").filter({ hasText: say("lock:set.careful") }).getByRole("button", { name: say("lock:set.do") }).click();
      await page.getByRole("button", { name: say("lock:open.now") }).click();
      await page.getByRole("button", { name: say("lock:unlock") }).waitFor();
      if (passphrase === passphrases[0]) await typeAll(page, ["lock:passphrase"]);
      await page.evaluate((given) => hostile.type(given.label, given.passphrase), { label: say("lock:passphrase"), passphrase });
      await page.getByRole("button", { name: say("lock:unlock") }).click();
      await page.getByText(say("lock:open.text")).waitFor();
      await disclose("lock:open.remove");
      await page.evaluate((given) => hostile.type(given.label, given.passphrase), { label: say("lock:passphrase"), passphrase });
      await page.locator("form").getByRole("button", { name: say("lock:open.remove") }).click();
      await page.getByText(say("lock:set.text")).waitFor();
      await disclose("lock:set.do");
      counts.passages += 4;
    }
  });

  await tally.check("and the console stayed silent", async () => equal(noise.filter((line) => !/status of 404/.test(line)), []));
  await context.close();
});

await tally.check("texts were put in", async () => equal([counts.texts > 200, counts.passages >= counts.texts], [true, true]));
console.log(`hostile texts: ${counts.texts} through every text field and screen: ${counts.passages} passages, ${counts.looks} looks`);
await tidyUp();
tally.finish();
