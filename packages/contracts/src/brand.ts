import * as z from "zod/mini";

// Zod compiles its fast path with `new Function`, which our content security policy forbids. It would fall back, but the
// attempt is reported on the console of every device.
z.config({ jitless: true });

export { z };

/** Free text of at most `max` UTF-16 units. */
export const text = (max: number) => z.string().check(z.maxLength(max));

/** `null` is "not published": shown so, neither pass nor fail for a limit, and never filled by a guess. */
export const known = z.nullable;
