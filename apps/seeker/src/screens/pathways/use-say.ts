import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../state/hooks.ts";
import type { Phrase } from "./reasons/phrase.ts";
import { speak } from "./reasons/phrase.ts";

/** Says a phrase in the reader's words and formats. */
export function useSay(): (phrase: Phrase) => string {
  const { t } = useTranslation(["pathways", "reasons", "vocabulary"]);
  const formats = useFormats();
  return useCallback((phrase) => speak(phrase, (key, values) => t(key, values), formats), [t, formats]);
}
