import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createServer } from "vite";
import { parseEnvironment } from "@pathwayks/server";
import { startEmployerAts } from "../tests/partners/employer-ats.ts";
import { startSchool } from "../tests/partners/school.ts";

// The API as `npm start` runs it, and the app from its sources in front of it, which follows every change of a file.

const environment = parseEnvironment(process.env);
if (!environment.ok) {
  console.error(environment.error);
  process.exit(2);
}
const { port, host, dataDir } = environment.value;
const apiPort = port === 0 ? 0 : port + 1;

/** Stand-ins take what is sent to schools and employers, samples too, unless partners are named; they answer by themselves. */
async function partnersFile(): Promise<string> {
  const decidesBy = () => new Date().toISOString();
  const [school, ats] = await Promise.all([startSchool({ decidesBy }), startEmployerAts({ decidesBy })]);
  const partners = {
    "training-provider": { url: school.url, kind: "school", secret: school.secret, standIn: true },
    employer: { url: ats.url, kind: "ats-lookup", secret: ats.secret, standIn: true },
  };
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, "stand-in-partners.json");
  writeFileSync(path, JSON.stringify(partners), { mode: 0o600 });
  return path;
}
const partners = environment.value.partnersFile ?? (await partnersFile());

const api = spawn(process.execPath, ["scripts/compiled.mjs", "scripts/start.ts"], {
  stdio: ["ignore", "inherit", "inherit", "ipc"],
  env: { ...process.env, PORT: String(apiPort), HOST: "127.0.0.1", LOG_LEVEL: "error", DRAIN_MS: "0", MAIL_TO_FILES: "1", PARTNERS_FILE: partners },
});
api.once("exit", (code) => process.exit(code ?? 1));

/** The API says over the channel that it is ready, and on which port. */
const ready = await new Promise<{ port: number }>((resolve) =>
  api.once("message", (message) => resolve(message as { port: number })),
);

// The app from its sources trusts the same keys as the built one.
process.env["PATHWAYKS_TRUSTED_KEYS"] = readFileSync(join(dataDir, "keys", "trusted.json"), "utf8");
const vite = await createServer({
  configFile: "apps/seeker/vite.config.ts",
  server: {
    port,
    host,
    strictPort: true,
    proxy: Object.fromEntries(["/api", "/c"].map((path) => [path, `http://127.0.0.1:${ready.port}`])),
  },
});
await vite.listen();
vite.printUrls();

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    api.kill(signal);
    void vite.close();
  });
