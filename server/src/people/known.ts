import type { UserId } from "@pathwayks/contracts";
import type { SubjectKey } from "../vault/vault.ts";
import { userById } from "./account.ts";
import type { UserRow } from "./account.ts";
import type { PeopleDeps } from "./deps.ts";

export interface Known {
  readonly user: UserRow;
  readonly key: SubjectKey;
}

/** The row and key of an account; `null` where it is closed. */
export async function knownUser(deps: PeopleDeps, id: UserId): Promise<Known | null> {
  const user = await deps.storage.main.read((db, t) => userById(db, t, id));
  const key = user === null ? null : await deps.vault.of(id);
  return user === null || key === null ? null : { user, key };
}
