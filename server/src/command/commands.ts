import { accountInviteCommand } from "./account.ts";
import { auditHeadCommand, auditVerifyCommand } from "./audit.ts";
import { backupCreateCommand, backupKeysCommand, backupRestoreCommand, backupVerifyCommand } from "./backup.ts";
import { buildCommand } from "./build.ts";
import type { Command } from "./command.ts";
import { diffCommand } from "./diff.ts";
import { handoffsListCommand, handoffsSettleCommand } from "./handoffs.ts";
import { importCommand } from "./import.ts";
import { publishCommand } from "./publish.ts";
import { explainCommand, rankCommand } from "./rank.ts";
import { verifyCommand } from "./verify.ts";

export const commands: readonly Command[] = [
  importCommand,
  buildCommand,
  verifyCommand,
  diffCommand,
  publishCommand,
  rankCommand,
  explainCommand,
  auditVerifyCommand,
  auditHeadCommand,
  accountInviteCommand,
  handoffsListCommand,
  handoffsSettleCommand,
  backupCreateCommand,
  backupVerifyCommand,
  backupRestoreCommand,
  backupKeysCommand,
];
