import type { Settings } from "../state/port.ts";

/** Where the settings lie in localStorage, as JSON. `/boot.js` reads the same place before the first paint. */
export const SETTINGS_KEY = "pathwayks.settings";

const sizes: readonly number[] = [100, 125, 150, 200];

/** The settings, with defaults for what is missing, damaged or refused. The language defaults to the browser's. */
export function readSettings(): Settings {
  const stored = parse();
  return {
    language: stored.language === "es" || stored.language === "en" ? stored.language : browserLanguage(),
    textSize: sizes.includes(stored.textSize as number) ? (stored.textSize as Settings["textSize"]) : 100,
    dataUse: stored.dataUse === "own-region" || stored.dataUse === "ask" ? stored.dataUse : "all",
  };
}

/** `false` where the browser refuses to keep it; the page goes on with what it has. */
export function writeSettings(settings: Settings): boolean {
  try {
    localStorage.setItem(SETTINGS_KEY, JSON.stringify(settings));
    return true;
  } catch {
    return false;
  }
}

function browserLanguage(): Settings["language"] {
  return navigator.language.toLowerCase().startsWith("es") ? "es" : "en";
}

function parse(): Partial<Record<keyof Settings, unknown>> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(SETTINGS_KEY) ?? "{}");
    return typeof stored === "object" && stored !== null ? stored : {};
  } catch {
    return {};
  }
}
