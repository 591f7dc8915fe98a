import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";
import type { Call, Command, CommandFault, CommandIo } from "./command.ts";

const PROGRESS_EVERY_MS = 1_000;

/** Finds the command, reads its arguments, runs it, prints. Returns the exit code: 0 done, 1 refused, 2 called wrongly. */
export async function runCommand(commands: readonly Command[], argv: readonly string[], io: CommandIo): Promise<number> {
  const command = commands.find(({ name }) => name.split(" ").every((word, i) => argv[i] === word));
  if (command === undefined) return withoutCommand(commands, argv, io);
  const rest = argv.slice(command.name.split(" ").length);
  if (rest.includes("--help") || rest.includes("-h")) return say(io, helpOf(command));
  const parsed = parse(command, rest);
  const json = rest.includes("--json");
  if (typeof parsed === "string")
    return fault(io, json, { kind: "usage", message: `${parsed}\nUsage: npm run pathway -- ${usageOf(command)}` });
  const outcome = await command.run(callOf(parsed, io));
  if (!outcome.ok)
    return fault(
      io,
      json,
      outcome.error.kind === "usage"
        ? { kind: "usage", message: `${outcome.error.message}\nUsage: npm run pathway -- ${usageOf(command)}` }
        : outcome.error,
    );
  return say(io, json ? JSON.stringify(outcome.value.json) : outcome.value.text);
}

function withoutCommand(commands: readonly Command[], argv: readonly string[], io: CommandIo): number {
  const list = commands.map((c) => `  ${usageOf(c)}\n      ${c.summary}`).join("\n");
  const text = `npm run pathway -- COMMAND\n\n${list}\n\nEach takes --help and --json. Exit codes: 0 done, 1 refused, 2 called wrongly.`;
  if (argv.length === 0 || argv.includes("--help") || argv.includes("-h")) return say(io, text);
  const words = argv
    .filter((word) => !word.startsWith("-"))
    .slice(0, 2)
    .join(" ");
  return fault(io, argv.includes("--json"), { kind: "usage", message: `There is no command "${words}".\n\n${text}` });
}

const usageOf = ({ name, usage }: Command) => `${name} ${usage}`.trim();
const helpOf = (command: Command) =>
  `npm run pathway -- ${usageOf(command)}\n\n${command.summary}\n\n${command.help}\n\n  --json   print the result as JSON\n  --help   this text\n\nExit codes: 0 done, 1 refused, 2 called wrongly.`;

function say(io: CommandIo, text: string): 0 {
  io.out(`${text}\n`);
  return 0;
}

function fault(io: CommandIo, json: boolean, { kind, message }: CommandFault): 1 | 2 {
  if (json) io.out(`${JSON.stringify({ error: { kind, message } })}\n`);
  else io.err(`${message}\n`);
  return kind === "usage" ? 2 : 1;
}

type Parsed = { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] };

function parse(command: Command, args: readonly string[]): Parsed | string {
  const options: NonNullable<ParseArgsConfig["options"]> = { ...command.options, json: { type: "boolean" } };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    if (positionals.length === command.positionals) return { values, positionals };
    return positionals.length < command.positionals
      ? "Something is missing."
      : `"${positionals[command.positionals] ?? ""}" is one argument too many.`;
  } catch (error) {
    // parseArgs names the option in its first sentence; the rest is advice for programmers.
    return error instanceof TypeError
      ? (error.message.split(". ")[0] ?? "The arguments cannot be read.").replace(/\.?$/, ".")
      : "The arguments cannot be read.";
  }
}

function callOf({ values, positionals }: Parsed, io: CommandIo): Call {
  let last = -Infinity;
  return {
    positionals,
    io,
    option(name) {
      const value = values[name];
      return typeof value === "string" ? value : undefined;
    },
    flag: (name) => values[name] === true,
    path: (given) => resolve(io.cwd, given),
    progress(line) {
      if (io.now() - last < PROGRESS_EVERY_MS) return;
      last = io.now();
      io.err(`${line}\n`);
    },
  };
}
