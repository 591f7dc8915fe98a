import type { IsoDate } from "@pathwayks/contracts";

// The one place of the screens that reads the device's clock.

/** This instant, UTC. */
export const nowInstant = (): string => new Date().toISOString();

/** The date on the wall where the person is. */
export function today(): IsoDate {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}` as IsoDate;
}
