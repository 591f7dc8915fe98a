// Under `require-trusted-types-for 'script'` the browser takes the address of a worker only from a policy. Ours is named
// `pk` and lets through nothing but the app's own files. Chromium has the API; elsewhere a string is taken as it is.

interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): object };
}

let policy: { createScriptURL(url: string): object } | null = null;

/** `url` as the browser wants it for `new Worker` and `serviceWorker.register`. Throws for another origin: a bug. */
export function scriptUrl(url: string): string {
  const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  if (!factory) return ownOrigin(url);
  policy ??= factory.createPolicy("pk", { createScriptURL: ownOrigin });
  // TypeScript's DOM library does not know that a TrustedScriptURL is welcome where a string is.
  return policy.createScriptURL(url) as unknown as string;
}

function ownOrigin(url: string): string {
  const resolved = new URL(url, location.href);
  if (resolved.origin !== location.origin) throw new TypeError(`not a script of ours: ${resolved.origin}`);
  return url;
}
