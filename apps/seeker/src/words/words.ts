import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "@pathwayks/contracts";
import { isolated } from "./isolated.ts";
import { keysIn, type KeyTree } from "./tree.ts";

export type ShownLanguage = Language | "pseudo";
type Areas = Readonly<Record<string, Readonly<Record<string, string>>>>;

const texts: Record<Language, () => Promise<{ readonly default: readonly string[] }>> = {
  en: () => import("virtual:words/en"),
  es: () => import("virtual:words/es"),
};

async function load(language: ShownLanguage): Promise<Areas> {
  const [keys, list] = await Promise.all([import("virtual:words/keys"), texts[language === "pseudo" ? "en" : language]()]);
  const dress = language === "pseudo" ? (await import("./pseudo.ts")).pseudo : (text: string) => text;
  let at = 0;
  const area = (tree: KeyTree) => Object.fromEntries(keysIn(tree).map((key) => [key, dress(list.default[at++] ?? "")]));
  return Object.fromEntries(Object.entries(keys.default).map(([name, tree]) => [name, area(tree)]));
}

const add = (language: ShownLanguage, areas: Areas): void => {
  for (const [area, texts] of Object.entries(areas)) i18next.addResourceBundle(language, area, texts);
};

/** Loads the words of a language and speaks it. Rejects where they cannot be loaded; what was spoken before goes on. */
export async function speak(language: ShownLanguage): Promise<void> {
  const known = i18next.isInitialized && i18next.hasResourceBundle(language, "common");
  const areas = known ? {} : await load(language);
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: language,
      fallbackLng: false,
      defaultNS: "common",
      ns: ["common"],
      resources: { [language]: {} },
      // React escapes what would be markup; what is left to do is that nobody's name turns a sentence around.
      interpolation: { escapeValue: true, escape: isolated },
      react: { useSuspense: false },
    });
  }
  add(language, areas);
  await i18next.changeLanguage(language);
}
