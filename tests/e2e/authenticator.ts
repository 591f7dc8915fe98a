import type { CDPSession, Page } from "playwright-core";

// A passkey for tests: Chromium's own virtual authenticator, as if built into the device.

export interface Authenticator {
  /** Whether the device asks who is there, and is told. */
  verifyUser(verified: boolean): Promise<void>;
  credentials(): Promise<number>;
  remove(): Promise<void>;
}

export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return {
    verifyUser: async (isUserVerified) => void (await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified })),
    credentials: async () => (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
    remove: async () => void (await cdp.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId })),
  };
}

/** Sends a request the way the app's pages do, from inside the page: cookies and fetch metadata are the browser's own. */
export const sendFrom = (page: Page, method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> =>
  page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(`/api/v1${where}`, {
        method: how, headers: { "X-PK": "1", ...(what === null ? {} : { "Content-Type": "application/json" }) }, ...(what === null ? {} : { body: what }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  );

/** Makes a passkey for the options that the server gave; what the server then wants to see. */
export const makePasskey = (page: Page, options: unknown): Promise<unknown> =>
  page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json as PublicKeyCredentialCreationOptionsJSON);
    const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    return made.toJSON() as unknown;
  }, options);

/** Answers the server's challenge with a passkey of this device. */
export const usePasskey = (page: Page, options: unknown): Promise<unknown> =>
  page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json as PublicKeyCredentialRequestOptionsJSON);
    const used = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
    return used.toJSON() as unknown;
  }, options);
