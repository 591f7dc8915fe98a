import { fail, newPasskey, passkeyProof, type Result } from "@pathwayks/contracts";
import { anything } from "./answers.ts";
import { call, type ApiFault, type Reader } from "./api.ts";

// The one place that talks to the browser's own keys. Browsers before 2025 do not turn JSON into what they want and back, so
// that is done here: every byte string is base64url.

interface Named {
  readonly id: string;
}
interface OptionsJson {
  readonly challenge: string;
  readonly user?: Named;
  readonly allowCredentials?: readonly Named[];
  readonly excludeCredentials?: readonly Named[];
}
type Options = PublicKeyCredentialCreationOptions & PublicKeyCredentialRequestOptions;
type Answer = AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;

/** This browser can make and use passkeys. */
export const hasPasskeys = (): boolean => "PublicKeyCredential" in globalThis;

const bytes = (text: string): BufferSource => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer: ArrayBuffer | null | undefined): string | undefined =>
  buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "") : undefined;
const withBytes = (named: Named) => ({ ...named, id: bytes(named.id) });

function optionsOf(json: unknown): Options {
  const given = json as OptionsJson;
  return {
    ...given, challenge: bytes(given.challenge), ...(given.user && { user: withBytes(given.user) }),
    allowCredentials: given.allowCredentials?.map(withBytes), excludeCredentials: given.excludeCredentials?.map(withBytes),
  } as unknown as Options;
}

/** What the server reads; members that this kind of answer does not have are left out. */
function answerOf(credential: PublicKeyCredential): unknown {
  const response = credential.response as Partial<Answer>;
  return JSON.parse(JSON.stringify({
    id: credential.id, rawId: credential.id, type: credential.type, authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.(),
      authenticatorData: text(response.authenticatorData), signature: text(response.signature), userHandle: text(response.userHandle),
    },
  }));
}

/** Asks the server for a challenge at `path`, and the person for their key. `no-key`: refused, cancelled, or no such key. */
async function withKey<T>(path: string, body: unknown, reader: Reader<T>, signedIn: boolean, ask: (publicKey: Options) => Promise<Credential | null>): Promise<Result<T, ApiFault>> {
  const options = await call("POST", path, anything, body, signedIn);
  if (!options.ok) return options;
  const given = await Promise.resolve(options.value).then(optionsOf).then(ask).then((made) => answerOf(made as PublicKeyCredential)).catch(() => null);
  const read = reader.safeParse(given);
  return read.success ? { ok: true, value: read.data } : fail({ kind: "no-key" });
}

export const passkeyFrom = (path: string, body?: unknown, signedIn = true) =>
  withKey(path, body, passkeyProof, signedIn, (publicKey) => navigator.credentials.get({ publicKey }));

export const makePasskey = () =>
  withKey("/users/passkeys/options", undefined, newPasskey, true, (publicKey) => navigator.credentials.create({ publicKey }));
