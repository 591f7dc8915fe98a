import type { IsoDate } from "@pathwayks/contracts";

/** The device's calendar date, where the person is: not the date in Greenwich. */
export function localDate(now: Date): IsoDate {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}` as IsoDate;
}
