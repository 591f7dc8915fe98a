import { z } from "zod";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { readProviders } from "./people/elsewhere/providers.ts";
import type { Provider } from "./people/elsewhere/providers.ts";

const whole = (name: string, lowest: number, highest: number) => {
  const message = `${name} must be a whole number from ${lowest} to ${highest}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((n) => n >= lowest && n <= highest, message);
};

const databaseUrl = (name: string) => z.string().regex(/^postgres(ql)?:\/\/.+/, `${name} must begin with postgres://`);

const schema = z.object({
  PORT: whole("PORT", 0, 65_535).default(8787),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]{1,253}$/, "HOST must be a name or an address such as 127.0.0.1 or 0.0.0.0")
    .default("127.0.0.1"),
  DATA_DIR: z.string().min(1, "DATA_DIR must name a folder").default("data"),
  KILL_SWITCH: z.enum(["0", "1"], { error: "KILL_SWITCH must be 0 or 1" }).default("0"),
  LOG_LEVEL: z.enum(["info", "error", "silent"], { error: "LOG_LEVEL must be info, error or silent" }).optional(),
  DRAIN_MS: whole("DRAIN_MS", 0, 60_000).default(5_000),
  DATABASE_URL: databaseUrl("DATABASE_URL").optional(),
  KEYS_DATABASE_URL: databaseUrl("KEYS_DATABASE_URL").optional(),
  PUBLIC_ORIGIN: z.string().regex(/^https?:\/\/[^/\s]+$/, "PUBLIC_ORIGIN must look like https://pathways.example").optional(),
  SMTP_URL: z.string().regex(/^smtps?:\/\/.+/, "SMTP_URL must look like smtps://user:password@mail.example:465").optional(),
  MAIL_FROM: z.string().regex(/^[^\r\n<>]{0,80}<[^\s@<>]+@[^\s@<>]+>$|^[^\s@<>]+@[^\s@<>]+$/, "MAIL_FROM must look like PathwayKS <no-reply@pathways.example>").optional(),
  MAIL_TO_FILES: z.enum(["0", "1"], { error: "MAIL_TO_FILES must be 0 or 1" }).default("0"),
  SMS_GATEWAY_URL: z.string().regex(/^https?:\/\/\S+$/, "SMS_GATEWAY_URL must begin with https://").optional(),
  PARTNERS_FILE: z.string().max(4_096).optional(),
  SUBMISSIONS_PER_DAY: whole("SUBMISSIONS_PER_DAY", 1, 999_999_999).default(40),
  TRUST_PROXY: whole("TRUST_PROXY", 0, 5).default(0),
  BACKUP_DIR: z.string().min(1).optional(),
  SERVER_SECRET: z.string().regex(/^[0-9a-f]{64}$/, "SERVER_SECRET must be 64 hex digits").optional(),
});

/** What the operator can set. Parsed once, at start. */
export interface Environment {
  /** 0 asks the system for a free one. */
  readonly port: number;
  readonly host: string;
  /** As given; relative paths stand against the working directory. */
  readonly dataDir: string;
  /** Makes `/sw.js` answer with the worker that removes the service worker from every device. */
  readonly killSwitch: boolean;
  /** Absent: everything, but on a terminal only what went wrong. */
  readonly logLevel: "info" | "error" | "silent" | undefined;
  /** Milliseconds between "not ready" and the end of the listening socket, so that a balancer can look away. */
  readonly drainMs: number;
  /** PostgreSQL instead of SQLite in `dataDir`; `null`: SQLite. */
  readonly databaseUrl: string | null;
  /** A PostgreSQL of its own for the people's keys; `null`: that of `databaseUrl`. */
  readonly keysDatabaseUrl: string | null;
  /** Where people reach this server; `null`: localhost. */
  readonly publicOrigin: string | null;
  /** The server that mails go through; `null`: none go out, and the log says so. */
  readonly smtpUrl: string | null;
  /** Whom mails come from; `null`: no-reply at our own host. */
  readonly mailFrom: string | null;
  /** Without `smtpUrl`: each mail as a file in `dataDir/outgoing-mail`, for development. */
  readonly mailToFiles: boolean;
  /** The gateway that text messages go through; `null`: none go out, and the log says so. */
  readonly smsGatewayUrl: string | null;
  /** Where it stands how partners are reached; `null`: nobody is connected, and what is sent to them waits. */
  readonly partnersFile: string | null;
  /** Enrollments and applications that one person can send within a day. */
  readonly submissionsPerDay: number;
  /** Proxies of our own before this server: as many entries of `X-Forwarded-For` are believed. */
  readonly trustedProxies: number;
  /** Where the server keeps its hourly backups; `null`: `dataDir/backups` with SQLite, none with PostgreSQL. */
  readonly backupDir: string | null;
  /** OpenID Connect providers that people can sign in with. */
  readonly providers: readonly Provider[];
  /** Shared by servers on one database; `null`: made and kept in `dataDir`. */
  readonly serverSecret: string | null;
}

/** Reads the environment; the error is one sentence a person can act on. An empty variable counts as absent. */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Result<Environment, string> {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) return fail(`${parsed.error.issues.map((issue) => issue.message).join("; ")}.`);
  const e = parsed.data;
  const providers = readProviders(given);
  if (!providers.ok) return fail(`${providers.error}.`);
  return ok({
    port: e.PORT,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    killSwitch: e.KILL_SWITCH === "1",
    logLevel: e.LOG_LEVEL,
    drainMs: e.DRAIN_MS,
    databaseUrl: e.DATABASE_URL ?? null,
    keysDatabaseUrl: e.KEYS_DATABASE_URL ?? null,
    publicOrigin: e.PUBLIC_ORIGIN ?? null,
    smtpUrl: e.SMTP_URL ?? null,
    mailFrom: e.MAIL_FROM ?? null,
    mailToFiles: e.MAIL_TO_FILES === "1",
    smsGatewayUrl: e.SMS_GATEWAY_URL ?? null,
    partnersFile: e.PARTNERS_FILE ?? null,
    submissionsPerDay: e.SUBMISSIONS_PER_DAY,
    trustedProxies: e.TRUST_PROXY,
    backupDir: e.BACKUP_DIR ?? null,
    providers: providers.value,
    serverSecret: e.SERVER_SECRET ?? null,
  });
}
