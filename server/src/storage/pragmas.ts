import type Database from "better-sqlite3";

/**
 * Section 9.1 of the reliability page. `synchronous` is set by name because better-sqlite3 is compiled with a WAL default
 * of NORMAL, which loses acknowledged commits on a power cut.
 */
export const wantedPragmas = {
  journal_mode: "wal",
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 5_000,
  trusted_schema: 0,
  wal_autocheckpoint: 1_000,
  journal_size_limit: 64 * 1024 * 1024,
  temp_store: 2,
} as const;

export const OLDEST_SQLITE = "3.51.3";

export function setPragmas(database: Database.Database): void {
  for (const [name, value] of Object.entries(wantedPragmas)) database.pragma(`${name} = ${value}`);
}

/** One sentence for each pragma that does not hold. Only meaningful after the first real statement has run. */
export function wrongPragmas(database: Database.Database): string[] {
  return Object.entries(wantedPragmas).flatMap(([name, wanted]) => {
    const found: unknown = database.pragma(name, { simple: true });
    return found === wanted ? [] : [`${name} is ${String(found)} instead of ${wanted}`];
  });
}

/** Negative, zero or positive, as `a` is older, the same or newer than `b`. Versions are numbers with dots. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(".").map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
