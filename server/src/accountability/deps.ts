import type { ClockDeps } from "../http/context.ts";
import type { Problems } from "../http/problem.ts";
import type { Storage } from "../storage/open.ts";
import type { Secrets } from "../vault/secrets.ts";
import type { Vault } from "../vault/vault.ts";

/** What the routes about a person's record work with. */
export interface RecordDeps extends ClockDeps {
  readonly storage: Pick<Storage, "main" | "keys">;
  readonly vault: Vault;
  readonly secrets: Secrets;
  readonly problems: Problems;
  readonly randomBytes: (count: number) => Uint8Array;
}

export const instantOf = (deps: Pick<ClockDeps, "now">): string => new Date(deps.now()).toISOString();
