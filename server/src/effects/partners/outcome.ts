import type { z } from "zod";
import type { Delivery } from "./gateway.ts";
import type { Reply } from "./http.ts";

/**
 * What a reply to a delivery means. A server's own failure may have come after it took the submission; only a connection that
 * never was, a "not now" and a "who are you" are certain.
 */
export function deliveryOf(reply: Reply, schema: z.ZodType<{ readonly reference: string }>): Delivery {
  if (reply.kind === "nothing") return reply.certain ? { outcome: "unavailable", code: "no-connection" } : { outcome: "ambiguous" };
  const { status, body } = reply;
  if (status >= 200 && status < 300) {
    const parsed = schema.safeParse(body);
    return parsed.success ? { outcome: "delivered", reference: parsed.data.reference } : { outcome: "ambiguous" };
  }
  if (status === 401 || status === 403) return { outcome: "unavailable", code: "not-let-in" };
  if (status === 429) return { outcome: "unavailable", code: "too-often" };
  return status >= 400 && status < 500 && status !== 408 ? { outcome: "refused", code: `partner-${status}` } : { outcome: "ambiguous" };
}
