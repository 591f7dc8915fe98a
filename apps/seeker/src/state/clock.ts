import type { IsoDate } from "@pathwayks/contracts";

// The one place of the screens that reads the device's clock.

/** Milliseconds from the device's clock to the server's, as last heard. */
let behind = 0;

/** A phone that is years off would let what is allowed today end before today: once the server has told its time, that counts. */
export const correctClock = (milliseconds: number): void => void (behind = milliseconds);

const rightNow = (): Date => new Date(Date.now() + behind);

/** This instant, UTC. */
export const nowInstant = (): string => rightNow().toISOString();

/** The date on the wall where the person is. */
export function today(): IsoDate {
  const now = rightNow();
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}` as IsoDate;
}
