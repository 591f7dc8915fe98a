// Words as search and linking compare them: lower case, without accents, without plural endings.

/** Lower case and accents off. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Nearly all catalog text is ASCII: the check is cheaper than the normalisation.
  for (let i = 0; i < lower.length; i++)
    if (lower.charCodeAt(i) > 127) return lower.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  return lower;
}

/**
 * Takes light plural endings off, of English and Spanish alike: `nurses`, `nurse` → `nurs`; `conductores`, `conductor` →
 * `conductor`; `bodies`, `body` → `body`. Not a linguistic stem: both sides of a comparison go through it.
 */
export function stem(word: string): string {
  let w = word;
  if (w.length > 4 && w.endsWith("ies")) return `${w.slice(0, -3)}y`;
  if (w.length > 3 && w.endsWith("s") && !w.endsWith("ss") && !w.endsWith("us") && !w.endsWith("is")) w = w.slice(0, -1);
  return w.length > 4 && w.endsWith("e") ? w.slice(0, -1) : w;
}

const isWordCharacter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127 || code === 43 || code === 35;

/** The words of a text, folded but not stemmed. Letters, digits, `+` and `#` (C++, C#) make words. */
export function split(text: string): string[] {
  const folded = fold(text);
  const words: string[] = [];
  let start = -1;
  for (let i = 0; i <= folded.length; i++) {
    const inside = i < folded.length && isWordCharacter(folded.charCodeAt(i));
    if (inside && start < 0) start = i;
    if (inside || start < 0) continue;
    words.push(folded.slice(start, i));
    start = -1;
  }
  return words;
}

/** The words of a text, folded and stemmed. */
export const wordsOf = (text: string): string[] => split(text).map(stem);
