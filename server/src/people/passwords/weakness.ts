import { commonBases, runs } from "./common.ts";

/** Why a password is refused. */
export type Weakness = "common" | "personal";

/** A year and a sign: with no more than this around it, a common word is still that word. */
const DRESSING = 5;
/** Words of the person that are shorter than this are in too many words to mean anything. */
const SHORTEST_OWN = 4;

const lookalikes: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a", $: "s", "!": "i", "+": "t" };
const undressed = (text: string): string => text.replace(/^[^a-z]+|[^a-z]+$/g, "");
const readAsLetters = (text: string): string => text.replace(/[^a-z]/g, (sign) => lookalikes[sign] ?? "");

/**
 * Whether a password is among the first that somebody would try: a common word with a little around it, a run over the
 * keyboard, one piece over and over, or the person's own name or address. There are no rules about kinds of characters.
 * `own`: the person's address and names.
 */
export function weaknessOf(password: string, own: readonly string[]): Weakness | null {
  const lower = password.toLowerCase();
  if (isRun(lower) || isRepeated(lower) || isCommonWord(lower)) return "common";
  return own.flatMap(piecesOf).some((word) => lower.includes(word) && lower.length - word.length <= DRESSING) ? "personal" : null;
}

function isCommonWord(lower: string): boolean {
  const bare = undressed(lower);
  const readings = [bare, readAsLetters(lower), readAsLetters(bare), undressed(readAsLetters(lower.replace(/[\d!?.*#]+$/, "")))];
  return readings.some((reading) => lower.length - reading.length <= DRESSING && isMadeOf(reading));
}

/** A common word, or two of them one after the other. */
function isMadeOf(text: string): boolean {
  if (commonBases.has(text)) return true;
  for (let i = 3; i <= text.length - 3; i++) if (commonBases.has(text.slice(0, i)) && commonBases.has(text.slice(i))) return true;
  return false;
}

/** Made of pieces of a run, each of at least three characters: `qwerty123`, `87654321`, `abcd1234`. */
function isRun(text: string): boolean {
  if (text === "") return true;
  for (let length = text.length; length >= 3; length--) {
    const piece = text.slice(0, length);
    const backwards = [...piece].reverse().join("");
    if (runs.some((run) => run.includes(piece) || run.includes(backwards))) return isRun(text.slice(length));
  }
  return false;
}

/** One piece of up to four characters over and over, or hardly any different ones. */
function isRepeated(text: string): boolean {
  if (new Set(text).size <= 3) return true;
  for (let size = 1; size <= 4; size++) if (text === text.slice(0, size).repeat(Math.ceil(text.length / size)).slice(0, text.length)) return true;
  return false;
}

/** The words in an address or a name. */
const piecesOf = (text: string): string[] => {
  const lower = text.toLowerCase();
  const [local = "", domain = ""] = lower.split("@", 2);
  return [lower, local, domain, ...lower.split(/[^\p{L}\p{N}]+/u)].filter((word) => word.length >= SHORTEST_OWN);
};
