import { problem, type Result } from "@pathwayks/contracts";

/** Why the server did not do it, in the few kinds that need different words. */
export type ApiFault =
  /** No network, or something in between that is not our server. */
  | { readonly kind: "offline" }
  | { readonly kind: "wrong" | "no-key" | "signed-out" | "unverified" | "prove" | "used" | "busy" | "failed" }
  | { readonly kind: "often"; readonly seconds: number }
  | { readonly kind: "fields"; readonly fields: Readonly<Record<string, string>> };

/** What reads an answer: a schema of the contracts. */
export interface Reader<T> {
  readonly safeParse: (value: unknown) => { readonly success: true; readonly data: T } | { readonly success: false };
}
type Method = "GET" | "POST" | "PUT" | "DELETE";

const TIMEOUT_MS = 20_000;
const no = (fault: ApiFault): { readonly ok: false; readonly error: ApiFault } => ({ ok: false, error: fault });

const send = (method: Method, path: string, body: unknown): Promise<Response | null> =>
  fetch(`/api/v1${path}`, {
    method, credentials: "same-origin", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { accept: "application/json", "x-pk": "1", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => null);

/** One request at a time asks for a fresh session, in whichever tab. */
const refresh = (): Promise<boolean> => {
  const ask = async () => (await send("POST", "/users/refresh", undefined))?.ok ?? false;
  return "locks" in navigator ? navigator.locks.request("pathwayks-refresh", ask) : ask();
};

/** Asks the API. Never rejects. `signedIn`: a session that ran out is renewed once, and the question asked again. */
export async function call<T>(method: Method, path: string, reader: Reader<T>, body?: unknown, signedIn = true): Promise<Result<T, ApiFault>> {
  const first = await send(method, path, body);
  const renewed = first?.status === 401 && signedIn && (await refresh());
  const response = renewed ? await send(method, path, body) : first;
  if (response === null) return no({ kind: "offline" });
  const json: unknown = await response.json().catch(() => null);
  // With a session that is fresh, "no" is about what was sent, such as a code.
  if (!response.ok) return no(faultOf(response, json, signedIn && !renewed));
  const read = reader.safeParse(json);
  return read.success ? { ok: true, value: read.data } : no({ kind: "offline" });
}

function faultOf({ status, headers }: Response, json: unknown, signedIn: boolean): ApiFault {
  const said = problem.safeParse(json);
  if (!said.success) return { kind: "offline" };
  const { details } = said.data.error;
  const about = (field: string): boolean => details.some((detail) => detail.field === field);
  if (status === 401) return { kind: signedIn ? "signed-out" : "wrong" };
  if (status === 403) return { kind: about("email") ? "unverified" : "prove" };
  if (status === 429) return { kind: "often", seconds: Number(headers.get("retry-after") ?? 60) };
  if (status === 503) return { kind: "busy" };
  if (about("token")) return { kind: "used" };
  if (details.length > 0) return { kind: "fields", fields: Object.fromEntries(details.map(({ field, message }) => [field, message])) };
  return { kind: "failed" };
}
