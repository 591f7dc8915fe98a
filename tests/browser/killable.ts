import { spawn } from "node:child_process";
import { chromium, type Browser } from "playwright-core";
import { chromiumFlags, executablePath } from "./browser.ts";

/** Chromium in a process group of its own, so that the whole tree can be killed at once. */
export async function launchKillable(profile: string): Promise<{ browser: Browser; kill: () => Promise<void> }> {
  const child = spawn(executablePath, [...chromiumFlags, "--headless=new", `--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank"], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const endpoint = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stderr.on("data", (part: Buffer) => {
      text += part.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(text);
      if (found) resolve(found[1]!);
    });
    child.once("exit", () => reject(new Error(`Chromium left: ${text.slice(-300)}`)));
  });
  const kill = async (): Promise<void> => {
    process.kill(-child.pid!, "SIGKILL");
    await gone;
  };
  return { browser: await chromium.connectOverCDP(endpoint), kill };
}
