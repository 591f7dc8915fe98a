import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ok } from "@pathwayks/contracts";
import { parseEnvironment } from "../environment.ts";
import { startServer } from "../setup/start.ts";

// A server in a process of its own, with a small build in place of the app's, so that a test can kill it at any moment.
// It says "begin" when everything is loaded and "ready PORT" when it answers.

/** The first argument is the checkout that it serves. Resolves when it answers. */
export async function main([root = ""]: readonly string[]): Promise<void> {
  const environment = parseEnvironment(process.env);
  if (!environment.ok) throw new Error(environment.error);

  const running = await new Promise<void>((resolve) => process.stdout.write("begin\n", () => resolve())).then(() =>
    startServer(environment.value, {
      root,
      version: "0.0.0",
      onTerminal: false,
      say: () => undefined,
      buildApp: async (trusted, dist) => {
        mkdirSync(join(dist, "assets"), { recursive: true });
        writeFileSync(join(dist, "index.html"), "<!doctype html><title>app</title>");
        for (let i = 0; i < 20; i++)
          writeFileSync(
            join(dist, "assets", `part-0000000${i % 10}${i}.js`),
            `/* ${JSON.stringify(trusted)} */ ${"work();".repeat(200 + i)}`,
          );
        return ok(null);
      },
    }),
  );
  if (!running.ok) {
    process.stdout.write(`refused ${running.error}\n`);
    process.exit(1);
  }
  process.stdout.write(`ready ${running.value.port}\n`);
  process.on("SIGTERM", () => void running.value.stop(0).then((clean) => process.exit(clean ? 0 : 1)));
}
