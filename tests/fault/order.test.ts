import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleRows, writeRows } from "../../server/src/testing/catalog.ts";
import { makePeople } from "../load/accounts.ts";
import { Device } from "../load/device.ts";
import { startServerProcess } from "../load/server-process.ts";

// Bar 5, the part about order: the system calls of a server are watched, and between a push that comes in and the answer that
// goes out its log must have been brought to the disk. A kill cannot show this: what a killed process wrote is in the system's
// memory, and survives it.

const PUSHES = 100;
const traced = spawnSync("strace", ["-V"]).status === 0;
let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "pathwayks-order-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** For each good answer to a push: whether the log was synchronised since the push came in. */
function syncedBefore(trace: string): boolean[] {
  const answers: boolean[] = [];
  let asked = false, synced = false;
  for (const line of trace.split("\n")) {
    if (/read\(.*"POST \/api\/v1\/outbox/.test(line)) [asked, synced] = [true, false];
    else if (/f(data)?sync\(\d+<[^>]*pathwayks\.sqlite-wal>/.test(line)) synced = true;
    else if (asked && /writev?\(.*HTTP\/1\.1 200/.test(line)) {
      answers.push(synced);
      asked = false;
    }
  }
  return answers;
}

test.skipIf(!traced)(`${PUSHES} pushes, one after another: the log is on the disk before each answer leaves (needs strace)`, async () => {
  const root = join(folder, "root");
  const place = { dataDir: join(folder, "data"), databaseUrl: null, serverSecret: "7".repeat(64) };
  writeRows(join(root, "server/starter"), sampleRows);
  mkdirSync(place.dataDir);
  const [person] = await makePeople(place, 1);
  if (person === undefined) throw new Error("nobody is signed in");
  const trace = join(folder, "trace");
  const server = await startServerProcess({
    root, dataDir: place.dataDir, env: { SERVER_SECRET: place.serverSecret },
    under: ["strace", "-f", "-y", "-s", "64", "-e", "trace=read,write,writev,fdatasync,fsync", "-o", trace],
  });
  const device = new Device(person, 1);
  for (let i = 0; i < PUSHES; i++) await device.push(server.port, 1);
  await server.end("SIGTERM");
  device.close();
  const answers = syncedBefore(readFileSync(trace, "utf8"));
  console.log(`${answers.filter(Boolean).length} of ${answers.length} answers left after their log was on the disk`);
  expect(answers).toEqual(Array.from({ length: PUSHES }, () => true));
}, 300_000);
