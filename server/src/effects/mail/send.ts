import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { Log } from "../../http/log.ts";
import type { JobHandler, JobOutcome } from "../handlers.ts";
import { jobDone } from "../handlers.ts";
import { mailDetail } from "./letter.ts";
import { writeMail } from "./write.ts";
import type { WrittenMail } from "./write.ts";

/** Brings a letter on its way. `id` is the job's: the receiving server can tell a repeated letter by it. */
export type MailSender = (mail: WrittenMail, id: string, name: string) => Promise<JobOutcome>;

const TIMEOUT_MS = 20_000;

/** Through an SMTP server, such as `smtps://user:password@mail.example:465`. */
export function smtpSender(url: string, from: string, domain: string): MailSender {
  const options = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, disableFileAccess: true, disableUrlAccess: true };
  const transport = createTransport({ url, ...options });
  return async ({ to, subject, text, html }, id) => {
    try {
      await transport.sendMail({
        from, to: { name: "", address: to }, subject, text, html, messageId: `<${Buffer.from(id).toString("hex")}@${domain}>`,
        // Nobody's vacation answers, please.
        headers: { "Auto-Submitted": "auto-generated" },
      });
      return jobDone;
    } catch (error) {
      return afterFault(error);
    }
  };
}

/** 5xx: this letter will never be taken. Everything else may pass. */
function afterFault(error: unknown): JobOutcome {
  const code = error instanceof Error && "responseCode" in error && typeof error.responseCode === "number" ? error.responseCode : 0;
  return code >= 500 ? { ended: "parked", code: `smtp-${code}` } : { ended: "again", afterMs: null, code: code === 0 ? "smtp-away" : `smtp-${code}` };
}

/** Where no mail server is set: says that a letter would have gone out, and to whom only as a keyed hash. */
export const logSender =
  (log: Log, hash: (address: string) => string): MailSender =>
  ({ to }, _id, name) => {
    log.event({ event: "not-sent", channel: "email", name, recipient: hash(to) });
    return Promise.resolve(jobDone);
  };

/** For development: each letter as a file that can be opened. Links with tokens are in them, so never where others look. */
export const folderSender =
  (folder: string): MailSender =>
  ({ to, subject, text }, id) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, `${id.replace(/[^A-Za-z0-9_-]/g, "_")}.txt`), `To: ${to}\nSubject: ${subject}\n\n${text}`, { mode: 0o600 });
    return Promise.resolve(jobDone);
  };

/** Does `mail` jobs. */
export const mailHandler =
  ({ send, origin }: { readonly send: MailSender; readonly origin: string }): JobHandler =>
  (job) => {
    const parsed = mailDetail.safeParse(job.detail);
    if (!parsed.success) return Promise.resolve({ ended: "parked", code: "bad-detail" });
    const { letter } = parsed.data;
    return send(writeMail(parsed.data, origin), job.id, letter.name === "notification" ? letter.kind : letter.name);
  };
