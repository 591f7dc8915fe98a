const entities: Readonly<Record<string, string>> = {
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
  lt: "<",
  gt: ">",
  rsquo: "’",
  lsquo: "‘",
  ldquo: "“",
  rdquo: "”",
  ndash: "–",
  mdash: "—",
  bull: "•",
  hellip: "…",
};

/** Text as a person would read it: HTML entities and tags resolved, runs of spaces as one. Empty becomes `null`. */
export function plainText(text: string | null): string | null {
  if (text === null) return null;
  const plain = text
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, " ")
    .replace(/&#(\d{2,5});/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&([a-z]{2,6});/gi, (all, name: string) => entities[name.toLowerCase()] ?? all)
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, " ")
    .replace(/[^\S\n]+/g, " ")
    .trim();
  return plain === "" ? null : plain;
}
