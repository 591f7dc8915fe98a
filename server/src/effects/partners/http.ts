import { readAtMost } from "../../http/json-body.ts";
import { parseStrictJson } from "../../http/strict-json.ts";

/** Where a partner is reached, and with what it knows us. */
export interface PartnerAddress {
  /** Without a slash at the end. */
  readonly url: string;
  readonly secret: string;
}

const LONGEST_WAIT_MS = 20_000;
const MOST_BYTES = 65_536;

/** `certain`: nothing of the request can have arrived. */
export type Reply =
  | { readonly kind: "answer"; readonly status: number; readonly body: unknown }
  | { readonly kind: "nothing"; readonly certain: boolean };

/** Errors of a connection that never came about. Whatever breaks later may have been heard. */
const neverConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

export interface Request {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks a partner. Follows no redirects, waits and reads within bounds, and takes strict JSON or nothing (`body: undefined`). */
export async function ask({ url, secret }: PartnerAddress, { method, path, headers = {}, body }: Request, waitMs = LONGEST_WAIT_MS): Promise<Reply> {
  try {
    const response = await fetch(`${url}${path}`, {
      method, redirect: "error", signal: AbortSignal.timeout(waitMs),
      headers: { Authorization: `Bearer ${secret}`, Accept: "application/json", ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const bytes = await readAtMost(response.body, MOST_BYTES);
    const parsed = bytes === null ? null : parseStrictJson(new TextDecoder().decode(bytes));
    return { kind: "answer", status: response.status, body: parsed?.ok === true ? parsed.value : undefined };
  } catch (error) {
    return { kind: "nothing", certain: neverConnected.has(codeOf(error)) };
  }
}

function codeOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return "";
}
