import type { Language } from "@pathwayks/contracts";
import type { Log } from "../../http/log.ts";
import type { JobHandler, JobOutcome } from "../handlers.ts";
import { jobDone } from "../handlers.ts";
import { smsDetail } from "../notify.ts";

/** Sends a text message. `id` is the job's: a gateway that knows it sends once. */
export type SmsSender = (to: string, text: string, id: string) => Promise<JobOutcome>;

const TIMEOUT_MS = 10_000;

/** Says nothing about anybody: a telephone lies on tables. */
export const smsWords: Readonly<Record<Language, string>> = { en: "PathwayKS: there is something new for you.", es: "PathwayKS: hay algo nuevo para usted." };

/** Through an HTTP gateway: `POST {to, text, id}` as JSON, with `Idempotency-Key`. A 2xx says that it took the message. */
export function gatewaySender(url: string, send: typeof fetch = fetch): SmsSender {
  return async (to, text, id) => {
    try {
      const answer = await send(url, {
        method: "POST", headers: { "Content-Type": "application/json", "Idempotency-Key": id }, body: JSON.stringify({ to, text, id }),
        redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.body?.cancel();
      if (answer.ok) return jobDone;
      const passing = answer.status >= 500 || answer.status === 429 || answer.status === 408;
      return passing ? { ended: "again", afterMs: null, code: `sms-${answer.status}` } : { ended: "parked", code: `sms-${answer.status}` };
    } catch {
      // Not reached, or no answer in time.
      return { ended: "again", afterMs: null, code: "sms-away" };
    }
  };
}

export const logSmsSender =
  (log: Log, hash: (number: string) => string): SmsSender =>
  (to) => {
    log.event({ event: "not-sent", channel: "sms", name: "something-new", recipient: hash(to) });
    return Promise.resolve(jobDone);
  };

/** Does `sms` jobs. */
export const smsHandler =
  ({ send, origin }: { readonly send: SmsSender; readonly origin: string }): JobHandler =>
  (job) => {
    const parsed = smsDetail.safeParse(job.detail);
    if (!parsed.success) return Promise.resolve({ ended: "parked", code: "bad-detail" });
    return send(parsed.data.to, `${smsWords[parsed.data.language]} ${origin}`, job.id);
  };
