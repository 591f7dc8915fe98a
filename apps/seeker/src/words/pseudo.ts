// A made-up language that shows what is not translated, what does not fit, and what breaks from right to left.

const ACCENT = "\u0301";
/** How much longer than English a translation may become. */
const LONGER = 0.4;

/** Accented and 40 % longer, in brackets; placeholders and tags stay as they are. */
export function pseudo(english: string): string {
  const parts = english.split(/(\{\{[^}]*\}\}|<[^>]+>)/);
  const accented = parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/[A-Za-z]/g, (letter) => letter + ACCENT).normalize("NFC")));
  const letters = parts.filter((_, index) => index % 2 === 0).join("").length;
  // Words of five, so that the longer text breaks into lines as a real one would.
  const more = "~".repeat(Math.ceil(letters * LONGER)).replace(/~{5}(?=~)/g, "~~~~ ");
  return `[${accented.join("")}${more}]`;
}
