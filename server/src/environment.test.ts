import { expect, test } from "vitest";
import { parseEnvironment } from "./environment.ts";

test("nothing set gives the defaults, and an empty variable counts as not set", () => {
  expect(parseEnvironment({ PORT: "" })).toEqual({
    ok: true,
    value: { port: 8787, host: "127.0.0.1", dataDir: "data", killSwitch: false, logLevel: undefined, drainMs: 5_000, databaseUrl: null, keysDatabaseUrl: null, publicOrigin: null, smtpUrl: null, submissionsPerDay: 40, mailFrom: null, mailToFiles: false, smsGatewayUrl: null, partnersFile: null, trustedProxies: 0, providers: [], backupDir: null, serverSecret: null },
  });
});

test("a wrong value is named in one sentence", () => {
  for (const [name, value] of [
    ["PORT", "eighty"],
    ["PORT", "70000"],
    ["HOST", "a b"],
    ["KILL_SWITCH", "yes"],
    ["LOG_LEVEL", "loud"],
    ["DRAIN_MS", "-1"],
  ] as const) {
    const parsed = parseEnvironment({ [name]: value });
    expect(parsed.ok || parsed.error).toMatch(new RegExp(`^${name} must be .*\\.$`));
  }
});
