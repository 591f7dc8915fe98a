import type { ParseArgsConfig } from "node:util";
import type { Result } from "@pathwayks/contracts";

/** What a command may touch of the world. */
export interface CommandIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Where results go. */
  readonly out: (text: string) => void;
  /** Where errors and progress go. */
  readonly err: (text: string) => void;
}

/** `json` is what `--json` prints; `text` is the same for people. */
export interface Answer {
  readonly json: unknown;
  readonly text: string;
}

/** `usage`: the command was called wrongly (exit code 2); `refused`: it was understood and cannot be done (exit code 1). */
export interface CommandFault {
  readonly kind: "usage" | "refused";
  readonly message: string;
}

export type Outcome = Result<Answer, CommandFault>;

export interface Call {
  readonly positionals: readonly string[];
  /** A named value, or `undefined`. */
  option(name: string): string | undefined;
  flag(name: string): boolean;
  /** A path as it stands against the working directory. */
  path(given: string): string;
  readonly io: CommandIo;
  /** One line about long work; repeated ones are thinned out. */
  readonly progress: (line: string) => void;
}

export interface Command {
  /** The words that call it, such as `catalog build`. */
  readonly name: string;
  /** Its arguments, as in the usage line. */
  readonly usage: string;
  readonly summary: string;
  /** More, for `--help`. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** How many positional arguments it takes. */
  readonly positionals: number;
  run(call: Call): Promise<Outcome> | Outcome;
}

export const usage = (message: string): { readonly ok: false; readonly error: CommandFault } => ({
  ok: false,
  error: { kind: "usage", message },
});
export const refused = (message: string): { readonly ok: false; readonly error: CommandFault } => ({
  ok: false,
  error: { kind: "refused", message },
});
export const done = (json: unknown, text: string): { readonly ok: true; readonly value: Answer } => ({
  ok: true,
  value: { json, text },
});
