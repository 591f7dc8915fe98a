import i18next from "i18next";
import type { Language } from "@pathwayks/contracts";
import { formats } from "@pathwayks/ui";
import { speak, type Phrase } from "./reasons/phrase.ts";
import enPathways from "../../words/en/pathways.json";
import enReasons from "../../words/en/reasons.json";
import enCatalog from "../../words/en/catalog.json";
import enSaved from "../../words/en/saved.json";
import enVocabulary from "../../words/en/vocabulary.json";
import esPathways from "../../words/es/pathways.json";
import esReasons from "../../words/es/reasons.json";
import esCatalog from "../../words/es/catalog.json";
import esSaved from "../../words/es/saved.json";
import esVocabulary from "../../words/es/vocabulary.json";

// For tests only: the real words, said the way the app says them.

const words = {
  en: { pathways: enPathways, reasons: enReasons, catalog: enCatalog, saved: enSaved, vocabulary: enVocabulary },
  es: { pathways: esPathways, reasons: esReasons, catalog: esCatalog, saved: esSaved, vocabulary: esVocabulary },
} as const;
export type Area = keyof typeof words.en;
const areas = Object.keys(words.en) as Area[];

/** The words of an area as they are in its file. */
export const wordsOf = (language: Language, area: Area): Readonly<Record<string, string>> => words[language][area];

/** Says phrases in a language; a key without words throws, so that a test cannot pass on a bare key. */
export function tellerOf(language: Language): (phrase: Phrase) => string {
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { [language]: Object.fromEntries(areas.map((area) => [area, wordsOf(language, area)])) },
    saveMissing: true,
    missingKeyHandler: (_languages, area, key) => {
      throw new Error(`no words for ${area}:${key}`);
    },
  });
  return (phrase) => speak(phrase, (key, values) => instance.t(key, values), formats(language));
}
