import { commands } from "./commands.ts";
import { runCommand } from "./run.ts";

process.exitCode = await runCommand(commands, process.argv.slice(2), {
  // npm runs scripts from the root; the paths that a person types stand against where they are.
  cwd: process.env["INIT_CWD"] ?? process.cwd(),
  env: process.env,
  now: Date.now,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
