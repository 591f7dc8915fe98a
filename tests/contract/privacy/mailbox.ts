import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";
import { smtpSender, type MailSender } from "../../../server/src/effects/mail/send.ts";

/** A real SMTP server on a free port, which keeps what it is sent. */
export interface Mailbox {
  readonly send: MailSender;
  /** As the lines came over the connection, oldest first. */
  readonly raw: readonly string[];
  read(): Promise<ParsedMail[]>;
  close(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const raw: string[] = [];
  const smtp = new SMTPServer({
    authOptional: true, disabledCommands: ["STARTTLS"], disableReverseLookup: true,
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        raw.push(Buffer.concat(chunks).toString("utf8"));
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
  const address = smtp.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    send: smtpSender(`smtp://127.0.0.1:${port}`, "PathwayKS <no-reply@pathways.example>", "pathways.example"),
    raw,
    read: () => Promise.all(raw.map((mail) => simpleParser(mail))),
    close: () => new Promise((resolve) => smtp.close(() => resolve())),
  };
}
