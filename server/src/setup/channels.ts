import { join } from "node:path";
import { loadVapidKeys } from "../effects/push/keys.ts";
import { ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import type { JobHandlers } from "../effects/handlers.ts";
import { folderSender, logSender, mailHandler, smtpSender } from "../effects/mail/send.ts";
import { notifyHandler } from "../effects/notify.ts";
import { pushHandler } from "../effects/push/send.ts";
import { gatewaySender, logSmsSender, smsHandler } from "../effects/sms/send.ts";
import type { Environment } from "../environment.ts";
import type { Log } from "../http/log.ts";
import type { Storage } from "../storage/open.ts";
import type { Secrets } from "../vault/secrets.ts";

export interface ChannelDeps {
  readonly dataDir: string;
  readonly origin: string;
  readonly storage: Pick<Storage, "main">;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly now: () => number;
}

export interface Channels {
  readonly handlers: Pick<Required<JobHandlers>, "notify" | "mail" | "sms" | "push">;
  /** VAPID. */
  readonly pushPublicKey: string;
}

/** Everything that tells people something outside the app, as the environment sets it up. The error is a sentence. */
export function openChannels(environment: Pick<Environment, "smtpUrl" | "mailFrom" | "mailToFiles" | "smsGatewayUrl">, deps: ChannelDeps): Result<Channels, string> {
  const { dataDir, origin, storage, secrets, log, now } = deps;
  const keys = loadVapidKeys(dataDir);
  if (!keys.ok) return keys;
  const host = new URL(origin).hostname;
  const from = environment.mailFrom ?? `PathwayKS <no-reply@${host}>`;
  const send = environment.smtpUrl !== null ? smtpSender(environment.smtpUrl, from, host)
    : environment.mailToFiles ? folderSender(join(dataDir, "outgoing-mail"))
    : logSender(log, (address) => secrets.hash("email-hash", address.toLowerCase()));
  const text = environment.smsGatewayUrl === null ? logSmsSender(log, (number) => secrets.hash("audit-values", number)) : gatewaySender(environment.smsGatewayUrl);
  const contact = origin.startsWith("https:") ? origin : `mailto:no-reply@${host}`;
  return ok({
    handlers: {
      notify: notifyHandler({ main: storage.main, now }),
      mail: mailHandler({ send, origin }),
      sms: smsHandler({ send: text, origin }),
      push: pushHandler({ main: storage.main, keys: keys.value, contact }),
    },
    pushPublicKey: keys.value.publicKey,
  });
}
