// Runs in the app's page for `tests/browser/hostile-texts.ts`: types as a hand would, only faster, and looks at what is shown.

import { isolated } from "../../apps/seeker/src/words/isolated.ts";
import { naughty } from "../fixtures/naughty.ts";

/** What went wrong since the page was opened, and what is wrong with it now. */
export interface Look {
  readonly scripts: number;
  readonly violations: readonly string[];
  /** Elements that only a text could have brought in. */
  readonly foreign: number;
  /** Pixels by which the page is wider than the screen. */
  readonly wide: number;
  /** Texts whose marks of direction reach words beside them. */
  readonly leaks: readonly string[];
}

let scripts = 0;
const violations: string[] = [];
for (const name of ["alert", "confirm", "prompt"] as const) Object.assign(globalThis, { [name]: () => void scripts++ });
addEventListener("securitypolicyviolation", (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const channel = new MessageChannel();
/** The next task, without the four milliseconds that a nested timer costs. */
const task = (): Promise<void> => new Promise((resolve) => {
  channel.port1.onmessage = () => resolve();
  channel.port2.postMessage(null);
});
/** The next change of the document; what changes no element (a field's value) is looked at again soon enough. */
const changed = (): Promise<void> => new Promise((resolve) => {
  const done = (): void => {
    observer.disconnect();
    clearTimeout(timer);
    resolve();
  };
  const observer = new MutationObserver(done);
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  const timer = setTimeout(done, 20);
});
async function until<T>(what: string, find: () => T | null | undefined | false): Promise<T> {
  for (const end = performance.now() + 20_000; performance.now() < end; await changed()) {
    const found = find();
    if (found) return found;
  }
  throw new Error(`not within 20 s: ${what} (${location.pathname})`);
}

const field = (label: string): Promise<HTMLInputElement | HTMLTextAreaElement> =>
  until(label, () => [...document.querySelectorAll("label")].find((one) => one.textContent?.trim().startsWith(label))?.control as HTMLInputElement | null);
const button = (name: string): Promise<HTMLElement> => until(name, () => [...document.querySelectorAll<HTMLElement>("button, a.button")].find((one) => one.textContent?.trim() === name));

/** Gives the field a value the way typing does; the answer is what the field makes of it, told apart where it is not `kept`. */
async function type(label: string, text: string, kept?: string): Promise<string> {
  const input = await field(label);
  Object.getOwnPropertyDescriptor(input instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype, "value")!.set!.call(input, text);
  const held = kept ?? input.value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await task();
  for (let i = 0; i < 100 && (await field(label)).value !== held; i++) await pause(10);
  return (await field(label)).value === held ? held : `${label} lost ${JSON.stringify(held)}`;
}
async function press(name: string): Promise<void> {
  (await button(name)).click();
  await task();
}

async function go(path: string, heading: string): Promise<void> {
  history.pushState({}, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
  await until(`${heading} at ${path}`, () => document.querySelector("#root > :not([data-block]) h1")?.textContent?.includes(heading));
  await task();
}

const turning = /[\u202a-\u202e\u2066-\u2069]/;
const isolating = (element: Element): boolean => {
  const { display, unicodeBidi } = getComputedStyle(element);
  return unicodeBidi.includes("isolate") || unicodeBidi === "plaintext" || !display.startsWith("inline") || display === "inline-block";
};

/** Texts as they stand somewhere by themselves; names of passkeys and devices are cut. */
const alone: ReadonlySet<string> = new Set(naughty.flatMap((text) => [text, text.trim(), text.slice(0, 60), text.slice(0, 80)]));

/** A text that turns the writing around has to end where it stands: alone in what isolates it, or between marks that do. */
function leaks(): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? "";
    // What stands between the two marks of an isolation stays there.
    if (!turning.test(text.replace(/\u2068[^\u202a-\u202e\u2066-\u2069]*\u2069/g, ""))) continue;
    let around = node.parentElement!;
    while (!isolating(around)) around = around.parentElement!;
    if (around.textContent !== text || !alone.has(text)) found.push(text);
  }
  return found;
}

const look = (): Look => ({
  scripts, violations: [...violations], leaks: leaks(), wide: Math.max(0, document.documentElement.scrollWidth - innerWidth),
  foreign: document.querySelectorAll("main script, main iframe, main style, main base, main meta, main form[action], main math, img[src='x'], main a[href^='javascript']").length,
});

/** A look at a page in which everything is wrong for a moment. */
async function withFaults(): Promise<Look> {
  const wrong = document.createElement("p");
  wrong.append("before \u202e after", document.createElement("iframe"));
  wrong.style.width = "400px";
  document.querySelector("main")!.append(wrong);
  alert("noticed");
  try {
    wrong.setAttribute("onclick", "0");
  } catch {
    // The policy may refuse it with an error too.
  }
  await until("the violation", () => violations.length > 0);
  const seen = look();
  wrong.remove();
  scripts = violations.length = 0;
  return seen;
}

const values = (): string[] => [...document.querySelectorAll("main .row__value, main blockquote")].map((one) => one.textContent ?? "");

const api = {
  go, type, press, until, values, isolated, pause, look, withFaults,
  text: (): string => document.querySelector("main")?.textContent ?? "",
  wait: (text: string): Promise<true> => until(text, () => document.querySelector("main")?.textContent?.includes(text) && true),
  gone: (text: string): Promise<true> => until(`no ${text}`, () => !document.querySelector("main")?.textContent?.includes(text)),
};
export type HostileApi = typeof api;
// The test's own loops come from a compiler that names their functions by this.
Object.assign(globalThis, { hostile: api, __name: (value: unknown) => value });
