import * as z from "zod/mini";

// Zod compiles its fast path with `new Function`, which our content security policy forbids. It would fall back, but the
// attempt is reported on the console of every device.
z.config({ jitless: true });

export { z };
