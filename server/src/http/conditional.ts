/**
 * Whether `If-None-Match` names this entity tag. Compared weakly (RFC 9110 13.1.2), so that an answer that a proxy
 * compressed on its way still counts as the same.
 */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  const bare = (tag: string) => tag.trim().replace(/^W\//, "");
  return header.split(",").some((tag) => bare(tag) === bare(etag));
}
