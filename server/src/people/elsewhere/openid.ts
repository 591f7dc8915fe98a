import { createHash } from "node:crypto";
import * as client from "openid-client";
import { z } from "zod";
import { emailAddress } from "@pathwayks/contracts";
import { isLoopback } from "./providers.ts";
import type { Provider } from "./providers.ts";

// The protocol itself: OpenID Connect with the authorization code, PKCE, state and nonce. `secret` is 256 random bits that
// the browser keeps in a cookie for the time of the detour; everything that binds the answer to this browser follows from it.

const TIMEOUT_S = 10;

/** Who the provider says has signed in. */
export interface Stranger {
  readonly issuer: string;
  readonly subject: string;
  /** Only where the provider says that it has verified it. */
  readonly email: string | null;
}

const from = (secret: string, use: "state" | "nonce" | "verifier"): string => createHash("sha256").update(`${use}|${secret}`).digest("base64url");

const claims = z.object({ email: emailAddress, email_verified: z.literal(true) });

/** Speaks to providers. What they publish about themselves is read once, and again after a failure. */
export interface OpenId {
  /** Where the browser goes to sign in. */
  begin(provider: Provider, redirectUri: string, secret: string): Promise<string>;
  /** Takes what the browser brought back: `answer` is the whole address. Throws where it does not hold. */
  finish(provider: Provider, answer: URL, secret: string): Promise<Stranger>;
}

export function openId(): OpenId {
  const known = new Map<string, Promise<client.Configuration>>();
  const configuration = (provider: Provider): Promise<client.Configuration> => {
    const held = known.get(provider.id);
    if (held) return held;
    const execute = isLoopback(provider.issuer) ? [client.allowInsecureRequests] : [];
    const asked = client.discovery(provider.issuer, provider.clientId, provider.clientSecret, client.ClientSecretPost(provider.clientSecret), { execute, timeout: TIMEOUT_S });
    known.set(provider.id, asked);
    asked.catch(() => known.delete(provider.id));
    return asked;
  };
  return {
    async begin(provider, redirectUri, secret) {
      const address = client.buildAuthorizationUrl(await configuration(provider), {
        redirect_uri: redirectUri, scope: "openid email", response_type: "code", state: from(secret, "state"), nonce: from(secret, "nonce"),
        code_challenge: await client.calculatePKCECodeChallenge(from(secret, "verifier")), code_challenge_method: "S256",
      });
      return address.href;
    },
    async finish(provider, answer, secret) {
      const config = await configuration(provider);
      const tokens = await client.authorizationCodeGrant(config, answer, {
        expectedState: from(secret, "state"), expectedNonce: from(secret, "nonce"), pkceCodeVerifier: from(secret, "verifier"), idTokenExpected: true,
      });
      const signedIn = tokens.claims();
      if (signedIn === undefined) throw new Error("the provider sent no id token");
      const said = claims.safeParse(signedIn);
      // Many providers put the address only there.
      const told = said.success ? said : claims.safeParse(await client.fetchUserInfo(config, tokens.access_token, signedIn.sub));
      return { issuer: signedIn.iss, subject: signedIn.sub, email: told.success ? told.data.email : null };
    },
  };
}
