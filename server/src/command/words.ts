/** Bytes for people: `812 B`, `81 kB`, `1.4 MB`. */
export const kilobytes = (bytes: number): string =>
  bytes < 1_000 ? `${bytes} B` : bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
