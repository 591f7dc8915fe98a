import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { forgetErased } from "../accountability/erase.ts";
import type { JobHandlers } from "../effects/handlers.ts";
import { handoffHandler } from "../effects/handoff/handoff.ts";
import { handoffWithdrawHandler } from "../effects/handoff/withdraw.ts";
import { noPartners, partnersFrom } from "../effects/partners/partners-file.ts";
import { createJobRunner } from "../effects/runner.ts";
import { startWork } from "../effects/work.ts";
import type { Work } from "../effects/work.ts";
import { cleanFeed } from "../feed/clean.ts";
import type { Log } from "../http/log.ts";
import { tidyAccounts } from "../people/tidy.ts";
import type { Storage } from "../storage/open.ts";
import type { Vault } from "../vault/vault.ts";

export interface WorkDeps {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly log: Log;
  readonly now: () => number;
  readonly random: () => number;
  /** Names this process among those on one database. */
  readonly owner: string;
  /** Handlers that were put together elsewhere. */
  readonly handlers: JobHandlers;
  readonly partnersFile: string | null;
}

/** Pause between looks at an empty list. */
const IDLE_MS = 1_000;
const HOUR_MS = 3_600_000;

/** Makes ready what is done beside the answering of requests: jobs and chores. The value starts it; the error is a sentence. */
export function prepareWork({ storage, vault, log, now, random, owner, handlers, partnersFile }: WorkDeps): Result<() => Work, string> {
  const partners = partnersFile === null ? ok(noPartners) : partnersFrom(partnersFile);
  if (!partners.ok) return fail(partners.error);
  const handoff = { engine: storage.main, gateways: partners.value, now };
  const onFault = (error: unknown) => log.failure(null, error);
  const runner = createJobRunner({
    engine: storage.main, vault, now, random, owner, onFault,
    handlers: { ...handlers, handoff: handoffHandler(handoff), "handoff-withdraw": handoffWithdrawHandler(handoff) },
  });
  const chores = [
    { everyMs: HOUR_MS, run: () => cleanFeed(storage.main, now()) },
    { everyMs: HOUR_MS, run: () => tidyAccounts({ storage, vault, now }) },
    { everyMs: HOUR_MS, run: () => forgetErased({ storage, vault, now }) },
  ];
  return ok(() => startWork({ runner, chores, idleMs: IDLE_MS, now, onFault }));
}
