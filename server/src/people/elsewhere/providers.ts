import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";

/** An OpenID Connect provider that people can sign in with. */
export interface Provider {
  /** Stands in addresses: lower case. */
  readonly id: string;
  /** For the button. */
  readonly name: string;
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
}

const variable = /^OIDC_([A-Z][A-Z0-9]{0,19})_(ISSUER|CLIENT_ID|CLIENT_SECRET|NAME)$/;

/**
 * Reads `OIDC_<NAME>_ISSUER`, `_CLIENT_ID`, `_CLIENT_SECRET` and, for the button, `_NAME`. The error is a sentence for the
 * operator.
 */
export function readProviders(variables: Readonly<Record<string, string | undefined>>): Result<readonly Provider[], string> {
  const found = new Set(Object.keys(variables).flatMap((name) => variable.exec(name)?.[1] ?? []));
  const providers: Provider[] = [];
  for (const tag of [...found].sort()) {
    const of = (part: string) => variables[`OIDC_${tag}_${part}`];
    const [issuer, clientId, clientSecret] = [of("ISSUER"), of("CLIENT_ID"), of("CLIENT_SECRET")];
    if (issuer === undefined || clientId === undefined || clientSecret === undefined) return fail(`OIDC_${tag}_ISSUER, _CLIENT_ID and _CLIENT_SECRET go together`);
    const address = URL.canParse(issuer) ? new URL(issuer) : null;
    if (address === null || (address.protocol !== "https:" && !isLoopback(address))) return fail(`OIDC_${tag}_ISSUER must begin with https://`);
    providers.push({ id: tag.toLowerCase(), name: of("NAME") ?? tag.charAt(0) + tag.slice(1).toLowerCase(), issuer: address, clientId, clientSecret });
  }
  return ok(providers);
}

/** Without TLS only on the own machine: for tests and development. */
export const isLoopback = ({ protocol, hostname }: URL): boolean => protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
