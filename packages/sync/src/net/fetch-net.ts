import { refreshAnswer, type FeedCursor, type PushRequest } from "@pathwayks/contracts";
import type { Net, Reply } from "./net.ts";

/** Shorter than a sender's lease, so that a silent line ends before somebody takes over. Milliseconds. */
export const TIMEOUT_MS = 20_000;
/** A page of the feed has at most 500 changes; what is longer than this is none of ours. */
export const MAX_ANSWER_BYTES = 4_000_000;

export interface FetchNetDeps {
  readonly fetch: typeof fetch;
  /** Where the API lies; same origin. */
  readonly base?: string;
}

/** The server over `fetch`: cookies along, JSON only, bounded in time and size. Never follows to another place. */
export function fetchNet({ fetch, base = "/api/v1" }: FetchNetDeps): Net {
  const ask = async (path: string, init: RequestInit): Promise<Reply> => {
    try {
      const headers = { accept: "application/json", "x-pk": "1", ...(init.body === undefined ? {} : { "content-type": "application/json" }) };
      const response = await fetch(`${base}${path}`, { ...init, headers, credentials: "same-origin", redirect: "error", cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS) });
      return await replyOf(response);
    } catch {
      return { kind: "none" };
    }
  };
  return {
    push: (request: PushRequest) => ask("/outbox", { method: "POST", body: JSON.stringify(request) }),
    changes: (since: FeedCursor | null) => ask(since === null ? "/changes" : `/changes?since=${encodeURIComponent(since)}`, { method: "GET" }),
    refresh: async () => {
      const reply = await ask("/users/refresh", { method: "POST", body: "{}" });
      if (reply.kind === "none" || reply.status >= 500 || reply.status === 429) return "none";
      // Only the server's own words begin or end a session; a captive portal's page does neither.
      if (reply.json === undefined && reply.status !== 204) return "none";
      if (reply.status < 200 || reply.status >= 300) return "refused";
      const said = refreshAnswer.safeParse(reply.json).data;
      return said?.status === "erased" ? { erased: said.account } : "refreshed";
    },
  };
}

async function replyOf(response: Response): Promise<Reply> {
  const { status, headers } = response;
  const isJson = /^application\/(problem\+)?json\b/i.test(headers.get("content-type") ?? "");
  const text = isJson ? await limited(response) : null;
  if (!isJson) await response.body?.cancel();
  return { kind: "answer", status, json: text === null ? undefined : parsed(text), retryAfterMs: retryAfter(headers), serverMs: dateOf(headers) };
}

/** The body as text; `null` where it is longer than any answer of ours. */
async function limited(response: Response): Promise<string | null> {
  const reader = response.body?.getReader();
  if (!reader) return null;
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > MAX_ANSWER_BYTES) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function dateOf(headers: Headers): number | null {
  const ms = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(ms) ? null : ms;
}

/** Seconds, or a date to be read against the server's own clock. */
function retryAfter(headers: Headers): number | null {
  const value = headers.get("retry-after");
  if (value === null) return null;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1_000;
  const [until, now] = [Date.parse(value), dateOf(headers)];
  return Number.isNaN(until) || now === null ? null : Math.max(0, until - now);
}
