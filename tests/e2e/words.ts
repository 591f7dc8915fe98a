import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./server.ts";

// The same journeys run in both languages: what a test looks for is what the screen says, read from the app's own words.

export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** `say("assessment:why")`: the words behind a key, with its `{{placeholders}}` filled. Throws where there are none. */
export function wordsOf(language: "en" | "es"): Say {
  const folder = join(root, "apps/seeker/src/words", language);
  const areas = Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => [name.replace(".json", ""), JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<string, string>]),
  );
  return (key, values = {}) => {
    const [area = "", name = ""] = key.split(":");
    const text = areas[area]?.[name];
    if (text === undefined) throw new Error(`no words for ${key} in ${language}`);
    return text.replace(/\{\{(\w+)(?:,[^}]*)?\}\}/g, (whole, placeholder: string) => String(values[placeholder] ?? whole));
  };
}
