import { ensureChromium } from "./chromium.ts";
import { build } from "./build.ts";
import { checks } from "./check.ts";
import { close, rule, runSteps, script, tests } from "./steps.ts";

const suite = (name: string, ...folders: string[]) => tests(name, "--config", "tests/vitest.config.ts", ...folders);

close(
  await runSteps([
    ...checks,
    [suite("contract tests", "tests/contract"), ...build, suite("fault tests", "tests/fault"), suite("crashes at every write, and found seeds", "tests/simulation"), suite("the load generator and the mutants themselves", "tests/load", "tests/mutants")],
    // It takes every core by itself.
    script("bad days from seeds", "tests/simulation/simulate.ts", "--seeds", "10000"),
    // One after another from here: what drives a browser measures time.
    rule("a browser to test in", async () => {
      const found = await ensureChromium();
      return found.ok ? [] : [found.error];
    }),
    script("the device's database, in a browser", "tests/browser/sync.ts"),
    script("the outbox, in a browser: kills and races", "tests/browser/outbox.ts"),
    script("the built app: offline, new versions, bad networks", "tests/browser/app.ts"),
    script("twelve storage faults on five screens", "tests/browser/storage-faults.ts"),
    script("hostile texts through every field and screen", "tests/browser/hostile-texts.ts"),
    script("wrong clocks, a restored server and a first format, on the screen", "tests/browser/bad-days.ts"),
    suite("end-to-end tests", "tests/e2e"),
  ]),
);
