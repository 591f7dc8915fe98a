import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { fail, newPasskey, passkeyProof, type Result } from "@pathwayks/contracts";
import { anything } from "./answers.ts";
import { call, type ApiFault, type Reader } from "./api.ts";

// The one place that talks to the browser's own keys.

type Options = Parameters<typeof startAuthentication>[0]["optionsJSON"];
type NewOptions = Parameters<typeof startRegistration>[0]["optionsJSON"];

/** This browser can make and use passkeys. */
export const hasPasskeys = (): boolean => "PublicKeyCredential" in globalThis;

/** Asks the server for a challenge at `path`, and the person for their key. `no-key`: refused, cancelled, or no such key. */
async function withKey<T>(path: string, body: unknown, reader: Reader<T>, signedIn: boolean, ask: (options: unknown) => Promise<unknown>): Promise<Result<T, ApiFault>> {
  const options = await call("POST", path, anything, body, signedIn);
  if (!options.ok) return options;
  const given = await ask(options.value).catch(() => null);
  const read = reader.safeParse(given);
  return read.success ? { ok: true, value: read.data } : fail({ kind: "no-key" });
}

export const passkeyFrom = (path: string, body?: unknown, signedIn = true) =>
  withKey(path, body, passkeyProof, signedIn, (options) => startAuthentication({ optionsJSON: options as Options }));

export const makePasskey = () =>
  withKey("/users/passkeys/options", undefined, newPasskey, true, (options) => startRegistration({ optionsJSON: options as NewOptions }));
