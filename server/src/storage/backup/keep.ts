import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KEPT_DAYS = 35;
/** For so long every backup is kept; before that, the last of each day. */
const EVERY_ONE_MS = 2 * DAY_MS;

const named = /^pathwayks-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(-[a-z-]+)?\.backup$/;

/** `pathwayks-20261125T184501Z.backup`; `why` follows the time. `at` in milliseconds. */
export const backupName = (at: number, why = ""): string =>
  `pathwayks-${new Date(at).toISOString().replace(/[-:]|\.\d+/g, "")}${why === "" ? "" : `-${why}`}.backup`;

/** Milliseconds; `null` where the name is not that of a backup. */
export function backupTime(name: string): number | null {
  const found = named.exec(name);
  if (found === null) return null;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

/** Which backups have had their time at `now`: older than 35 days, or, after two days, not the last of their day. */
export function outlived(names: readonly string[], now: number): string[] {
  const newestFirst = names.flatMap((name) => {
    const at = backupTime(name);
    return at === null ? [] : [{ name, at }];
  }).sort((a, b) => b.at - a.at);
  const days = new Set<number>();
  return newestFirst.flatMap(({ name, at }) => {
    const day = Math.floor(at / DAY_MS);
    const lastOfDay = !days.has(day);
    days.add(day);
    const kept = now - at <= KEPT_DAYS * DAY_MS && (now - at <= EVERY_ONE_MS || lastOfDay);
    return kept ? [] : [name];
  });
}

export function removeOutlived(folder: string, now: number): void {
  for (const name of outlived(readdirSync(folder), now)) rmSync(join(folder, name), { force: true });
}
