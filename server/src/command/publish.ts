import { join } from "node:path";
import { readPointer } from "@pathwayks/catalog/build";
import { openReleaseDir } from "../releases/directory.ts";
import { publishRelease } from "../releases/publish.ts";
import { readTrusted } from "../setup/keys.ts";
import { loadDir } from "./catalog-dir.ts";
import { done, refused } from "./command.ts";
import type { Command } from "./command.ts";
import { dataDirOf, recordsAt } from "./data-dir.ts";

export const publishCommand: Command = {
  name: "catalog publish",
  usage: "DIR [--allow-fewer]",
  summary: "Puts a release where devices find it, if it passes the gates. A running server takes it over by itself.",
  help: `It must be genuine, newer than what is published, without references that lead nowhere, and hold at least 80 % of the
rows of the last release. It goes into DATA_DIR/releases, with compressed copies; the release before is kept.

  --allow-fewer   publish although more than a fifth of some kind of rows is gone: a person has looked at it`,
  options: { "allow-fewer": { type: "boolean" } },
  positionals: 1,
  async run(call) {
    const dir = call.path(call.positionals[0] ?? "");
    const dataDir = dataDirOf(call);
    const trusted = readTrusted(join(dataDir, "keys", "trusted.json"));
    if (!trusted.ok) return refused(trusted.error);
    call.progress("Checking every file …");
    const verified = await openReleaseDir(dir, trusted.value, call.io.now());
    if (!verified.ok) return refused(`${dir} is not published: ${verified.error}. What is published goes on.`);
    const release = loadDir(dir);
    const pointer = readPointer(dir);
    if (!release.ok) return release;
    if (pointer === null) return refused(`${dir} has no pointer (c/channel.json). Build it with catalog build.`);
    const into = join(dataDir, "releases");
    const publishedAt = new Date(call.io.now()).toISOString();
    const published = publishRelease({
      release: release.value,
      pointer,
      into,
      allowFewer: call.flag("allow-fewer"),
      rows: null,
      publishedAt,
    });
    if (!published.ok) return refused(`${published.error} What is published goes on.`);
    await recordsAt(call, (records) => records.recordRelease(published.value));
    const { version, programs, jobs } = published.value;
    return done(published.value, `Release ${version} is published in ${into}: ${programs} programs, ${jobs} open jobs.`);
  },
};
