export type Encoding = "br" | "gzip" | "identity";

/**
 * The best encoding that a client takes, of those at hand. Follows RFC 9110 12.5.3: `q=0` refuses, `*` stands for what is
 * not named. Without a header nothing is compressed.
 */
export function chooseEncoding(header: string | undefined, available: readonly Encoding[]): Encoding {
  if (header === undefined) return "identity";
  const quality = new Map<string, number>();
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    const q = parameters.find((p) => p.startsWith("q="))?.slice(2);
    if (name !== "") quality.set(name, q === undefined ? 1 : Number(q) || 0);
  }
  const wanted = (name: Encoding) => quality.get(name) ?? quality.get("*") ?? 0;
  let best: Encoding = "identity";
  let bestQuality = 0;
  for (const name of ["br", "gzip"] as const) {
    if (available.includes(name) && wanted(name) > bestQuality) {
      best = name;
      bestQuality = wanted(name);
    }
  }
  return best;
}
