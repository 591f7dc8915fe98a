import { changesAnswer, problem, pushAnswer, type ChangesAnswer, type PushAnswer, type UserId } from "@pathwayks/contracts";
import type { Reply } from "../net/net.ts";

/** What an answer means for the conversation. */
export type Verdict<Answer> =
  | { readonly kind: "answered"; readonly answer: Answer; readonly serverMs: number | null }
  /** Not now. `fault`: the server's own, which a single entry may be the cause of. */
  | { readonly kind: "later"; readonly afterMs: number | null; readonly fault: string | null }
  /** Nobody is signed in here, or somebody else. */
  | { readonly kind: "sign-in" }
  /** The account of this space is no more. */
  | { readonly kind: "erased" }
  /** No, and no again the next time. */
  | { readonly kind: "refused"; readonly status: number };

const later = (afterMs: number | null = null, fault: string | null = null): Verdict<never> => ({ kind: "later", afterMs, fault });

/**
 * The table of answers. Only JSON of the expected shape is believed: a captive portal answers 200 with a page, and a proxy
 * answers 404 with one, and neither has seen anything of ours.
 */
function judge<Answer>(reply: Reply, parse: (json: unknown) => Answer | null): Verdict<Answer> {
  if (reply.kind === "none") return later();
  const { status, json, retryAfterMs, serverMs } = reply;
  if (status === 408 || status === 425 || status === 429) return later(retryAfterMs);
  if (status >= 500) return later(retryAfterMs, `http-${status}`);
  if (status >= 200 && status < 300) {
    const answer = parse(json);
    return answer === null ? later() : { kind: "answered", answer, serverMs };
  }
  const said = problem.safeParse(json);
  if (!said.success) return later(retryAfterMs);
  if (status === 401 || said.data.error.details.some(({ field }) => field === "account")) return { kind: "sign-in" };
  return { kind: "refused", status };
}

export const judgePush = (reply: Reply): Verdict<PushAnswer> => judge(reply, (json) => pushAnswer.safeParse(json).data ?? null);

/** Changes of another account than `account` say that somebody else is signed in by now. */
export function judgeChanges(reply: Reply, account: UserId): Verdict<ChangesAnswer> {
  const verdict = judge(reply, (json) => changesAnswer.safeParse(json).data ?? null);
  if (verdict.kind !== "answered") return verdict;
  if (verdict.answer.account !== account) return { kind: "sign-in" };
  return verdict.answer.erased ? { kind: "erased" } : verdict;
}
