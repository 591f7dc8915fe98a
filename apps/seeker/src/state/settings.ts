import { create } from "zustand";
import { languages, type Language } from "@pathwayks/contracts";
import type { Settings } from "./port.ts";

const KEY = "pathwayks.settings";
const textSizes = [100, 125, 150, 200] as const;
const dataUses = ["all", "own-region", "ask"] as const;

/** The language that a browser asks for, where we speak it. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = languages.find((one) => tag.toLowerCase().split("-")[0] === one);
    if (language) return language;
  }
  return "en";
}

/** Settings out of what was stored; whatever is not understood falls back on its own. */
export function parseSettings(stored: string | null, wanted: readonly string[]): Settings {
  let raw: Record<string, unknown> = {};
  try {
    const value: unknown = JSON.parse(stored ?? "{}");
    if (typeof value === "object" && value !== null) raw = value as Record<string, unknown>;
  } catch {
    // Somebody else's text under our key: the defaults serve.
  }
  return {
    language: languages.find((one) => one === raw["language"]) ?? preferredLanguage(wanted),
    textSize: textSizes.find((one) => one === raw["textSize"]) ?? 100,
    dataUse: dataUses.find((one) => one === raw["dataUse"]) ?? "all",
  };
}

function read(): Settings {
  try {
    return parseSettings(localStorage.getItem(KEY), navigator.languages);
  } catch {
    return parseSettings(null, navigator.languages);
  }
}

function write(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Refused storage: the setting holds until the page closes, and the banner of the memory mode says so.
  }
}

export interface SettingsState extends Settings {
  /** `pseudo`: accented, longer, right to left; for tests, only by `?lang=pseudo`. */
  readonly shownLanguage: Language | "pseudo";
}

export const useSettings = create<SettingsState>()(() => {
  const settings = read();
  return { ...settings, shownLanguage: settings.language };
});

/** Takes over the `lang` of the address: a language is kept, the pseudo-locale is only shown. */
export function settingsFromAddress(search: string): void {
  const wanted = new URLSearchParams(search).get("lang");
  if (wanted === "pseudo") useSettings.setState({ shownLanguage: "pseudo" });
  const language = languages.find((one) => one === wanted);
  if (language) changeSettings({ language });
}

export function changeSettings(patch: Partial<Settings>): void {
  const { language, textSize, dataUse } = { ...useSettings.getState(), ...patch };
  useSettings.setState({ language, textSize, dataUse, ...(patch.language && { shownLanguage: patch.language }) });
  write({ language, textSize, dataUse });
}

/** Language, direction and text size on the root element, from where the styles take them. */
export function dressDocument({ shownLanguage, textSize }: SettingsState): void {
  const root = document.documentElement;
  root.lang = shownLanguage === "pseudo" ? "en-XA" : shownLanguage;
  root.dir = shownLanguage === "pseudo" ? "rtl" : "ltr";
  root.dataset["textSize"] = String(textSize);
}
