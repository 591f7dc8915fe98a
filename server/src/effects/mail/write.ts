import { footer, letterWords, notificationWords } from "./words.ts";
import type { LetterWords } from "./words.ts";
import type { Letter, MailDetail } from "./letter.ts";

/** A letter as it is sent: the same in plain text and in HTML. */
export interface WrittenMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Where the link of each letter leads, on our own origin. A token stands in the fragment. */
const places: Readonly<Record<Letter["name"], string>> = {
  "verify-address": "/account/verify", "address-in-use": "/account/sign-in", "reset-password": "/account/reset", invitation: "/account/reset",
  "confirm-new-address": "/account/address", "guardian-asked": "/guardian", "guardian-agreed": "/guardian", notification: "/notifications",
};

export function writeMail({ to, language, letter }: MailDetail, origin: string): WrittenMail {
  const words = letter.name === "notification" ? notificationWords[language][letter.kind] : letterWords[language][letter.name];
  const link = `${origin}${places[letter.name]}${"token" in letter ? `#${letter.token}` : ""}`;
  const values = letter.name === "notification" ? letter.detail : "firstName" in letter ? { firstName: letter.firstName } : {};
  const lines = words.lines.map((line) => filled(line, values));
  return { to, subject: words.subject, text: asText(lines, words, link, footer[language]), html: asHtml(lines, words, link, footer[language], language) };
}

/** Values go in as they are: what is safe in text and what in HTML is decided where each is made. */
const filled = (line: string, values: Readonly<Record<string, string | number | null>>): string =>
  line.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "–"));

const asText = (lines: readonly string[], { action }: LetterWords, link: string, foot: string): string => `${[...lines, `${action}:\n${link}`, `--\n${foot}`].join("\n\n")}\n`;

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const escapeHtml = (raw: string): string => raw.replace(/[&<>"']/g, (c) => escapes[c] ?? c);

function asHtml(lines: readonly string[], { subject, action }: LetterWords, link: string, foot: string, language: string): string {
  const paragraphs = lines.map((line) => `<p style="white-space:pre-wrap">${escapeHtml(line)}</p>`).join("\n");
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(subject)}</title></head>
<body style="font:16px/1.5 sans-serif;color:#1b1b1b;max-width:36em;margin:1em auto;padding:0 1em">
${paragraphs}
<p><a href="${escapeHtml(link)}" style="color:#0b5394">${escapeHtml(action)}</a></p>
<hr><p style="color:#555;font-size:14px">${escapeHtml(foot)}</p>
</body></html>
`;
}
