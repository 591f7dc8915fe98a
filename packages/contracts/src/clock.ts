import { z } from "./brand.ts";
import { deviceId, type DeviceId } from "./ids.ts";

/**
 * A hybrid logical clock's stamp: `<milliseconds, 13 digits>-<counter, 4 hex>-<device, 16 hex>`. The order of the texts is
 * the order in time, equal on every device. Kulkarni et al., "Logical Physical Clocks" (2014).
 */
export const stamp = z.string().check(z.regex(/^\d{13}-[0-9a-f]{4}-[0-9a-f]{16}$/)).brand<"Stamp">();
export type Stamp = z.infer<typeof stamp>;

/** How far ahead of the server's clock a stamp may be before the server moves it back. Milliseconds. */
export const MAX_AHEAD_MS = 5 * 60_000;

const MAX_COUNTER = 0xffff;
const MAX_MS = 9_999_999_999_999;

export const stampAt = (ms: number, counter: number, device: DeviceId): Stamp =>
  `${String(ms).padStart(13, "0")}-${counter.toString(16).padStart(4, "0")}-${device}` as Stamp;

export const stampMs = (of: Stamp): number => Number(of.slice(0, 13));
export const stampCounter = (of: Stamp): number => Number.parseInt(of.slice(14, 18), 16);
export const stampDevice = (of: Stamp): DeviceId => deviceId.parse(of.slice(19));

/**
 * The next stamp of a device: later than every stamp that it made or saw (`last`), and not before its wall clock (`now`,
 * milliseconds). A clock that runs backwards only makes the counter grow.
 */
export function tick(last: Stamp | null, now: number, device: DeviceId): Stamp {
  const wall = Math.min(Math.max(0, Math.floor(now)), MAX_MS);
  if (last === null || wall > stampMs(last)) return stampAt(wall, 0, device);
  const counter = stampCounter(last) + 1;
  return counter <= MAX_COUNTER ? stampAt(stampMs(last), counter, device) : stampAt(stampMs(last) + 1, 0, device);
}

/** The later of what a device knew and what it was shown; stamps too far ahead of `now` do not drag its clock along. */
export function witness(last: Stamp | null, seen: Stamp, now: number): Stamp | null {
  if (stampMs(seen) > now + MAX_AHEAD_MS) return last;
  return last === null || seen > last ? seen : last;
}

/** A stamp as the server takes it: one that lies more than {@link MAX_AHEAD_MS} ahead of `now` is moved back to there. */
export const clamped = (of: Stamp, now: number): Stamp =>
  stampMs(of) <= now + MAX_AHEAD_MS ? of : stampAt(now + MAX_AHEAD_MS, stampCounter(of), stampDevice(of));
