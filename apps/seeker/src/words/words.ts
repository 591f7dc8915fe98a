import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "@pathwayks/contracts";

export type ShownLanguage = Language | "pseudo";
type Areas = Readonly<Record<string, Readonly<Record<string, string>>>>;

const loaders: Record<Language, () => Promise<{ readonly words: Areas }>> = {
  en: () => import("./en/index.ts"),
  es: () => import("./es/index.ts"),
};

const areaName = (path: string): string => path.replace(/^\.\//, "").replace(/\.json$/, "");

async function load(language: ShownLanguage): Promise<Areas> {
  const { words } = await loaders[language === "pseudo" ? "en" : language]();
  const byArea = Object.entries(words).map(([path, area]) => [areaName(path), area] as const);
  if (language !== "pseudo") return Object.fromEntries(byArea);
  const { pseudo } = await import("./pseudo.ts");
  return Object.fromEntries(byArea.map(([name, area]) => [name, Object.fromEntries(Object.entries(area).map(([key, text]) => [key, pseudo(text)]))]));
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
      // React escapes; a second time would show "&amp;".
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  }
  add(language, areas);
  await i18next.changeLanguage(language);
}
