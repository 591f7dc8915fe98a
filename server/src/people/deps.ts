import type { UserId } from "@pathwayks/contracts";
import type { ClockDeps } from "../http/context.ts";
import type { Problems } from "../http/problem.ts";
import type { Actor } from "../policy/actor.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { Storage } from "../storage/open.ts";
import type { Secrets } from "../vault/secrets.ts";
import type { SubjectKey, Vault } from "../vault/vault.ts";
import type { Provider } from "./elsewhere/providers.ts";
import type { Passwords } from "./passwords/hasher.ts";

/** What the letter to a guardian is made of. */
export interface GuardianCall {
  /** Id of the letter's job. */
  readonly id: string;
  readonly token: string;
  readonly requestId: string | null;
  readonly now: number;
}

/** What accounts need of the world. */
export interface PeopleDeps extends ClockDeps {
  /** Writes to the guardian of somebody under 18, as part of a transaction. */
  readonly askGuardian: (db: Sql, t: MainTables, actor: Actor, who: { readonly id: UserId; readonly key: SubjectKey }, address: string, call: GuardianCall) => Body<boolean>;
  readonly storage: Pick<Storage, "main">;
  readonly vault: Vault;
  readonly secrets: Secrets;
  readonly problems: Problems;
  readonly publicOrigin: string;
  readonly passwords: Passwords;
  /** Where people can sign in elsewhere. */
  readonly providers: readonly Provider[];
  /** Cryptographically random. */
  readonly randomBytes: (size: number) => Uint8Array;
  /** Resolves after `ms`. */
  readonly pause: (ms: number) => Promise<void>;
  /** Proxies of our own before this server: as many entries of `X-Forwarded-For` are believed. */
  readonly trustedProxies: number;
}

/** 256 random bits, as cookies, links and challenges carry them. */
export const newToken = ({ randomBytes }: Pick<PeopleDeps, "randomBytes">): string => Buffer.from(randomBytes(32)).toString("base64url");

export const iso = (ms: number): string => new Date(ms).toISOString();
