// A made-up language that shows what is not translated, what does not fit, and what breaks from right to left.

const accents: Readonly<Record<string, string>> = {
  a: "á", b: "ƀ", c: "ç", d: "ð", e: "é", f: "ƒ", g: "ğ", h: "ħ", i: "í", j: "ĵ", k: "ķ", l: "ļ", m: "ɱ", n: "ñ", o: "ö", p: "þ", q: "ɋ",
  r: "ŕ", s: "š", t: "ŧ", u: "ü", v: "ṽ", w: "ŵ", x: "ẋ", y: "ý", z: "ž", A: "Á", B: "Ɓ", C: "Ç", D: "Ð", E: "É", F: "Ƒ", G: "Ğ", H: "Ħ",
  I: "Í", J: "Ĵ", K: "Ķ", L: "Ļ", M: "Ṁ", N: "Ñ", O: "Ö", P: "Þ", Q: "Ɋ", R: "Ŕ", S: "Š", T: "Ŧ", U: "Ü", V: "Ṽ", W: "Ŵ", X: "Ẋ", Y: "Ý", Z: "Ž",
};
/** How much longer than English a translation may become. */
const LONGER = 0.4;

/** Accented and 40 % longer, in brackets; placeholders and tags stay as they are. */
export function pseudo(english: string): string {
  const parts = english.split(/(\{\{[^}]*\}\}|<[^>]+>)/);
  const accented = parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/[A-Za-z]/g, (letter) => accents[letter] ?? letter)));
  const letters = parts.filter((_, index) => index % 2 === 0).join("").length;
  // Words of five, so that the longer text breaks into lines as a real one would.
  const more = "~".repeat(Math.ceil(letters * LONGER)).replace(/~{5}(?=~)/g, "~~~~ ");
  return `[${accented.join("")}${more}]`;
}
